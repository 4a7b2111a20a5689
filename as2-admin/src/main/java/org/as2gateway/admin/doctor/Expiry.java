package org.as2gateway.admin.doctor;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** How long a certificate is still good. */
final class Expiry {
  private static final long WARN_DAYS = 30;

  private Expiry() {}

  static Finding of(String subject, X509Certificate certificate, Instant now) {
    Instant begin = certificate.getNotBefore().toInstant();
    Instant end = certificate.getNotAfter().toInstant();
    if (now.isBefore(begin)) {
      return Finding.failed(
          subject, "is not valid before " + begin + ": check the date and this machine's clock");
    }
    if (now.isAfter(end)) {
      return Finding.failed(subject, "expired on " + end + ": get a new certificate");
    }
    long days = Duration.between(now, end).toDays();
    String text = "valid until " + end + " (" + days + " days)";
    return days < WARN_DAYS
        ? Finding.warning(subject, text + ": renew it now")
        : Finding.good(subject, text);
  }
}
