package org.as2gateway.admin.certificates;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.port.Description;
import org.as2gateway.registry.cem.CertUsage;
import org.as2gateway.registry.cem.CertificateExchange;
import org.as2gateway.store.log.Direction;
import org.jspecify.annotations.Nullable;

/** A certificate that was offered by message. */
@Description("A certificate offer and its status.")
record CertificateOfferJson(
    String id,
    Direction direction,
    String partnership,
    CertificateExchange.Status status,
    @Description("SHA-256") String fingerprint,
    String issuer,
    String serial,
    List<String> uses,
    @Nullable Instant respondBy,
    @Nullable String reason,
    Instant createdAt,
    @Nullable Instant decidedAt,
    String pem) {
  /** Offers in a list. */
  @Description("Newest first.")
  record CertificateOffersJson(List<CertificateOfferJson> offers) {}

  /** An offer that was just accepted or rejected. */
  @Description("A decided certificate offer.")
  record DecidedOfferJson(
      @JsonUnwrapped CertificateOfferJson offer,
      @Description("why the partner could not be notified") @Nullable String unsent) {
    static DecidedOfferJson of(CertificateOffers.Decision decision) {
      return new DecidedOfferJson(
          CertificateOfferJson.of(decision.exchange()), decision.unsent().orElse(null));
    }
  }

  /** That offer. */
  static CertificateOfferJson of(CertificateExchange offer) {
    return new CertificateOfferJson(
        offer.id(),
        offer.isInbound() ? Direction.IN : Direction.OUT,
        offer.partnership(),
        offer.status(),
        offer.fingerprint(),
        offer.name().issuer(),
        offer.name().serial(),
        offer.uses().stream().sorted().map(CertUsage::word).toList(),
        offer.respondBy().orElse(null),
        offer.reason().orElse(null),
        offer.createdAt(),
        offer.decidedAt().orElse(null),
        offer.pem());
  }
}
