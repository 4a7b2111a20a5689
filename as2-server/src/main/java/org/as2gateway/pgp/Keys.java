package org.as2gateway.pgp;

import java.io.OutputStream;
import org.bouncycastle.asn1.cryptlib.CryptlibObjectIdentifiers;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.ECPublicBCPGKey;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.api.OpenPGPDefaultPolicy;
import org.bouncycastle.openpgp.api.OpenPGPImplementation;
import org.bouncycastle.openpgp.api.OpenPGPPolicy;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;
import org.bouncycastle.openpgp.operator.PBESecretKeyDecryptor;
import org.bouncycastle.openpgp.operator.PBESecretKeyEncryptor;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;

/** What all keys have in common: how they are judged, protected and written. */
final class Keys {
  static final OpenPGPImplementation IMPLEMENTATION = new BcOpenPGPImplementation();

  /** RSA from 2000 bits, no DSA or ElGamal; SHA-1 only under keys made before 2023-02-01. */
  static final OpenPGPPolicy POLICY = new OpenPGPDefaultPolicy();

  private static final int RSA_ENCRYPT_ONLY = 2; // RFC 9580 §9.1: not made any more
  private static final int RSA_SIGN_ONLY = 3;
  private static final int S2K_COUNT = 0xC0; // 4 MiB through the digest, once a key and load

  private Keys() {}

  static PBESecretKeyDecryptor decryptor(char[] passPhrase) throws PGPException {
    return new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider())
        .build(passPhrase);
  }

  static PBESecretKeyEncryptor encryptor(char[] passPhrase) throws PGPException {
    return new BcPBESecretKeyEncryptorBuilder(
            SymmetricKeyAlgorithmTags.AES_256,
            new BcPGPDigestCalculatorProvider().get(HashAlgorithmTags.SHA256),
            S2K_COUNT)
        .build(passPhrase);
  }

  /** The public part alone. */
  static PGPPublicKeyRing publicPart(PGPSecretKeyRing ring) {
    return ring.toCertificate();
  }

  /** Armor without the version line, which tells strangers what we run. */
  static ArmoredOutputStream armor(OutputStream out) {
    return ArmoredOutputStream.builder().clearHeaders().enableCRC(true).build(out);
  }

  static String algorithm(PGPPublicKey key) {
    return switch (key.getAlgorithm()) {
      case PublicKeyAlgorithmTags.RSA_GENERAL, RSA_ENCRYPT_ONLY, RSA_SIGN_ONLY ->
          "RSA " + key.getBitStrength();
      case PublicKeyAlgorithmTags.EDDSA_LEGACY, PublicKeyAlgorithmTags.Ed25519 -> "Ed25519";
      case PublicKeyAlgorithmTags.X25519 -> "X25519";
      case PublicKeyAlgorithmTags.ECDH ->
          isCurve25519(key) ? "X25519" : "ECDH " + key.getBitStrength();
      case PublicKeyAlgorithmTags.ECDSA -> "ECDSA " + key.getBitStrength();
      case PublicKeyAlgorithmTags.DSA -> "DSA " + key.getBitStrength();
      case PublicKeyAlgorithmTags.ELGAMAL_ENCRYPT -> "ElGamal " + key.getBitStrength();
      default -> "algorithm " + key.getAlgorithm();
    };
  }

  private static boolean isCurve25519(PGPPublicKey key) {
    return key.getPublicKeyPacket().getKey() instanceof ECPublicBCPGKey curve
        && curve.getCurveOID().equals(CryptlibObjectIdentifiers.curvey25519);
  }
}
