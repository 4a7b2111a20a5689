package org.as2gateway.registry.certs;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import org.as2gateway.as2.keys.CertsException;

/** Files of certificates by which a partner's TLS is trusted, {@code gw.tls_trust}. */
public final class TrustFile {
  private TrustFile() {}

  /**
   * All certificates of a file, authorities too.
   *
   * @throws CertsException if it cannot be read, or a part of it is damaged
   */
  public static List<X509Certificate> read(Path file) throws CertsException {
    return parse(CertificateFile.bytes(file));
  }

  /**
   * All certificates in the content of such a file.
   *
   * @throws CertsException if there is none, or a part of it is damaged
   */
  public static List<X509Certificate> parse(byte[] content) throws CertsException {
    return CertificateFile.parse(content).undamaged().certificates().stream()
        .map(CertificateFile.Found::certificate)
        .toList();
  }
}
