package org.as2gateway.delivery.gate;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something a gate found in a message.
 *
 * @param rule id of the rule, in lower case with hyphens
 * @param level how bad it is
 * @param file which file of the message, from 0
 * @param line line of the file, from 1; null if it is about no line
 * @param field field of the line, from 1; null if it is about no field
 * @param found what is there
 * @param expected what should be there
 * @param remedy what to do
 */
public record Finding(
    String rule,
    Level level,
    int file,
    @Nullable Long line,
    @Nullable Integer field,
    String found,
    String expected,
    String remedy) {
  /** How bad a finding is. */
  public enum Level {
    /** The file cannot be right. */
    BLOCK,
    /** A person should look at the file first. */
    HOLD,
    /** Worth knowing. */
    WARN;

    /** The word under which it is stored and shown. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Level of(String text) {
      return Arrays.stream(values()).filter(l -> l.text().equals(text)).findFirst().orElseThrow();
    }
  }
}
