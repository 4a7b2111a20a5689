package org.as2gateway.pgp;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.as2gateway.as2.keys.CertsException;
import org.bouncycastle.bcpg.CompressionAlgorithmTags;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.bcpg.sig.Features;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.crypto.AsymmetricCipherKeyPairGenerator;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.generators.X25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.X25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPKeyRingGenerator;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.PGPDigestCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/**
 * A key of our own that is to be made: a primary key that signs, a subkey that decrypts.
 *
 * @param userId name and address, such as {@code Acme EDI <edi@acme.example>}
 * @param kind RSA with 3072 bits, which every partner reads, or curve 25519
 * @param validity for how long it holds
 */
public record PgpNewKey(String userId, Kind kind, Duration validity) {
  private static final int RSA_BITS = 3072;
  private static final int CERTAINTY = 128;
  private static final int MAX_USER_ID = 200;

  /** The kinds of keys that are made. */
  public enum Kind {
    /** RSA with 3072 bits. */
    RSA_3072,
    /** Ed25519 with X25519. */
    CURVE_25519
  }

  /**
   * Makes it.
   *
   * @param now when it begins
   * @param passPhrase what protects it
   * @return the secret key as text
   * @throws CertsException if the wish cannot be met
   */
  public String generate(Instant now, char[] passPhrase) throws CertsException {
    if (userId.isBlank() || userId.length() > MAX_USER_ID || userId.matches("(?s).*\\p{C}.*")) {
      throw new CertsException(
          "the user id of a key is a name, expected 1 to 200 printable characters");
    }
    if (validity.toSeconds() < 1 || validity.toSeconds() > Integer.MAX_VALUE) {
      throw new CertsException("the validity is wrong, expected from 1 day to 68 years");
    }
    try {
      return generate(Date.from(now), passPhrase);
    } catch (PGPException e) {
      throw new CertsException("the key cannot be created: " + e.getMessage(), e);
    }
  }

  private String generate(Date now, char[] passPhrase) throws PGPException {
    SecureRandom random = new SecureRandom();
    boolean isRsa = kind == Kind.RSA_3072;
    PGPKeyPair primary =
        pair(
            isRsa ? PublicKeyAlgorithmTags.RSA_GENERAL : PublicKeyAlgorithmTags.EDDSA_LEGACY,
            random,
            now);
    PGPKeyPair subkey =
        pair(isRsa ? PublicKeyAlgorithmTags.RSA_GENERAL : PublicKeyAlgorithmTags.ECDH, random, now);
    PGPDigestCalculator checksum =
        new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA1); // of the format
    PGPKeyRingGenerator ring =
        new PGPKeyRingGenerator(
            PGPSignature.POSITIVE_CERTIFICATION,
            primary,
            userId,
            checksum,
            preferences(now).generate(),
            null,
            new BcPGPContentSignerBuilder(
                primary.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA256),
            Keys.encryptor(passPhrase));
    PGPSignatureSubpacketGenerator flags = new PGPSignatureSubpacketGenerator();
    flags.setSignatureCreationTime(true, now);
    flags.setKeyFlags(true, KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE);
    flags.setKeyExpirationTime(true, validity.toSeconds());
    ring.addSubKey(subkey, flags.generate(), null);
    return PgpOwnKey.toArmor(ring.generateSecretKeyRing());
  }

  private PGPSignatureSubpacketGenerator preferences(Date now) {
    PGPSignatureSubpacketGenerator wishes = new PGPSignatureSubpacketGenerator();
    wishes.setSignatureCreationTime(true, now);
    wishes.setKeyFlags(true, KeyFlags.CERTIFY_OTHER | KeyFlags.SIGN_DATA);
    wishes.setKeyExpirationTime(true, validity.toSeconds());
    wishes.setPreferredSymmetricAlgorithms(
        false,
        new int[] {
          SymmetricKeyAlgorithmTags.AES_256,
          SymmetricKeyAlgorithmTags.AES_192,
          SymmetricKeyAlgorithmTags.AES_128
        });
    wishes.setPreferredHashAlgorithms(
        false,
        new int[] {HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA512});
    wishes.setPreferredCompressionAlgorithms(
        false, new int[] {CompressionAlgorithmTags.ZLIB, CompressionAlgorithmTags.ZIP});
    wishes.setFeature(false, Features.FEATURE_MODIFICATION_DETECTION);
    return wishes;
  }

  private static PGPKeyPair pair(int algorithm, SecureRandom random, Date now) throws PGPException {
    AsymmetricCipherKeyPairGenerator generator =
        switch (algorithm) {
          case PublicKeyAlgorithmTags.EDDSA_LEGACY -> {
            Ed25519KeyPairGenerator edwards = new Ed25519KeyPairGenerator();
            edwards.init(new Ed25519KeyGenerationParameters(random));
            yield edwards;
          }
          case PublicKeyAlgorithmTags.ECDH -> {
            X25519KeyPairGenerator montgomery = new X25519KeyPairGenerator();
            montgomery.init(new X25519KeyGenerationParameters(random));
            yield montgomery;
          }
          default -> {
            RSAKeyPairGenerator rsa = new RSAKeyPairGenerator();
            rsa.init(
                new RSAKeyGenerationParameters(
                    BigInteger.valueOf(0x10001), random, RSA_BITS, CERTAINTY));
            yield rsa;
          }
        };
    return new BcPGPKeyPair(PublicKeyPacket.VERSION_4, algorithm, generator.generateKeyPair(), now);
  }
}
