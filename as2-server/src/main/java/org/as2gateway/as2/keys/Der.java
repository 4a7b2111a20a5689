package org.as2gateway.as2.keys;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.as2gateway.as2.wire.Octets;

/** Certificates in DER form. */
public final class Der {
  private Der() {}

  /** The DER form; a certificate that was read or made here has one. */
  public static byte[] of(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate in use cannot be encoded", e);
    }
  }

  /** The same as a value. */
  public static Octets octets(X509Certificate certificate) {
    return Octets.of(of(certificate));
  }
}
