package org.as2gateway.registry.partnerships;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Constants as partnerships spell them: in small letters. */
final class EnumText {
  private EnumText() {}

  static String text(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  static List<String> texts(Enum<?>[] values) {
    return Arrays.stream(values).map(EnumText::text).toList();
  }

  static <E extends Enum<E>> Optional<E> find(E[] values, String text) {
    return Arrays.stream(values).filter(value -> text(value).equals(text)).findFirst();
  }
}
