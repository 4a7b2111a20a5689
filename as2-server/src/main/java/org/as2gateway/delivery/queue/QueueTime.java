package org.as2gateway.delivery.queue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time that the queue goes by: wall time at the start, and from then on what has really passed.
 * Whoever sets the clock, by an hour or ten years, neither delays a retry nor uses up a budget.
 * Safe for many threads.
 */
public final class QueueTime {
  private static final Logger LOG = LoggerFactory.getLogger(QueueTime.class);

  /** Less is how clocks are kept right, and not worth that times just read change. */
  private static final Duration JUMP = Duration.ofSeconds(2);

  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Instant start;
  private final long startNanos;
  private Duration jumped = Duration.ZERO;

  /**
   * The time from now on.
   *
   * @param nanoTime a clock that nobody sets, such as {@link System#nanoTime}
   */
  public QueueTime(Clock clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.start = clock.instant();
    this.startNanos = nanoTime.getAsLong();
  }

  /** What the queue notes for an instant of the wall clock. */
  Instant toQueue(Instant wall) {
    return wall.minus(jumped());
  }

  /** When that is, or was, as the wall clock stands now. */
  Instant toWall(Instant queued) {
    return queued.plus(jumped());
  }

  private synchronized Duration jumped() {
    Duration passed = Duration.ofNanos(nanoTime.getAsLong() - startNanos);
    Duration shown = Duration.between(start, clock.instant());
    Duration difference = shown.minus(passed);
    Duration jump = difference.minus(jumped);
    if (jump.abs().compareTo(JUMP) > 0) {
      LOG.warn("the system clock was changed by {}; retries follow the elapsed time", jump);
      jumped = difference;
    }
    return jumped;
  }
}
