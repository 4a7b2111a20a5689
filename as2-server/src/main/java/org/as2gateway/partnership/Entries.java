package org.as2gateway.partnership;

import java.util.List;
import java.util.Optional;

/**
 * The sound entries of a file; what is unsound stands in the findings.
 *
 * @param partners in file order, names unique
 * @param partnerships in file order, names unique, partners known
 */
record Entries(List<Located<PartnerEntry>> partners, List<Located<PartnershipEntry>> partnerships) {
  Entries {
    partners = List.copyOf(partners);
    partnerships = List.copyOf(partnerships);
  }

  Optional<Located<PartnerEntry>> partner(String name) {
    return partners.stream().filter(p -> p.entry().name().equals(name)).findFirst();
  }

  Optional<Located<PartnershipEntry>> partnership(String name) {
    return partnerships.stream().filter(p -> p.entry().name().equals(name)).findFirst();
  }
}
