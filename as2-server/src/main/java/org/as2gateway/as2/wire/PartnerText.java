package org.as2gateway.as2.wire;

import java.util.regex.Pattern;

/**
 * Text from outside, made fit for a log line, an event, a page or a mail. Characters that move,
 * hide or end text become blanks: control and format characters (ESC, NUL, bidirectional overrides,
 * zero-width characters), line and paragraph separators, lone surrogates.
 */
public final class PartnerText {
  private static final int MAX_LENGTH = 200;
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");
  private static final Pattern UNPRINTABLE_IN_LINE =
      Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}&&[^\n]]+");

  private PartnerText() {}

  /** One line of printable characters, at most 200 of them. */
  public static String clean(String text) {
    return clean(text, MAX_LENGTH);
  }

  /** One line of printable characters, cut to that length. */
  public static String clean(String text, int maxLength) {
    return cut(UNPRINTABLE.matcher(text).replaceAll(" ").strip(), maxLength);
  }

  /** The same in quotes, with the blanks around it, which may be what is wrong with it. */
  public static String quote(String text, int maxLength) {
    return "'" + cut(UNPRINTABLE.matcher(text).replaceAll(" "), maxLength) + "'";
  }

  /** Lines of printable characters, cut to that length in all. */
  public static String lines(String text, int maxLength) {
    String lines = text.replace("\r\n", "\n");
    return cut(UNPRINTABLE_IN_LINE.matcher(lines).replaceAll(" ").strip(), maxLength);
  }

  private static String cut(String text, int maxLength) {
    if (text.length() <= maxLength) {
      return text;
    }
    boolean isPair = Character.isHighSurrogate(text.charAt(maxLength - 1));
    return text.substring(0, isPair ? maxLength - 1 : maxLength) + "…";
  }
}
