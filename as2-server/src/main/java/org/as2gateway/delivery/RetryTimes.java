package org.as2gateway.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.as2gateway.delivery.queue.OutboxEntry;
import org.as2gateway.delivery.queue.RetrySchedule;

/** When a delivery that did not succeed is tried again. */
public interface RetryTimes {
  /**
   * When to try next.
   *
   * @param entry the delivery; its attempts count those begun, this one included
   * @param retryAfter the least delay the partner asked for
   * @return empty once the budget is used up
   */
  Optional<Instant> next(OutboxEntry entry, Instant now, Optional<Duration> retryAfter);

  /** The times of a schedule, spread at random. */
  static RetryTimes of(RetrySchedule schedule) {
    return (entry, now, retryAfter) ->
        schedule.next(
            entry.createdAt(), now, entry.attempts(), retryAfter, ThreadLocalRandom.current());
  }
}
