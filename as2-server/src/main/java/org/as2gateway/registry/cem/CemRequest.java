package org.as2gateway.registry.cem;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.registry.partnerships.XmlNode;

/**
 * An EDIINTCertificateExchangeRequest (draft §3.1).
 *
 * @param requestId what its answers repeat; blank if there is none
 * @param offers one for each certificate
 */
record CemRequest(String requestId, List<Offer> offers) {
  static final String ELEMENT = "EDIINTCertificateExchangeRequest";
  private static final int MOST_OFFERS = 16;
  private static final int MAX_ID = 255;
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 9999; // what every database keeps

  CemRequest {
    offers = List.copyOf(offers);
  }

  /** One TrustRequest. */
  record Offer(CertificateName name, Set<CertUsage> uses, Optional<Instant> respondBy) {
    Offer {
      uses = Set.copyOf(uses);
    }
  }

  /** Empty if a required element is missing or malformed. */
  static Optional<CemRequest> read(XmlNode root) {
    String id = root.attribute("requestId").orElse("");
    List<XmlNode> nodes = root.all("TrustRequest");
    if (!root.name().equals(ELEMENT)
        || id.length() > MAX_ID
        || nodes.isEmpty()
        || nodes.size() > MOST_OFFERS) {
      return Optional.empty();
    }
    List<Offer> offers = new ArrayList<>();
    for (XmlNode node : nodes) {
      Optional<Offer> offer = offer(node);
      if (offer.isEmpty()) {
        return Optional.empty();
      }
      offers.add(offer.get());
    }
    return Optional.of(new CemRequest(id, offers));
  }

  private static Optional<Offer> offer(XmlNode node) {
    Set<CertUsage> uses = EnumSet.noneOf(CertUsage.class);
    node.all("CertUsage").forEach(use -> CertUsage.of(use.text()).ifPresent(uses::add));
    Optional<CertificateName> name =
        node.first("EndEntity")
            .flatMap(end -> end.first("CertificateIdentifier"))
            .flatMap(CertificateName::read);
    Optional<String> date = node.textOf("RespondByDate");
    Optional<Instant> respondBy = date.flatMap(CemRequest::time);
    return name.filter(n -> !uses.isEmpty() && date.isPresent() == respondBy.isPresent())
        .map(n -> new Offer(n, uses, respondBy));
  }

  /** An xs:dateTime; one without an offset is taken for UTC. */
  static Optional<Instant> time(String text) {
    String dated = text.matches(".*(Z|[+-]\\d\\d:\\d\\d)") ? text : text + "Z";
    try {
      return Optional.of(OffsetDateTime.parse(dated))
          .filter(at -> at.getYear() >= FIRST_YEAR && at.getYear() <= LAST_YEAR)
          .map(OffsetDateTime::toInstant);
    } catch (DateTimeException e) {
      return Optional.empty(); // the message is refused for it
    }
  }
}
