package org.as2gateway.registry.partnerships;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.transport.TransportKind;

/**
 * All partners and partnerships of one accepted state of {@code partnerships.xml}; immutable.
 *
 * @param partners in file order, names unique
 * @param partnerships in file order, names unique
 * @param faults by partnership name, what keeps it from being used; none for a sound one
 */
public record PartnershipRegistry(
    List<Partner> partners, List<Partnership> partnerships, Map<String, List<Fault>> faults) {
  /** Nobody and nothing. */
  public static final PartnershipRegistry EMPTY = new PartnershipRegistry(List.of(), List.of());

  /** Copies the lists. */
  public PartnershipRegistry {
    partners = List.copyOf(partners);
    partnerships = List.copyOf(partnerships);
    faults = Map.copyOf(faults);
  }

  /** One without faults. */
  public PartnershipRegistry(List<Partner> partners, List<Partnership> partnerships) {
    this(partners, partnerships, Map.of());
  }

  /** What keeps the partnership from being used. */
  public List<Fault> faults(Partnership partnership) {
    return faults.getOrDefault(partnership.name(), List.of());
  }

  /** The partner of that name. */
  public Optional<Partner> partner(String name) {
    return partners.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /** The partnership of that name. */
  public Optional<Partnership> partnership(String name) {
    return partnerships.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /**
   * The partnership over AS2 whose sender and receiver have these AS2 ids, compared with case, if
   * it can be received on.
   */
  public Optional<Partnership> between(As2Id from, As2Id to) {
    return partnerships.stream()
        .filter(p -> p.kind() == TransportKind.AS2)
        .filter(p -> p.sender().as2Id().filter(from::equals).isPresent())
        .filter(p -> p.receiver().as2Id().filter(to::equals).isPresent())
        .filter(p -> faults(p).stream().noneMatch(Fault::hindersReceiving))
        .findFirst();
  }
}
