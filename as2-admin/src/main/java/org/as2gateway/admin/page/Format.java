package org.as2gateway.admin.page;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.as2gateway.admin.port.Text;
import org.as2gateway.as2.wire.Quantity;
import org.as2gateway.store.log.PayloadRecord;

/** Values as people read them; called by the templates. */
public final class Format {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int FIRST_PRINTABLE = 0x20;
  private static final int PICTURES = 0x2400;
  private static final int DELETE = 0x7f;

  private Format() {}

  /** The name of a message's file, and how many there are beside it. */
  public static String files(List<PayloadRecord> payloads) {
    if (payloads.isEmpty()) {
      return "(no file)";
    }
    String first = payloads.get(0).filename();
    return payloads.size() == 1 ? first : first + " and " + (payloads.size() - 1) + " more";
  }

  /** A time of day in UTC, to the second. */
  public static String utc(Instant instant) {
    return UTC.format(instant) + " UTC";
  }

  /** The time for machines. */
  public static String iso(Instant instant) {
    return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.MILLIS));
  }

  /** A size, such as {@code 1.5 MiB}. */
  public static String bytes(long bytes) {
    return Quantity.size(bytes);
  }

  /** A number with commas between the thousands. */
  public static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** How long something took, such as {@code 1.2 s}. */
  public static String took(Duration duration) {
    long millis = duration.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    return span(duration);
  }

  /** A longer time, such as {@code 3 h 20 min}. */
  public static String span(Duration duration) {
    long minutes = duration.abs().toMinutes();
    if (minutes < 1) {
      return duration.abs().toSeconds() + " s";
    }
    if (minutes < 60) {
      return minutes + " min";
    }
    if (minutes < 48 * 60) {
      return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
    return minutes / (24 * 60) + " days";
  }

  /**
   * Text of a partner with nothing hidden in it: control characters as their pictures, marks that
   * turn or hide text as their numbers.
   */
  public static String plain(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().forEach(character -> append(shown, character));
    return shown.toString();
  }

  /** A message of an exception as a sentence: capital letter first, full stop last. */
  public static String sentence(String text) {
    return Text.sentence(text);
  }

  /** The same of several lines, which stay lines. */
  public static String lines(String text) {
    return text.replace("\r\n", "\n").lines().map(Format::plain).collect(Collectors.joining("\n"));
  }

  private static void append(StringBuilder shown, int character) {
    if (character < FIRST_PRINTABLE) {
      shown.appendCodePoint(PICTURES + character);
    } else if (character == DELETE) {
      shown.append('\u2421');
    } else if (isHidden(character)) {
      shown
          .append("\u27e8U+")
          .append(String.format(Locale.ROOT, "%04X", character))
          .append('\u27e9');
    } else {
      shown.appendCodePoint(character);
    }
  }

  private static boolean isHidden(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
