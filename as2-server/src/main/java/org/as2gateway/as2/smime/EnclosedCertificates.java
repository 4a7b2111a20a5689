package org.as2gateway.as2.smime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Set;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that a signature brings along under its signer's name. They prove nothing: see
 * {@link SignatureVerifier}.
 */
final class EnclosedCertificates {
  private static final int MAX_CERTIFICATES = 10;
  private static final int MAX_BYTES = 16 * 1024;

  private EnclosedCertificates() {}

  /** At most a handful, and none that cannot be read. */
  static List<X509Certificate> of(@Nullable ASN1Set certificates, SignerName name) {
    List<X509Certificate> found = new ArrayList<>();
    int count = certificates == null ? 0 : Math.min(certificates.size(), MAX_CERTIFICATES);
    for (int i = 0; certificates != null && i < count; i++) {
      X509Certificate certificate = read(certificates.getObjectAt(i));
      if (certificate != null && name.isOf(certificate)) {
        found.add(certificate);
      }
    }
    return found;
  }

  private static @Nullable X509Certificate read(ASN1Encodable element) {
    try {
      byte[] octets = element.toASN1Primitive().getEncoded();
      return octets.length > MAX_BYTES
          ? null
          : (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(octets));
    } catch (IOException | CertificateException | RuntimeException e) {
      return null; // whatever it is, it has no say
    }
  }
}
