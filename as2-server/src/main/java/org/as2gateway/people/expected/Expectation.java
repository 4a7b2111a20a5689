package org.as2gateway.people.expected;

import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.FileGlob;

/** What is expected of the traffic with a partner. */
public sealed interface Expectation {
  /**
   * A file on each day.
   *
   * @param direction from us or to us
   * @param file its name
   * @param by the last minute in time. By noon or later, files of that day count; before noon, also
   *     those since noon of the day before, as of a job that runs overnight
   */
  record FileBy(Direction direction, FileGlob file, LocalTime by) implements Expectation {}

  /**
   * An answer to each file that we send. The first file that answers counts for all before it.
   *
   * @param file name of what we send
   * @param answer name of what comes back
   * @param within how soon, at most 30 days
   */
  record AnswerWithin(FileGlob file, FileGlob answer, Duration within) implements Expectation {
    private static final Duration MOST = Duration.ofDays(30);

    /** Refuses no time, and too much of it. */
    public AnswerWithin {
      if (within.compareTo(Duration.ofMinutes(1)) < 0 || within.compareTo(MOST) > 0) {
        throw new IllegalArgumentException("the time for an answer must be 1 minute to 30 days");
      }
    }
  }

  /**
   * Not to be silent for long.
   *
   * @param direction which messages count; empty for both
   * @param days so many days that count may pass, at most 60
   */
  record NotSilent(Optional<Direction> direction, int days) implements Expectation {
    private static final int MOST = 60;

    /** Refuses no day, and too many. */
    public NotSilent {
      if (days < 1 || days > MOST) {
        throw new IllegalArgumentException("the number of days must be 1 to 60");
      }
    }
  }
}
