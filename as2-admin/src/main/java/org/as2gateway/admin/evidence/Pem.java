package org.as2gateway.admin.evidence;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;

/** Certificates as openssl likes them. */
public final class Pem {
  private static final int LINE = 64;

  private Pem() {}

  static byte[] of(byte[] der) {
    byte[] newLine = {'\n'};
    String text =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(LINE, newLine).encodeToString(der)
            + "\n-----END CERTIFICATE-----\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] of(X509Certificate certificate) {
    try {
      return of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate in use has no encoding", e);
    }
  }

  /** Reads a certificate, PEM or DER; empty if it is none. */
  public static Optional<X509Certificate> read(byte[] encoded) {
    try {
      return Optional.of(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(encoded)));
    } catch (CertificateException e) {
      return Optional.empty(); // damaged: then it verifies nothing
    }
  }
}
