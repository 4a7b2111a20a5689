package org.as2gateway.admin.messages;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.MessageQuery.Field;
import org.as2gateway.store.log.MessageQuery.Has;

/**
 * Partners as people search for them: by name or AS2 id, or by how one begins, without case. A
 * complete name means that partner alone.
 */
final class SearchPartners {
  private final List<Partnership> partnerships;

  SearchPartners(Registry registry) {
    this.partnerships = registry.partnerships().partnerships();
  }

  /** What a message has to have to be of one of these partners. */
  List<Has> any(SearchKey key, Collection<String> names) {
    List<Has> any = new ArrayList<>();
    for (String name : names) {
      List<String> known = known(key, name, String::equals);
      if (known.isEmpty()) {
        known = known(key, name, String::startsWith);
      }
      known.forEach(partnership -> any.add(new Has(Field.PARTNERSHIP, partnership)));
      if (known.isEmpty()) {
        fields(key).forEach(field -> any.add(new Has(field, name)));
      }
    }
    return any.stream().distinct().toList();
  }

  /** Whether these are partnerships all, to which an index leads. */
  static boolean areKnown(List<Has> any) {
    return any.stream().allMatch(has -> has.field() == Field.PARTNERSHIP);
  }

  private static List<Field> fields(SearchKey key) {
    return switch (key) {
      case FROM -> List.of(Field.SENDER);
      case TO -> List.of(Field.RECEIVER);
      default -> List.of(Field.SENDER, Field.RECEIVER);
    };
  }

  private List<String> known(SearchKey key, String name, BiPredicate<String, String> comparison) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return partnerships.stream()
        .filter(
            partnership ->
                names(key, partnership).stream()
                    .anyMatch(known -> comparison.test(known.toLowerCase(Locale.ROOT), wanted)))
        .map(Partnership::name)
        .toList();
  }

  private static List<String> names(SearchKey key, Partnership partnership) {
    List<String> names = new ArrayList<>();
    if (key == SearchKey.PARTNER) {
      names.add(partnership.name());
    }
    if (key != SearchKey.TO) {
      add(names, partnership.sender());
    }
    if (key != SearchKey.FROM) {
      add(names, partnership.receiver());
    }
    return names;
  }

  private static void add(List<String> names, Partner partner) {
    names.add(partner.name());
    partner.as2Id().ifPresent(id -> names.add(id.value()));
  }
}
