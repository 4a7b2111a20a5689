package org.as2gateway.partnership;

import java.util.List;
import java.util.Optional;
import org.as2gateway.wire.As2Id;

/**
 * All partners and partnerships of one accepted state of {@code partnerships.xml}; immutable.
 *
 * @param partners in file order, names unique
 * @param partnerships in file order, names unique
 */
public record PartnershipRegistry(List<Partner> partners, List<Partnership> partnerships) {
  /** Copies the lists. */
  public PartnershipRegistry {
    partners = List.copyOf(partners);
    partnerships = List.copyOf(partnerships);
  }

  /** The partner of that name. */
  public Optional<Partner> partner(String name) {
    return partners.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /** The partnership of that name. */
  public Optional<Partnership> partnership(String name) {
    return partnerships.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /** The partnership whose sender and receiver have these AS2 ids, compared with case. */
  public Optional<Partnership> between(As2Id from, As2Id to) {
    return partnerships.stream()
        .filter(p -> p.sender().as2Id().filter(from::equals).isPresent())
        .filter(p -> p.receiver().as2Id().filter(to::equals).isPresent())
        .findFirst();
  }
}
