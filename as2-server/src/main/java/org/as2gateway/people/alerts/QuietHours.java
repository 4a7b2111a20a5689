package org.as2gateway.people.alerts;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * When nobody is told, each day.
 *
 * @param from first quiet minute
 * @param until first minute that is not quiet any more; before {@code from} if it is after midnight
 * @param zone whose clock it is
 */
public record QuietHours(LocalTime from, LocalTime until, ZoneId zone) {
  /** Refuses hours that never end. */
  public QuietHours {
    if (from.equals(until)) {
      throw new IllegalArgumentException(
          "quiet hours must not start and end at the same time; to"
              + " turn them off, leave both blank");
    }
  }

  /**
   * Reads what people type.
   *
   * @throws IllegalArgumentException with what was expected
   */
  public static QuietHours parse(String from, String until, String zone) {
    return new QuietHours(time(from), time(until), zone(zone));
  }

  private static LocalTime time(String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "a quiet hour is '" + Condition.cut(text, 20) + "', expected a time such as '22:00'", e);
    }
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "the time zone is '"
              + Condition.cut(text, 40)
              + "', expected one such as 'America/New_York'",
          e);
    }
  }

  /** Whether it is quiet at that instant. */
  public boolean contains(Instant instant) {
    LocalTime time = instant.atZone(zone).toLocalTime();
    return from.isBefore(until)
        ? !time.isBefore(from) && time.isBefore(until)
        : !time.isBefore(from) || time.isBefore(until);
  }
}
