package org.as2gateway.people.expected;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * On which days something is expected.
 *
 * @param zone whose days they are
 * @param weekdays days of the week, at least one
 * @param isExceptHolidays whether holidays do not count
 */
public record ExpectedDays(ZoneId zone, Set<DayOfWeek> weekdays, boolean isExceptHolidays) {
  /** Refuses no day at all. */
  public ExpectedDays {
    if (weekdays.isEmpty()) {
      throw new IllegalArgumentException("no day is selected; select at least one");
    }
    weekdays = Collections.unmodifiableSet(EnumSet.copyOf(weekdays));
  }

  /** Whether it is one of the days of the week, and a holiday that does not count. */
  boolean isHoliday(LocalDate day, Holidays holidays) {
    return isExceptHolidays
        && weekdays.contains(day.getDayOfWeek())
        && holidays.nameOf(day).isPresent();
  }

  /** Whether something is expected on that day. */
  boolean counts(LocalDate day, Holidays holidays) {
    return weekdays.contains(day.getDayOfWeek()) && !isHoliday(day, holidays);
  }
}
