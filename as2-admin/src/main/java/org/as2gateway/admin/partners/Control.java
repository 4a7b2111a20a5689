package org.as2gateway.admin.partners;

import java.util.List;

/** How the value of a setting is entered. */
public enum Control {
  /** A line of text. */
  TEXT,
  /** Several lines of text. */
  LINES,
  /** An email address. */
  EMAIL,
  /** An http or https address. */
  URL,
  /** A number. */
  NUMBER,
  /** One of several values. */
  CHOICE,
  /** Any of several values; the file has them with commas between. */
  SEVERAL,
  /** A number and a unit of time. */
  DURATION,
  /** A number and a unit of bytes. */
  SIZE;

  /** The units to choose from, as the file spells them, with their names; none without a unit. */
  public List<Choice> units() {
    return switch (this) {
      case DURATION ->
          List.of(
              new Choice("ms", "milliseconds"),
              new Choice("s", "seconds"),
              new Choice("m", "minutes"),
              new Choice("h", "hours"),
              new Choice("d", "days"),
              new Choice("w", "weeks"),
              new Choice("y", "years"));
      case SIZE ->
          List.of(
              new Choice("B", "bytes"),
              new Choice("KiB", "KiB"),
              new Choice("MiB", "MiB"),
              new Choice("GiB", "GiB"),
              new Choice("TiB", "TiB"));
      default -> List.of();
    };
  }

  /** The unit that is chosen first; blank without units. */
  String usualUnit() {
    return switch (this) {
      case DURATION -> "m";
      case SIZE -> "MiB";
      default -> "";
    };
  }

  /** What a keyboard on a screen offers. */
  public String inputMode() {
    return switch (this) {
      case NUMBER -> "numeric";
      case URL -> "url";
      case EMAIL -> "email";
      default -> "text";
    };
  }
}
