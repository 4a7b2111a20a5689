package org.as2gateway.as2.smime;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.stream.Collectors;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.KeyTransport;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAESOAEPparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAuthEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSEnvelopedGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.RecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.OutputAEADEncryptor;

/** EnvelopedData or, for GCM, AuthEnvelopedData around an entity, written as a stream. */
final class EnvelopedEntity implements Entity {
  private final Entity inner;
  private final WriteRequest.Encryption encryption;
  private final CryptoProviders providers;

  EnvelopedEntity(Entity inner, WriteRequest.Encryption encryption, CryptoProviders providers) {
    this.inner = inner;
    this.encryption = encryption;
    this.providers = providers;
  }

  @Override
  public Headers headers() {
    return Entity.cmsHeaders(
        encryption.algorithm().isAead() ? "authEnveloped-data" : "enveloped-data", "smime.p7m");
  }

  @Override
  public void writeBody(OutputStream out) throws IOException {
    try (OutputStream content = open(new Uncloseable(out))) {
      inner.writeWhole(content);
    } catch (CMSException | GeneralSecurityException e) {
      throw new IOException("cannot encrypt for " + names(), e);
    }
  }

  private OutputStream open(OutputStream out)
      throws IOException, CMSException, GeneralSecurityException {
    EncryptionAlgorithm algorithm = encryption.algorithm();
    JceCMSContentEncryptorBuilder builder =
        new JceCMSContentEncryptorBuilder(new ASN1ObjectIdentifier(algorithm.oid()))
            .setProvider(contentProvider(algorithm))
            .setSecureRandom(providers.secureRandom());
    if (algorithm.isAead()) {
      CMSAuthEnvelopedDataStreamGenerator generator = new CMSAuthEnvelopedDataStreamGenerator();
      generator.setBufferSize(BufferedSource.BUFFER_BYTES);
      addRecipients(generator);
      return generator.open(out, (OutputAEADEncryptor) builder.build());
    }
    CMSEnvelopedDataStreamGenerator generator = new CMSEnvelopedDataStreamGenerator();
    generator.setBufferSize(BufferedSource.BUFFER_BYTES);
    addRecipients(generator);
    return generator.open(out, builder.build());
  }

  /**
   * The JDK knows all AES ciphers by the identifiers Bouncy Castle asks for; the native one does
   * not.
   */
  private Provider contentProvider(EncryptionAlgorithm algorithm) {
    EncryptionAlgorithm known =
        algorithm == EncryptionAlgorithm.TRIPLE_DES ? algorithm : EncryptionAlgorithm.AES256_CBC;
    return providers.contentCipher(known).getProvider();
  }

  private String names() {
    return encryption.recipients().stream()
        .map(recipient -> recipient.getSubjectX500Principal().toString())
        .collect(Collectors.joining(" and "));
  }

  private void addRecipients(CMSEnvelopedGenerator generator)
      throws CMSException, GeneralSecurityException {
    for (X509Certificate recipient : encryption.recipients()) {
      generator.addRecipientInfoGenerator(
          recipient.getPublicKey() instanceof ECPublicKey key
              ? agreement(recipient, key)
              : transport(recipient));
    }
  }

  private RecipientInfoGenerator transport(X509Certificate recipient)
      throws CertificateEncodingException {
    JceKeyTransRecipientInfoGenerator generator =
        encryption.keyTransport() == KeyTransport.RSA_OAEP
            ? new JceKeyTransRecipientInfoGenerator(recipient, oaepSha256())
            : new JceKeyTransRecipientInfoGenerator(recipient);
    return generator.setProvider(providers.bouncyCastle());
  }

  /** OAEP with SHA-256 for both digest and mask (RFC 4055 §4.1). */
  private static AlgorithmIdentifier oaepSha256() {
    AlgorithmIdentifier sha256 =
        new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
    return new AlgorithmIdentifier(
        PKCSObjectIdentifiers.id_RSAES_OAEP,
        new RSAESOAEPparams(
            sha256,
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, sha256),
            RSAESOAEPparams.DEFAULT_P_SOURCE_ALGORITHM));
  }

  /** Ephemeral-static ECDH (RFC 5753 §3.1) with a fresh key on the recipient's curve. */
  private RecipientInfoGenerator agreement(X509Certificate recipient, ECPublicKey key)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", providers.bouncyCastle());
    generator.initialize(key.getParams(), providers.secureRandom());
    KeyPair ephemeral = generator.generateKeyPair();
    ASN1ObjectIdentifier wrap =
        switch (encryption.algorithm().keyBits()) {
          case 128 -> NISTObjectIdentifiers.id_aes128_wrap;
          case 192 -> NISTObjectIdentifiers.id_aes192_wrap;
          default -> NISTObjectIdentifiers.id_aes256_wrap;
        };
    return new JceKeyAgreeRecipientInfoGenerator(
            org.bouncycastle.cms.CMSAlgorithm.ECDH_SHA256KDF,
            ephemeral.getPrivate(),
            ephemeral.getPublic(),
            wrap)
        .addRecipient(recipient)
        .setProvider(providers.bouncyCastle());
  }
}
