package org.as2gateway.admin.partners;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.as2gateway.registry.Problem;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.transport.TransportKind;

/** What is to be told of a partner as a whole. */
public final class PartnerReport {
  private PartnerReport() {}

  /** Partnerships that the partner sends or receives on. */
  public static List<Partnership> partnershipsOf(Registry registry, Partner partner) {
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
  public static List<String> missing(Registry registry, Partner partner, Instant now) {
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

  /** Whether files go both ways with the partner, and are business. */
  public static boolean isLive(Registry registry, Partner partner, Instant now) {
    List<Partnership> all = partnershipsOf(registry, partner);
    return missing(registry, partner, now).isEmpty()
        && all.stream().anyMatch(registry::isOutbound)
        && all.stream().anyMatch(p -> registry.isInbound(p) && !p.message().isTesting());
  }

  /** What a partnership lacks, for the direction that concerns us. */
  public static List<String> missing(Registry registry, Partnership partnership, Instant now) {
    // Where nobody is us yet, a key is what is missing first.
    return registry.isInbound(partnership) && !registry.isOutbound(partnership)
        ? registry.missingToReceive(partnership, now)
        : registry.missingToSend(partnership, now);
  }

  /**
   * What keeps the partner from going live: the way to it, and the way back before there is one.
   */
  public static List<String> missingToGoLive(Registry registry, String partner, Instant now) {
    Set<String> missing = new LinkedHashSet<>();
    registry
        .outboundTo(partner)
        .ifPresent(
            partnership -> {
              missing.addAll(registry.missingToSend(partnership, now));
              if (partnership.kind() == TransportKind.AS2) {
                missing.addAll(registry.missingToReceiveBack(partnership, now));
              }
            });
    return List.copyOf(missing);
  }

  /** Warnings about the partner and its partnerships. */
  public static List<String> warnings(Registry registry, Partner partner) {
    List<String> subjects = new ArrayList<>();
    subjects.add("partner '" + partner.name() + "'");
    partnershipsOf(registry, partner)
        .forEach(partnership -> subjects.add("partnership '" + partnership.name() + "'"));
    return registry.problems().stream()
        .filter(p -> p.severity() == Problem.Severity.WARNING)
        .filter(p -> subjects.contains(p.subject()))
        .map(p -> p.subject() + ": " + p.text())
        .toList();
  }

  /** Names of the partnerships on which we send to the partner. */
  public static List<String> outbound(Registry registry, Partner partner) {
    return partnershipsOf(registry, partner).stream()
        .filter(p -> registry.isOutbound(p) && p.receiver().name().equals(partner.name()))
        .map(Partnership::name)
        .toList();
  }

  /** Our own stations. */
  public static List<Partner> stations(Registry registry) {
    return registry.partnerships().partners().stream().filter(registry::isOwn).toList();
  }
}
