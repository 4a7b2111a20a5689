package org.as2gateway.people.expected;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The federal holidays of the United States (5 U.S.C. 6103), computed for any year. One on a
 * weekend also has its substitute: Friday for Saturday, Monday for Sunday.
 */
final class UsFederalHolidays {
  private UsFederalHolidays() {}

  /** The name of the holiday on that day. */
  static Optional<String> nameOf(LocalDate day) {
    Map<LocalDate, String> days = new LinkedHashMap<>(ofYear(day.getYear()));
    days.putAll(newYear(day.getYear() + 1)); // observed on December 31 if it is a Saturday
    return Optional.ofNullable(days.get(day));
  }

  private static Map<LocalDate, String> ofYear(int year) {
    Map<LocalDate, String> days = new LinkedHashMap<>(newYear(year));
    days.put(nth(year, Month.JANUARY, 3, DayOfWeek.MONDAY), "Birthday of Martin Luther King, Jr.");
    days.put(nth(year, Month.FEBRUARY, 3, DayOfWeek.MONDAY), "Washington's Birthday");
    days.put(nth(year, Month.MAY, -1, DayOfWeek.MONDAY), "Memorial Day");
    fixed(days, LocalDate.of(year, Month.JUNE, 19), "Juneteenth");
    fixed(days, LocalDate.of(year, Month.JULY, 4), "Independence Day");
    days.put(nth(year, Month.SEPTEMBER, 1, DayOfWeek.MONDAY), "Labor Day");
    days.put(nth(year, Month.OCTOBER, 2, DayOfWeek.MONDAY), "Columbus Day");
    fixed(days, LocalDate.of(year, Month.NOVEMBER, 11), "Veterans Day");
    days.put(nth(year, Month.NOVEMBER, 4, DayOfWeek.THURSDAY), "Thanksgiving Day");
    fixed(days, LocalDate.of(year, Month.DECEMBER, 25), "Christmas Day");
    return days;
  }

  private static Map<LocalDate, String> newYear(int year) {
    Map<LocalDate, String> days = new LinkedHashMap<>();
    fixed(days, LocalDate.of(year, Month.JANUARY, 1), "New Year's Day");
    return days;
  }

  private static void fixed(Map<LocalDate, String> days, LocalDate day, String name) {
    days.put(day, name);
    if (day.getDayOfWeek() == DayOfWeek.SATURDAY) {
      days.put(day.minusDays(1), name + " (observed)");
    } else if (day.getDayOfWeek() == DayOfWeek.SUNDAY) {
      days.put(day.plusDays(1), name + " (observed)");
    }
  }

  private static LocalDate nth(int year, Month month, int ordinal, DayOfWeek day) {
    return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(ordinal, day));
  }
}
