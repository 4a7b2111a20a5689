package org.as2gateway.admin.usps;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Dates and times of USPS files: local to a place, never converted. */
final class LocalTime {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MMM d, yyyy", Locale.US);

  private LocalTime() {}

  /** A date such as YYYYMMDD and a time such as HHMM or HHMMSS; as given if they are none. */
  static String of(String date, String time) {
    String clock =
        time.matches("[0-9]{4,6}") ? ", " + time.substring(0, 2) + ":" + time.substring(2, 4) : "";
    try {
      return DAY.format(LocalDate.parse(date, DateTimeFormatter.BASIC_ISO_DATE)) + clock;
    } catch (DateTimeException e) {
      return (date + " " + time).strip();
    }
  }

  /** A scan as YYYYMMDDHHMM; empty if there is none. */
  static String of(@Nullable String scan) {
    if (scan == null) {
      return "";
    }
    int day = Math.min(8, scan.length());
    return of(scan.substring(0, day), scan.substring(day));
  }
}
