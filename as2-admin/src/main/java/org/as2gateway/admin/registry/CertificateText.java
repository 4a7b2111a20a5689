package org.as2gateway.admin.registry;

import java.time.Instant;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.certs.PgpEntry;

/** A certificate in one line, for the audit log. */
final class CertificateText {
  private CertificateText() {}

  static String of(CertificateEntry entry) {
    return entry.fingerprint()
        + " until "
        + entry.certificate().getNotAfter().toInstant()
        + entry.activeFrom().map(at -> ", active from " + at).orElse("")
        + entry.retired().map(CertificateText::retired).orElse("");
  }

  static String of(PgpEntry entry) {
    return "OpenPGP "
        + entry.fingerprint()
        + entry.activeFrom().map(at -> ", active from " + at).orElse("")
        + entry.retired().map(CertificateText::retired).orElse("");
  }

  private static String retired(Instant at) {
    return ", retired " + at;
  }
}
