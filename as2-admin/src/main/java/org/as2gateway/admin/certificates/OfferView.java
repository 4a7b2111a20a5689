package org.as2gateway.admin.certificates;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.as2gateway.admin.registry.CertificateAdvice;
import org.as2gateway.admin.registry.CertificateLine;
import org.as2gateway.registry.cem.CertUsage;
import org.as2gateway.registry.cem.CertificateExchange;
import org.as2gateway.registry.cem.CertificateExchange.Status;

/**
 * A certificate that was offered by message.
 *
 * @param offer the offer
 * @param advice the certificate; empty if it cannot be read
 * @param partner who offers it, or to whom it is offered; empty if unknown by now
 * @param alias where it would be put; empty for one of ours
 * @param present what is trusted there now
 * @param now the time
 * @param compared a fingerprint to compare
 */
public record OfferView(
    CertificateExchange offer,
    List<CertificateAdvice> advice,
    String partner,
    String alias,
    List<CertificateLine> present,
    Instant now,
    Compared compared) {
  /** Whether somebody has to decide. */
  public boolean isOpen() {
    return offer.isInbound() && offer.status() == Status.PENDING;
  }

  /** Whether the time to answer is over or nearly so. */
  public boolean isUrgent() {
    return isOpen()
        && offer.respondBy().filter(by -> by.isBefore(now.plus(Duration.ofDays(3)))).isPresent();
  }

  /** What it is for, in words. */
  public String uses() {
    return offer.uses().stream().sorted().map(OfferView::words).collect(Collectors.joining("; "));
  }

  private static String words(CertUsage use) {
    return switch (use) {
      case DIGITAL_SIGNATURE -> "their signatures";
      case KEY_ENCIPHERMENT -> "encryption of messages to them";
      case TLS_SERVER -> "their TLS server (set gw.tls_trust instead)";
      case TLS_CLIENT -> "their TLS client (not used)";
    };
  }
}
