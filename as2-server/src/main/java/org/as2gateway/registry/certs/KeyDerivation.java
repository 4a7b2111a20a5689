package org.as2gateway.registry.certs;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.as2gateway.as2.keys.CertsException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.generators.PKCS12ParametersGenerator;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Derives keys from passwords within one budget for a whole file: how often to iterate is said by
 * the file, and two thousand million times would hold a thread for an hour.
 */
final class KeyDerivation {
  private static final long MAX_ITERATIONS = 10_000_000;
  private static final long MAX_SCRYPT_BYTES = 64 << 20;
  private static final int MAX_KEY_BYTES = 64;
  private static final int SCRYPT_BLOCK_BYTES = 128;

  private static final Map<ASN1ObjectIdentifier, Supplier<Digest>> DIGESTS =
      Map.of(
          PKCSObjectIdentifiers.md5, MD5Digest::new,
          OIWObjectIdentifiers.idSHA1, SHA1Digest::new,
          NISTObjectIdentifiers.id_sha224, SHA224Digest::new,
          NISTObjectIdentifiers.id_sha256, SHA256Digest::new,
          NISTObjectIdentifiers.id_sha384, SHA384Digest::new,
          NISTObjectIdentifiers.id_sha512, SHA512Digest::new);
  private static final Map<ASN1ObjectIdentifier, Supplier<Digest>> HMACS =
      Map.of(
          PKCSObjectIdentifiers.id_hmacWithSHA1, SHA1Digest::new,
          PKCSObjectIdentifiers.id_hmacWithSHA224, SHA224Digest::new,
          PKCSObjectIdentifiers.id_hmacWithSHA256, SHA256Digest::new,
          PKCSObjectIdentifiers.id_hmacWithSHA384, SHA384Digest::new,
          PKCSObjectIdentifiers.id_hmacWithSHA512, SHA512Digest::new);

  private long iterationsLeft = MAX_ITERATIONS;

  static Digest digest(ASN1ObjectIdentifier algorithm) throws CertsException {
    return known(DIGESTS, algorithm);
  }

  /** The digest of an HMAC. */
  static Digest hmac(ASN1ObjectIdentifier algorithm) throws CertsException {
    return known(HMACS, algorithm);
  }

  private static Digest known(
      Map<ASN1ObjectIdentifier, Supplier<Digest>> all, ASN1ObjectIdentifier algorithm)
      throws CertsException {
    Supplier<Digest> digest = all.get(algorithm);
    if (digest == null) {
      throw unknown(algorithm);
    }
    return digest.get();
  }

  static CertsException unknown(ASN1ObjectIdentifier algorithm) {
    return new CertsException(
        ("it is protected by an unknown algorithm, '%s': create it again with 'openssl pkcs12"
                + " -export'")
            .formatted(algorithm.getId()));
  }

  /** PKCS #12's own derivation (RFC 7292 §B.2). */
  PKCS12ParametersGenerator pkcs12(
      Digest digest, byte[] password, byte[] salt, BigInteger iterations) throws CertsException {
    PKCS12ParametersGenerator generator = new PKCS12ParametersGenerator(digest);
    generator.init(password, salt, spend(iterations));
    return generator;
  }

  /** PBKDF2 or scrypt (RFC 8018 §A.2, RFC 7914). */
  byte[] derive(KeyDerivationFunc function, byte[] password, int keyBytes) throws CertsException {
    if (keyBytes > MAX_KEY_BYTES) {
      throw new CertsException("it asks for a key of " + keyBytes + " bytes, it is damaged");
    }
    if (MiscObjectIdentifiers.id_scrypt.equals(function.getAlgorithm())) {
      return scrypt(ScryptParams.getInstance(function.getParameters()), password, keyBytes);
    }
    if (!PKCSObjectIdentifiers.id_PBKDF2.equals(function.getAlgorithm())) {
      throw unknown(function.getAlgorithm());
    }
    PBKDF2Params parameters = PBKDF2Params.getInstance(function.getParameters());
    Digest digest = hmac(parameters.getPrf().getAlgorithm());
    int iterations = spend(parameters.getIterationCount());
    byte[] salt = parameters.getSalt();
    Optional<byte[]> key = pbkdf2OfJdk(digest, password, salt, iterations, keyBytes);
    if (key.isPresent()) {
      return key.get();
    }
    PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(digest);
    generator.init(password, salt, iterations);
    return ((KeyParameter) generator.generateDerivedMacParameters(keyBytes * Byte.SIZE)).getKey();
  }

  /** Several times as fast; takes passwords as characters, which it encodes in UTF-8. */
  private static Optional<byte[]> pbkdf2OfJdk(
      Digest digest, byte[] password, byte[] salt, int iterations, int keyBytes) {
    String name = "PBKDF2WithHmac" + digest.getAlgorithmName().replace("-", "");
    try {
      char[] characters =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(password))
              .toString()
              .toCharArray();
      PBEKeySpec spec = new PBEKeySpec(characters, salt, iterations, keyBytes * Byte.SIZE);
      return Optional.of(SecretKeyFactory.getInstance(name).generateSecret(spec).getEncoded());
    } catch (CharacterCodingException | GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty(); // an odd password, salt or digest: Bouncy Castle derives it
    }
  }

  private byte[] scrypt(ScryptParams parameters, byte[] password, int keyBytes)
      throws CertsException {
    BigInteger blocks = parameters.getCostParameter();
    BigInteger lanes = parameters.getParallelizationParameter();
    BigInteger blockBytes =
        parameters.getBlockSize().multiply(BigInteger.valueOf(SCRYPT_BLOCK_BYTES));
    if (blocks.signum() <= 0 || lanes.signum() <= 0 || blockBytes.signum() <= 0) {
      throw new CertsException("its scrypt parameters are not positive, it is damaged");
    }
    // one table of N blocks for all lanes, and a block of each lane (RFC 7914 §6)
    BigInteger memory = blockBytes.multiply(blocks.add(lanes));
    if (memory.compareTo(BigInteger.valueOf(MAX_SCRYPT_BYTES)) > 0) {
      throw new CertsException(
          "its key derivation, scrypt, requires more than 64 MiB of memory: create it again with"
              + " 'openssl pkcs12 -export'");
    }
    spend(blocks.multiply(parameters.getBlockSize()).multiply(lanes));
    return SCrypt.generate(
        password,
        parameters.getSalt(),
        parameters.getCostParameter().intValueExact(),
        parameters.getBlockSize().intValueExact(),
        parameters.getParallelizationParameter().intValueExact(),
        keyBytes);
  }

  private int spend(BigInteger iterations) throws CertsException {
    if (iterations.signum() <= 0) {
      throw new CertsException("its number of iterations is not positive, it is damaged");
    }
    if (iterations.compareTo(BigInteger.valueOf(iterationsLeft)) > 0) {
      throw new CertsException(
          ("its key derivation requires more than %d iterations in total: create it again with"
                  + " 'openssl pkcs12 -export'")
              .formatted(MAX_ITERATIONS));
    }
    iterationsLeft -= iterations.longValueExact();
    return iterations.intValueExact();
  }
}
