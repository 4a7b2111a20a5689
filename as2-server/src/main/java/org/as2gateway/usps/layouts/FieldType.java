package org.as2gateway.usps.layouts;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the characters of a field are. */
public enum FieldType {
  /** Anything. */
  TEXT,
  /** Letters. */
  LETTERS,
  /** Digits. */
  DIGITS,
  /** A date as YYYYMMDD. */
  DATE,
  /** A time as HHMMSS. */
  TIME;

  static FieldType of(String text) {
    return Arrays.stream(values())
        .filter(type -> type.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown type '"
                        + text
                        + "', expected one of "
                        + Arrays.stream(values())
                            .map(FieldType::text)
                            .collect(Collectors.joining(", "))));
  }

  /** The word in tables. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
