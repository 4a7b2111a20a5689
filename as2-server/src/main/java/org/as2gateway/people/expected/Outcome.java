package org.as2gateway.people.expected;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.as2gateway.store.log.FileTime;

/**
 * What became of one expectation.
 *
 * @param day whose it is
 * @param due when it had to be met
 * @param state how it stands
 * @param file the file that met it, late or not; for a missing answer the file without one
 */
public record Outcome(LocalDate day, Instant due, State state, Optional<FileTime> file) {
  /** How an expectation stands, from good to bad. */
  public enum State {
    HOLIDAY,
    KEPT,
    NOT_DUE,
    LATE,
    MISSED
  }
}
