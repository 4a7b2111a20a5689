package org.as2gateway.admin.messages;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.as2gateway.as2.wire.Quantity;

/**
 * A time as people type it: an age such as {@code 24h}, {@code today}, {@code yesterday 18:00}, a
 * day, or a day and a time with or without seconds and offset.
 */
final class SearchTime {
  /** What is expected, for whoever typed something else. */
  static final String EXPECTED =
      "an age (24h, 7d), today, yesterday, a day (2026-11-22), or a day and time"
          + " (\"yesterday 18:00\", 2026-11-22T10:00)";

  private static final Pattern DAY_AND_TIME =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\d|[a-z]+)(?:[t ]+(.+))?");
  private static final Pattern AGE = Pattern.compile("\\d{1,6}\\s*[a-z]+");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("H:mm[:ss]");

  private final Instant now;
  private final ZoneId zone;

  /** Times of that zone, looked at from now. */
  SearchTime(Instant now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /** The time that the text means; empty if it means none. */
  Optional<Instant> parse(String typed) {
    String text = typed.strip().toLowerCase(Locale.ROOT);
    try {
      return Optional.of(AGE.matcher(text).matches() ? ago(text) : at(text));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    } catch (IllegalArgumentException e) { // no duration
      return Optional.empty();
    }
  }

  private Instant ago(String age) {
    Instant then = now.minus(Quantity.parseDuration(age));
    return then.isBefore(Instant.EPOCH) ? Instant.EPOCH : then;
  }

  private Instant at(String text) {
    if (text.matches(".*t.*(z|[+-]\\d\\d:\\d\\d)")) {
      return OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
    }
    Matcher parts = DAY_AND_TIME.matcher(text);
    if (!parts.matches()) {
      throw new DateTimeException("no day");
    }
    LocalTime time =
        parts.group(2) == null ? LocalTime.MIDNIGHT : LocalTime.parse(parts.group(2), TIME);
    return LocalDateTime.of(day(parts.group(1)), time).atZone(zone).toInstant();
  }

  private LocalDate day(String word) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    return switch (word) {
      case "today" -> today;
      case "yesterday" -> today.minusDays(1);
      default -> LocalDate.parse(word);
    };
  }
}
