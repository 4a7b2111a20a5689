package org.as2gateway.admin.setup;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The file that a test of a partnership sends: it says itself that it is one. */
public final class TestFile {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private TestFile() {}

  /** Its name. */
  public static String name(Instant now) {
    return "as2-test-" + STAMP.format(now) + ".txt";
  }

  /** Its text. */
  public static String text(String partnership, Instant now) {
    return "AS2 connection test, not business data.\r\nPartnership: "
        + partnership
        + "\r\nSent: "
        + now.truncatedTo(ChronoUnit.SECONDS)
        + "\r\n";
  }
}
