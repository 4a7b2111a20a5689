package org.as2gateway.registry.certs;

import java.io.IOException;
import java.util.Base64;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.KeyAbility;
import org.as2gateway.as2.keys.OwnKey;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/** Requests to an authority for a certificate of one of our keys (PKCS #10, RFC 2986). */
final class KeyRequest {
  private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private KeyRequest() {}

  /** A request in PEM form, signed with the key. */
  static String pem(OwnKey key, RequestSubject subject) throws CertsException {
    try {
      return "-----BEGIN CERTIFICATE REQUEST-----\n"
          + BASE64.encodeToString(request(key, subject).getEncoded())
          + "\n-----END CERTIFICATE REQUEST-----\n";
    } catch (IOException | OperatorCreationException e) {
      throw new CertsException("a certificate request cannot be created for this key", e);
    }
  }

  private static PKCS10CertificationRequest request(OwnKey key, RequestSubject subject)
      throws CertsException, IOException, OperatorCreationException {
    boolean isEc = key.privateKey().getAlgorithm().startsWith("EC");
    int agreement = isEc ? KeyUsage.keyAgreement : KeyUsage.keyEncipherment;
    ExtensionsGenerator wanted = new ExtensionsGenerator();
    wanted.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | agreement));
    return new PKCS10CertificationRequestBuilder(
            subject.toName(),
            SubjectPublicKeyInfo.getInstance(key.certificate().getPublicKey().getEncoded()))
        .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, wanted.generate())
        .build(
            new JcaContentSignerBuilder(algorithm(key, isEc))
                .setProvider(new BouncyCastleProvider())
                .build(key.privateKey()));
  }

  private static String algorithm(OwnKey key, boolean isEc) {
    if (isEc) {
      return "SHA256withECDSA";
    }
    return KeyAbility.isPssOnly(key.privateKey()) ? "SHA256withRSAandMGF1" : "SHA256withRSA";
  }
}
