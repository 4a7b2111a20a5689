package org.as2gateway.store.payload;

import java.nio.charset.StandardCharsets;

/**
 * File names from outside, cleaned (design.md §4): a label to show and the start of a name in a
 * folder, never a path.
 */
public final class FileLabel {
  /** What a name becomes that has nothing left. */
  public static final String DEFAULT = "payload";

  private static final int MAX_BYTES = 200;
  private static final int MAX_EXTENSION_BYTES = 20;
  private static final String BANNED = "/\\:<>\"|?*";

  private FileLabel() {}

  /**
   * Keeps letters, digits, punctuation and inner spaces of the last path element; each of {@code :
   * < > " | ? *} becomes an underscore; everything else is dropped, characters that turn the
   * writing direction included. No leading dot or dash, at most 200 octets of UTF-8; a cut keeps
   * the extension.
   */
  public static String clean(String name) {
    String label = trim(filter(lastElement(name)));
    label = shorten(label, MAX_BYTES);
    return label.isEmpty() ? DEFAULT : label;
  }

  private static String lastElement(String name) {
    String path = name.replace('\\', '/');
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String filter(String name) {
    StringBuilder kept = new StringBuilder(name.length());
    name.codePoints()
        .forEach(
            c -> {
              if (BANNED.indexOf(c) >= 0) {
                kept.append('_');
              } else if (isKept(c)) {
                kept.appendCodePoint(c);
              } else if (Character.isSpaceChar(c)) {
                kept.append(' ');
              }
            });
    return kept.toString();
  }

  private static boolean isKept(int c) {
    if (c < 0x80) {
      return c > ' ' && c < 0x7f;
    }
    return switch (Character.getType(c)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.NON_SPACING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER,
          Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static String trim(String name) {
    return name.replaceFirst("^[ .-]+", "").strip();
  }

  /** The name if it has no more octets than that; else its beginning and its extension. */
  static String shorten(String label, int bytes) {
    if (octets(label) <= bytes) {
      return label;
    }
    String extension = extension(label);
    if (octets(extension) > MAX_EXTENSION_BYTES) {
      extension = "";
    }
    String stem = label.substring(0, label.length() - extension.length());
    return cut(stem, bytes - octets(extension)).strip() + extension;
  }

  /** The last dot and what follows it; empty if the name has none. */
  static String extension(String label) {
    int dot = label.lastIndexOf('.');
    return dot > 0 ? label.substring(dot) : "";
  }

  /** As many whole characters as fit. */
  private static String cut(String text, int bytes) {
    int end = 0;
    int used = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      used += octets(Character.toString(character));
      if (used > bytes) {
        break;
      }
      end += Character.charCount(character);
    }
    return text.substring(0, end);
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
