package org.as2gateway.admin.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.as2gateway.admin.partners.PartnerReport;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.Suggestion;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateEntry;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.PartnerProfile;
import org.as2gateway.registry.partnerships.Partnership;

/** A partner for people. */
final class PartnerText {
  private PartnerText() {}

  /** The partner of that name. */
  static Partner find(Registry registry, String name) throws CommandFailure {
    return registry.partnerships().partner(name).orElseThrow(() -> unknown(registry, name));
  }

  /** What to say where there is no such partner. */
  static CommandFailure unknown(Registry registry, String name) {
    List<String> known = registry.partnerships().partners().stream().map(Partner::name).toList();
    String next =
        Suggestion.nearest(name, known)
            .map(near -> "did you mean '" + near + "'?")
            .orElse("'./as2 partner list' lists the partners");
    return new CommandFailure("partner '" + name + "' not found; " + next);
  }

  static List<String> lines(Registry registry, Partner partner, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add(partner.name() + (registry.isOwn(partner) ? " (our AS2 identity)" : ""));
    lines.add("  AS2 id        " + partner.as2Id().map(As2Id::value).orElse("missing"));
    lines.add(
        "  certificates  "
            + partner.x509Alias().map(alias -> "certs/" + alias + "/").orElse("no x509_alias"));
    certificates(registry, partner).forEach(entry -> lines.add("    " + certificate(entry)));
    for (Partnership partnership : PartnerReport.partnershipsOf(registry, partner)) {
      lines.add("  partnership   " + partnership.name());
      lines.add("    from " + partnership.sender().name() + " to " + partnership.receiver().name());
      if (registry.isOutbound(partnership)) {
        lines.add(
            "    url " + partnership.transport().url().map(Object::toString).orElse("missing"));
      }
      lines.add("    " + security(partnership));
      partnership.profile().ifPresent(profile -> lines.add("    " + profile(profile)));
      List<String> missing = PartnerReport.missing(registry, partnership, now);
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

  private static String profile(PartnerProfile profile) {
    String settings =
        profile.quirks().stream()
            .map(quirk -> quirk.attribute().attributeName() + " = " + quirk.value())
            .collect(Collectors.joining(", "));
    return "profile "
        + profile.name()
        + (settings.isEmpty()
            ? ", which sets nothing"
            : ": where nothing else is set, " + settings);
  }

  /** Names for a list in a sentence. */
  static String names(List<Partner> partners) {
    return partners.stream()
        .map(partner -> "'" + partner.name() + "'")
        .collect(Collectors.joining(", "));
  }
}
