package org.as2gateway.admin.evidence;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import org.as2gateway.as2.keys.Der;

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
    return of(Der.of(certificate));
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
