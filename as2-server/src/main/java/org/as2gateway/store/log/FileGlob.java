package org.as2gateway.store.log;

import java.util.Locale;

/**
 * Names of files, without case: {@code *} stands for any text, {@code ?} for one character.
 *
 * @param text as people write it, such as {@code *.manifest}
 */
public record FileGlob(String text) {
  /** Any file. */
  public static final FileGlob ANY = new FileGlob("*");

  private static final int MAX_LENGTH = 200;

  /** Refuses what is blank or too long, with a sentence for the one who typed it. */
  public FileGlob {
    if (text.isBlank() || text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a file name pattern must have 1 to 200 characters, such as '*.manifest'");
    }
  }

  /** For LIKE with {@code !} as its escape, against a name in lower case. */
  String pattern() {
    return text.toLowerCase(Locale.ROOT)
        .replace("!", "!!")
        .replace("%", "!%")
        .replace("_", "!_")
        .replace('*', '%')
        .replace('?', '_');
  }
}
