package org.as2gateway.admin.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Times that options name. */
final class Times {
  private Times() {}

  static Instant instant(String option, String text) throws CommandFailure {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new CommandFailure(
          option + " is '" + text + "', expected a time such as 2027-01-01T00:00:00Z");
    }
  }
}
