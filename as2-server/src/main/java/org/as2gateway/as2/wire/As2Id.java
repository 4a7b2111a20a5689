package org.as2gateway.as2.wire;

import java.util.Optional;

/**
 * An AS2 system identifier, the unquoted value of AS2-From or AS2-To (RFC 4130 §6.2): 1 to 128
 * printable ASCII characters, spaces included, case-sensitive.
 *
 * @param value the name without quotes or escapes
 */
public record As2Id(String value) {
  private static final int MAX_LENGTH = 128;

  /** Refuses anything but 1 to 128 printable ASCII characters. */
  public As2Id {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "AS2 id has " + value.length() + " characters, expected 1 to " + MAX_LENGTH);
    }
    if (!value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      throw new IllegalArgumentException("AS2 id has a character that is not printable ASCII");
    }
  }

  /**
   * Reads a header value, quoted or not, with the escapes {@code \"} and {@code \\}. Names seen in
   * the field with comma, {@code #}, brackets or a trailing {@code ;} are taken as they stand
   * (protocol.md §4.1).
   *
   * @return empty if the value is no AS2 name
   */
  public static Optional<As2Id> parseHeader(String headerValue) {
    String text = headerValue.strip();
    if (isQuoted(text)) {
      text = unescape(text.substring(1, text.length() - 1));
    }
    try {
      return Optional.of(new As2Id(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // malformed names are an expected input, answered 400
    }
  }

  /**
   * Whether a header value has the quoted form, so that an answer can mirror it (protocol.md §4.1).
   */
  public static boolean isQuoted(String headerValue) {
    String text = headerValue.strip();
    return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
  }

  private static String unescape(String quoted) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < quoted.length(); i++) {
      char c = quoted.charAt(i);
      boolean escapes =
          c == '\\' && i + 1 < quoted.length() && "\\\"".indexOf(quoted.charAt(i + 1)) >= 0;
      plain.append(escapes ? quoted.charAt(++i) : c);
    }
    return plain.toString();
  }

  /**
   * The header form: quoted where the name holds anything outside the unquoted grammar, with
   * escapes.
   */
  public String toHeader() {
    return toHeader(!value.chars().allMatch(c -> c > 0x20 && c != '"' && c != '\\'));
  }

  /**
   * The header form in the given quoting style; a name that cannot stand unquoted is quoted all the
   * same.
   */
  public String toHeader(boolean isQuoted) {
    boolean needsQuotes = value.chars().anyMatch(c -> c == ' ' || c == '"' || c == '\\');
    if (!isQuoted && !needsQuotes) {
      return value;
    }
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Override
  public String toString() {
    return value;
  }
}
