package org.as2gateway.admin.today;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The hours that the table of last night covers, by the clock on the wall.
 *
 * @param start when the night begins
 * @param end when it ends, on the next day unless it is later than the start
 */
record NightHours(LocalTime start, LocalTime end) {
  /** From 6 PM to 6 AM. */
  static final NightHours USUAL = new NightHours(LocalTime.of(18, 0), LocalTime.of(6, 0));

  private static final String BETWEEN = "-";

  /**
   * A span of time.
   *
   * @param since inclusive
   * @param until exclusive
   */
  record Span(Instant since, Instant until) {}

  /** The hours of that text, such as {@code 18:00-06:00}; empty if it is no such text. */
  static Optional<NightHours> parse(String text) {
    String[] times = text.split(BETWEEN, -1);
    if (times.length != 2) {
      return Optional.empty();
    }
    try {
      NightHours hours = new NightHours(LocalTime.parse(times[0]), LocalTime.parse(times[1]));
      return hours.start.equals(hours.end) ? Optional.empty() : Optional.of(hours);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The text that {@link #parse} reads. */
  String text() {
    return start + BETWEEN + end;
  }

  /**
   * The last night that has begun, which may still go on, or one before it.
   *
   * @param back how many nights before the last, from 0
   */
  Span last(Instant now, ZoneId zone, int back) {
    ZonedDateTime here = now.atZone(zone);
    LocalDateTime begun = here.toLocalDate().atTime(start);
    if (begun.atZone(zone).toInstant().isAfter(now)) {
      begun = begun.minusDays(1);
    }
    begun = begun.minusDays(back);
    LocalDateTime ended = begun.toLocalDate().atTime(end);
    if (!ended.isAfter(begun)) {
      ended = ended.plusDays(1);
    }
    return new Span(begun.atZone(zone).toInstant(), ended.atZone(zone).toInstant());
  }
}
