package org.as2gateway.registry.partnerships;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The entries of a file; what is wrong with them stands in the findings.
 *
 * @param partners in file order, names unique
 * @param partnerships in file order, names unique, partners known
 * @param unsoundPartners names of those with errors
 * @param unsoundPartnerships names of those with errors
 */
record Entries(
    List<Located<PartnerEntry>> partners,
    List<Located<PartnershipEntry>> partnerships,
    Set<String> unsoundPartners,
    Set<String> unsoundPartnerships) {
  Entries {
    partners = List.copyOf(partners);
    partnerships = List.copyOf(partnerships);
    unsoundPartners = Set.copyOf(unsoundPartners);
    unsoundPartnerships = Set.copyOf(unsoundPartnerships);
  }

  Optional<Located<PartnerEntry>> partner(String name) {
    return partners.stream().filter(p -> p.entry().name().equals(name)).findFirst();
  }

  Optional<Located<PartnershipEntry>> partnership(String name) {
    return partnerships.stream().filter(p -> p.entry().name().equals(name)).findFirst();
  }

  /** Without what has errors, and without partnerships of partners that have. */
  Entries sound() {
    return new Entries(
        partners.stream().filter(p -> !unsoundPartners.contains(p.entry().name())).toList(),
        partnerships.stream()
            .filter(p -> !unsoundPartnerships.contains(p.entry().name()))
            .filter(p -> !unsoundPartners.contains(p.entry().sender()))
            .filter(p -> !unsoundPartners.contains(p.entry().receiver()))
            .toList(),
        Set.of(),
        Set.of());
  }
}
