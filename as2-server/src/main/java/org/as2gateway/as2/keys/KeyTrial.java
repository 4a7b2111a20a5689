package org.as2gateway.as2.keys;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.Recipient;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** One key at work on a few octets, as messages use it: what fails here would fail there. */
public final class KeyTrial {
  static final String PSS = "RSASSA-PSS";

  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
  private static final byte[] CONTENT = new byte[32];

  private final X509Certificate certificate;
  private final Optional<PrivateKey> privateKey;

  private KeyTrial(X509Certificate certificate, Optional<PrivateKey> privateKey) {
    this.certificate = certificate;
    this.privateKey = privateKey;
  }

  static KeyTrial of(X509Certificate partner) {
    return new KeyTrial(partner, Optional.empty());
  }

  static KeyTrial of(OwnKey key) {
    return new KeyTrial(key.certificate(), Optional.of(key.privateKey()));
  }

  /** What to call a key. */
  static String name(PublicKey key) {
    if (key.getAlgorithm().equals(PSS)) {
      return "RSASSA-PSS key, which is for signatures alone,";
    }
    return key instanceof ECKey
        ? "EC key on curve '" + curve(key) + "'"
        : key.getAlgorithm() + " key";
  }

  private static String curve(PublicKey key) {
    ASN1ObjectIdentifier curve =
        ASN1ObjectIdentifier.getInstance(
            SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm().getParameters());
    return Objects.requireNonNullElse(ECNamedCurveTable.getName(curve), curve.getId());
  }

  /** Whether what the one signs the other verifies. */
  public static boolean isPair(PrivateKey key, PublicKey publicKey) {
    try {
      Signature signer = signature(publicKey);
      signer.initSign(key);
      signer.update(CONTENT);
      byte[] value = signer.sign();
      Signature verifier = signature(publicKey);
      verifier.initVerify(publicKey);
      verifier.update(CONTENT);
      return verifier.verify(value);
    } catch (GeneralSecurityException | RuntimeException e) { // unchecked ones: odd keys
      return false;
    }
  }

  private static Signature signature(PublicKey key) throws GeneralSecurityException {
    if (KeyAbility.isPssOnly(key)) {
      Signature signature = Signature.getInstance(PSS, BOUNCY_CASTLE);
      signature.setParameter(
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      return signature;
    }
    return switch (key.getAlgorithm()) {
      case "RSA" -> Signature.getInstance("SHA256withRSA", BOUNCY_CASTLE);
      case "EC", "ECDSA" -> Signature.getInstance("SHA256withECDSA", BOUNCY_CASTLE);
      default -> Signature.getInstance(key.getAlgorithm()); // EdDSA, in a TLS listener
    };
  }

  /** Gets as far as verifying can without a signature. */
  void verify() throws GeneralSecurityException {
    PublicKey key = certificate.getPublicKey();
    signature(key).initVerify(key);
  }

  /** Encrypts, and decrypts again where there is a private key. */
  void encrypt() throws GeneralSecurityException {
    if (KeyAbility.isPssOnly(certificate.getPublicKey())) {
      throw new GeneralSecurityException("no key transport with RSASSA-PSS");
    }
    try {
      CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
      generator.addRecipientInfoGenerator(recipientInfo());
      CMSEnvelopedData enveloped =
          generator.generate(
              new CMSProcessableByteArray(CONTENT),
              new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES128_CBC)
                  .setProvider(BOUNCY_CASTLE)
                  .build());
      if (privateKey.isPresent() && !Arrays.equals(decrypted(enveloped), CONTENT)) {
        throw new GeneralSecurityException("what was encrypted is not what was decrypted");
      }
    } catch (CMSException e) {
      throw new GeneralSecurityException("encryption failed", e);
    }
  }

  private RecipientInfoGenerator recipientInfo() throws GeneralSecurityException {
    if (!(certificate.getPublicKey() instanceof ECPublicKey key)) {
      return new JceKeyTransRecipientInfoGenerator(certificate).setProvider(BOUNCY_CASTLE);
    }
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", BOUNCY_CASTLE);
    generator.initialize(key.getParams(), new SecureRandom());
    KeyPair ephemeral = generator.generateKeyPair();
    return new JceKeyAgreeRecipientInfoGenerator(
            CMSAlgorithm.ECDH_SHA256KDF,
            ephemeral.getPrivate(),
            ephemeral.getPublic(),
            NISTObjectIdentifiers.id_aes128_wrap)
        .addRecipient(certificate)
        .setProvider(BOUNCY_CASTLE);
  }

  private byte[] decrypted(CMSEnvelopedData enveloped) throws CMSException {
    PrivateKey key = privateKey.orElseThrow();
    Recipient recipient =
        certificate.getPublicKey() instanceof ECPublicKey
            ? new JceKeyAgreeEnvelopedRecipient(key).setProvider(BOUNCY_CASTLE)
            : new JceKeyTransEnvelopedRecipient(key).setProvider(BOUNCY_CASTLE);
    RecipientInformation info = enveloped.getRecipientInfos().iterator().next();
    return info.getContent(recipient);
  }
}
