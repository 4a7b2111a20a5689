package org.as2gateway.admin.usps;

/** How scans are written. */
final class ScanText {
  private ScanText() {}

  /** Personal data for those who must not see it: its first letter. */
  static String masked(String text) {
    return text.isEmpty() ? "" : text.substring(0, text.offsetByCodePoints(0, 1)) + "•••";
  }

  /** A date YYYYMMDD and a time HHMM as people write them; as given if they are none. */
  static String moment(String date, String time) {
    String day =
        date.matches("\\d{8}")
            ? date.substring(0, 4) + "-" + date.substring(4, 6) + "-" + date.substring(6)
            : date;
    String clock = time.matches("\\d{4}") ? time.substring(0, 2) + ":" + time.substring(2) : time;
    return (day + " " + clock).strip();
  }
}
