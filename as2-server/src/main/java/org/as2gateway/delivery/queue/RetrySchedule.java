package org.as2gateway.delivery.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a failed delivery is tried again: delays grow by a factor up to a maximum, each spread by a
 * fifth so that many failures at once do not come back at once.
 *
 * @param first delay after the first attempt
 * @param factor growth from one delay to the next, 1 or more
 * @param max longest delay, before it is spread
 * @param budget time from the creation of the entry after which it fails for good
 */
public record RetrySchedule(Duration first, double factor, Duration max, Duration budget) {
  private static final double SPREAD = 0.2;

  /** Refuses delays that are not positive and a factor that shrinks them. */
  public RetrySchedule {
    requirePositive("first", first);
    requirePositive("max", max);
    requirePositive("budget", budget);
    if (!(factor >= 1)) {
      throw new IllegalArgumentException("factor is " + factor + ", expected 1 or more");
    }
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(name + " is " + value + ", expected more than nothing");
    }
  }

  /**
   * When to try again; empty if that would be after the budget, so that the entry fails now.
   *
   * @param createdAt when the budget began
   * @param now when the attempt ended
   * @param attempts attempts so far, this one included
   * @param retryAfter what the partner asked for: never undercut, even beyond the maximum
   * @param random spreads the delay
   */
  public Optional<Instant> next(
      Instant createdAt,
      Instant now,
      int attempts,
      Optional<Duration> retryAfter,
      RandomGenerator random) {
    Duration delay = spread(delay(attempts), random);
    Duration wait = retryAfter.filter(asked -> asked.compareTo(delay) > 0).orElse(delay);
    Instant end = end(createdAt);
    // Compared as durations: a partner's Retry-After may lie beyond all instants.
    if (wait.compareTo(Duration.between(now, end)) > 0) {
      return Optional.empty();
    }
    return Optional.of(now.plus(wait));
  }

  /** When the budget of an entry ends. */
  public Instant end(Instant createdAt) {
    return createdAt.plus(budget);
  }

  private Duration delay(int attempts) {
    double nanos = first.toNanos() * Math.pow(factor, Math.max(0, attempts - 1));
    return nanos >= max.toNanos() ? max : Duration.ofNanos((long) nanos);
  }

  private static Duration spread(Duration delay, RandomGenerator random) {
    double share = 1 - SPREAD + 2 * SPREAD * random.nextDouble();
    return Duration.ofNanos((long) (delay.toNanos() * share));
  }
}
