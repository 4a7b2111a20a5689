package org.as2gateway.admin.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.people.alerts.AlertKind;
import org.as2gateway.people.alerts.Condition;
import org.as2gateway.people.alerts.Moment;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.cem.CertificateExchange;
import org.as2gateway.registry.cem.CertificateExchanges;

/** Certificates that partners offer by message, one condition for each partnership. */
final class OfferConditions {
  /** Enough to count them: each is read with its certificate. */
  private static final int MOST = 100;

  private static final Duration PRESSING = Duration.ofDays(3);

  private final Registry registry;
  private final CertificateExchanges offers;
  private final Instant now;

  OfferConditions(Registry registry, CertificateExchanges offers, Instant now) {
    this.registry = registry;
    this.offers = offers;
    this.now = now;
  }

  List<Condition> all() {
    Map<String, List<CertificateExchange>> byWay =
        offers.open(now, MOST).stream()
            .collect(
                Collectors.groupingBy(
                    CertificateExchange::partnership, LinkedHashMap::new, Collectors.toList()));
    return byWay.values().stream().map(this::condition).toList();
  }

  /** Of the newest first; the page is that of the one to decide first. */
  private Condition condition(List<CertificateExchange> open) {
    CertificateExchange first =
        open.stream()
            .min(Comparator.comparing(offer -> offer.respondBy().orElse(Instant.MAX)))
            .orElseThrow();
    String partnership = first.partnership();
    Optional<String> partner =
        registry
            .partnerships()
            .partnership(partnership)
            .map(known -> Conditions.other(registry, known));
    String count = open.size() == 1 ? "a certificate" : open.size() + " certificates";
    return new Condition(
        AlertKind.CERTIFICATE_OFFER,
        AlertKind.CERTIFICATE_OFFER.text() + ":" + partnership,
        first.respondBy().filter(by -> by.isBefore(now.plus(PRESSING))).isPresent(),
        "'" + partner.orElse(partnership) + "' offers " + count,
        "Fingerprint " + first.fingerprint().substring(0, 16) + "…",
        "/certificate-offers/" + first.id(),
        open.get(0).id(),
        partner,
        Optional.empty(),
        first.respondBy().map(by -> new Moment("respond by", by)));
  }
}
