package org.as2gateway.admin.certificates;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;

/** Whom a switch of certificates concerns. */
final class Affected {
  private Affected() {}

  /** The partners of one of our stations; of a partner's alias, that partner. */
  static List<String> partners(Registry registry, String alias) {
    boolean isOwn = registry.certificates().isOwn(alias);
    return registry.partnerships().partnerships().stream()
        .flatMap(
            partnership ->
                Stream.of(
                    other(alias, isOwn, partnership.sender(), partnership.receiver()),
                    other(alias, isOwn, partnership.receiver(), partnership.sender())))
        .flatMap(List::stream)
        .map(Partner::name)
        .distinct()
        .sorted()
        .toList();
  }

  /** The partnership on which that station of ours sends to that partner. */
  static Optional<String> outbound(Registry registry, String alias, String partner) {
    return registry.partnerships().partnerships().stream()
        .filter(registry::isOutbound)
        .filter(p -> p.sender().x509Alias().filter(alias::equals).isPresent())
        .filter(p -> p.receiver().name().equals(partner))
        .map(Partnership::name)
        .findFirst();
  }

  private static List<Partner> other(String alias, boolean isOwn, Partner one, Partner other) {
    boolean isOne = one.x509Alias().filter(alias::equals).isPresent();
    return isOne ? List.of(isOwn ? other : one) : List.of();
  }
}
