package org.as2gateway.admin.setup;

import java.util.List;
import java.util.Locale;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.registry.partnerships.EditRefused;
import org.as2gateway.registry.partnerships.EditRefused.Reason;
import org.as2gateway.registry.partnerships.Partner;

/** Names of partners that are to be set up, in whatever spelling they are typed. */
final class PartnerNames {
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._ -]{0,63}";

  private final Registrar registrar;

  PartnerNames(Registrar registrar) {
    this.registrar = registrar;
  }

  static void require(String name) throws EditRefused {
    if (!name.matches(NAME) || name.endsWith(" ") || name.endsWith(".")) {
      throw new EditRefused(
          Reason.INVALID,
          "a partner's name must have 1 to 64 letters, digits and '._ -' and start with a letter or"
              + " digit because it names folders");
    }
  }

  /** What the registry calls who is meant. */
  String of(String typed, String as2Id) {
    List<Partner> others =
        registrar.registry().partnerships().partners().stream()
            .filter(partner -> !registrar.registry().isOwn(partner))
            .toList();
    if (others.stream().anyMatch(partner -> partner.name().equals(typed))) {
      return typed;
    }
    return others.stream()
        .filter(
            partner ->
                (!plain(typed).isEmpty() && plain(partner.name()).equals(plain(typed)))
                    || partner.as2Id().filter(id -> id.value().equals(as2Id)).isPresent())
        .map(Partner::name)
        .findFirst()
        .orElse(typed);
  }

  /** Whether two spellings mean the same partner. */
  static boolean isSame(String one, String other) {
    return plain(one).equals(plain(other));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "");
  }
}
