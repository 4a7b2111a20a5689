package org.as2gateway.people.alerts;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A time that belongs to a condition, for whoever shows it in the zone of its reader.
 *
 * @param label what happens then, such as {@code expires}
 * @param at when
 */
public record Moment(String label, Instant at) {
  /** To the second, as it is kept. */
  public Moment {
    at = at.truncatedTo(ChronoUnit.SECONDS);
  }
}
