package org.as2gateway.usps.files;

import java.util.Optional;

/**
 * The number of a piece, taken apart: an IMpb number with or without its routing, or an S10
 * identifier.
 *
 * @param routing {@code 420} with the ZIP Code; empty if the number has none
 * @param pic the package identification code, or the S10 identifier
 */
public record PieceNumber(String routing, String pic) {
  private static final String ROUTING = "420";
  private static final int S10_LENGTH = 13;

  /**
   * Takes a number apart.
   *
   * @param text as it stands in the field, without spaces around it
   * @param zipDigits digits of the ZIP Code in the routing, if a construct code says so; −1 if the
   *     number has to tell
   * @return empty if it has neither form
   */
  public static Optional<PieceNumber> of(String text, int zipDigits) {
    if (isS10(text)) {
      return Optional.of(new PieceNumber("", text));
    }
    if (text.isEmpty() || !isDigits(text)) {
      return Optional.empty();
    }
    if (!text.startsWith(ROUTING) || zipDigits == 0) {
      return Optional.of(new PieceNumber("", text));
    }
    int digits = zipDigits > 0 ? zipDigits : likelyZip(text);
    int cut = ROUTING.length() + digits;
    return cut < text.length()
        ? Optional.of(new PieceNumber(text.substring(0, cut), text.substring(cut)))
        : Optional.empty();
  }

  /** The number alone decides: an application identifier has to follow, then a check digit. */
  private static int likelyZip(String text) {
    return !isPic(text, 8) && isPic(text, 12) ? 9 : 5;
  }

  private static boolean isPic(String text, int from) {
    if (text.length() - from < 20 || text.charAt(from) != '9') {
      return false;
    }
    char second = text.charAt(from + 1);
    return second >= '1' && second <= '5' && CheckDigits.isMod10(text.substring(from));
  }

  private static boolean isS10(String text) {
    return text.length() == S10_LENGTH
        && isLetter(text.charAt(0))
        && isLetter(text.charAt(1))
        && isDigits(text.substring(2, 11))
        && isLetter(text.charAt(11))
        && isLetter(text.charAt(12));
  }

  private static boolean isLetter(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** Whether there is nothing but digits 0 to 9. */
  public static boolean isDigits(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /** Whether it is an S10 identifier. */
  public boolean isS10() {
    return isLetter(pic.charAt(0));
  }

  /** The ZIP Code of the routing; empty if there is none. */
  public String zip() {
    return routing.isEmpty() ? "" : routing.substring(ROUTING.length());
  }

  /** The application identifier, two digits; empty if the number is too short. */
  public String ai() {
    return pic.substring(0, Math.min(2, pic.length()));
  }

  /** The service type code, three digits; empty if the number is too short. */
  public String serviceType() {
    return pic.length() < 5 ? "" : pic.substring(2, 5);
  }

  /** The mailer ID: 9 digits if it begins with 9, else 6; empty if the number is too short. */
  public String mailerId() {
    if (pic.length() < 15) {
      return "";
    }
    return pic.substring(5, pic.charAt(5) == '9' ? 14 : 11);
  }
}
