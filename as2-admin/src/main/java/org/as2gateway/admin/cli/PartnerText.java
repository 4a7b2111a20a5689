package org.as2gateway.admin.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.certs.CertificateEntry;
import org.as2gateway.partnership.Partner;
import org.as2gateway.partnership.Partnership;
import org.as2gateway.registry.Registry;
import org.as2gateway.wire.As2Id;
import org.as2gateway.wire.EncryptionAlgorithm;
import org.as2gateway.wire.SignatureAlgorithm;

/** A partner for people. */
final class PartnerText {
  private PartnerText() {}

  /** Partnerships that the partner sends or receives on. */
  static List<Partnership> partnershipsOf(Registry registry, Partner partner) {
    return registry.partnerships().partnerships().stream()
        .filter(
            partnership ->
                partnership.sender().name().equals(partner.name())
                    || partnership.receiver().name().equals(partner.name()))
        .toList();
  }

  /**
   * What all the partner's partnerships lack together; of our own station, what it lacks itself.
   */
  static List<String> missing(Registry registry, Partner partner, Instant now) {
    if (registry.isOwn(partner)) {
      return registry.missing(partner);
    }
    Set<String> missing = new LinkedHashSet<>();
    partnershipsOf(registry, partner)
        .forEach(partnership -> missing.addAll(missing(registry, partnership, now)));
    if (missing.isEmpty()) {
      missing.addAll(registry.missing(partner));
    }
    return List.copyOf(missing);
  }

  /** What a partnership lacks, for the direction that concerns us. */
  static List<String> missing(Registry registry, Partnership partnership, Instant now) {
    // Where nobody is us yet, a key is what is missing first.
    return registry.isInbound(partnership) && !registry.isOutbound(partnership)
        ? registry.missingToReceive(partnership, now)
        : registry.missingToSend(partnership, now);
  }

  static List<String> lines(Registry registry, Partner partner, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add(partner.name() + (registry.isOwn(partner) ? " (our own station)" : ""));
    lines.add("  AS2 id        " + partner.as2Id().map(As2Id::value).orElse("missing"));
    lines.add(
        "  certificates  "
            + partner.x509Alias().map(alias -> "certs/" + alias + "/").orElse("no x509_alias"));
    certificates(registry, partner).forEach(entry -> lines.add("    " + certificate(entry)));
    for (Partnership partnership : partnershipsOf(registry, partner)) {
      lines.add("  partnership   " + partnership.name());
      lines.add("    from " + partnership.sender().name() + " to " + partnership.receiver().name());
      if (registry.isOutbound(partnership)) {
        lines.add(
            "    url " + partnership.transport().url().map(Object::toString).orElse("missing"));
      }
      lines.add("    " + security(partnership));
      List<String> missing = missing(registry, partnership, now);
      lines.add(missing.isEmpty() ? "    complete" : "    incomplete, missing:");
      missing.forEach(what -> lines.add("      " + what));
    }
    return lines;
  }

  private static List<CertificateEntry> certificates(Registry registry, Partner partner) {
    return registry.certificates().entries().stream()
        .filter(entry -> partner.x509Alias().filter(entry.alias()::equals).isPresent())
        .toList();
  }

  private static String certificate(CertificateEntry entry) {
    return entry.fingerprint().substring(0, 16)
        + " until "
        + entry.certificate().getNotAfter().toInstant()
        + " "
        + entry.certificate().getSubjectX500Principal().getName();
  }

  private static String security(Partnership partnership) {
    String sign = partnership.security().sign().map(SignatureAlgorithm::spelling).orElse("none");
    String encrypt =
        partnership.security().encrypt().map(EncryptionAlgorithm::spelling).orElse("none");
    String receipt =
        partnership.receipt().mdnTo().isEmpty()
            ? ""
            : ", receipt "
                + (partnership.receipt().isSigned() ? "signed" : "unsigned")
                + (partnership.receipt().asyncUrl().isPresent() ? ", asynchronous" : "");
    return "sign " + sign + ", encrypt " + encrypt + receipt;
  }

  /** Names for a list in a sentence. */
  static String names(List<Partner> partners) {
    return partners.stream()
        .map(partner -> "'" + partner.name() + "'")
        .collect(Collectors.joining(", "));
  }
}
