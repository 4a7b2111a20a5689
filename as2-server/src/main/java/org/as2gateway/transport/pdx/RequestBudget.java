package org.as2gateway.transport.pdx;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.wire.Reason;

/**
 * How many requests an account may make in an hour, and when PDX has asked us to wait. The limits
 * of PDX are not published; those of other USPS APIs are low. Safe for many threads.
 */
public final class RequestBudget {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Clock clock;
  private final Map<String, Deque<Instant>> requests = new HashMap<>();
  private final Map<String, Instant> pauses = new HashMap<>();

  /** Nothing is used yet. */
  public RequestBudget(Clock clock) {
    this.clock = clock;
  }

  /**
   * Takes one request.
   *
   * @throws PdxFailure if none is left, or PDX has asked us to wait
   */
  synchronized void take(PdxAccount account) throws PdxFailure {
    Instant now = clock.instant();
    Instant pause = pauses.getOrDefault(account.key(), Instant.MIN);
    if (pause.isAfter(now)) {
      throw new PdxFailure(
              PdxFailure.Kind.BUSY,
              Reason.HTTP_BUSY,
              "PDX has asked us not to call it before " + pause)
          .withRetryAfter(Optional.of(Duration.between(now, pause)));
    }
    Deque<Instant> made = requests.computeIfAbsent(account.key(), key -> new ArrayDeque<>());
    while (!made.isEmpty() && !made.peekFirst().plus(HOUR).isAfter(now)) {
      made.removeFirst();
    }
    if (made.size() >= account.requestsAnHour()) {
      Instant free = made.getFirst().plus(HOUR);
      throw new PdxFailure(
              PdxFailure.Kind.BUDGET_USED_UP,
              Reason.HTTP_BUSY,
              "%d requests to PDX were made within an hour, which is our limit; the next is due at %s"
                  .formatted(made.size(), free))
          .withRetryAfter(Optional.of(Duration.between(now, free)));
    }
    made.addLast(now);
  }

  /** How many requests the account has made in the last hour. */
  public synchronized int used(PdxAccount account) {
    Instant since = clock.instant().minus(HOUR);
    return (int)
        requests.getOrDefault(account.key(), new ArrayDeque<>()).stream()
            .filter(at -> at.isAfter(since))
            .count();
  }

  /** PDX has asked for patience. */
  synchronized void pause(PdxAccount account, Duration wait) {
    Duration bounded = wait.compareTo(Duration.ofDays(1)) > 0 ? Duration.ofDays(1) : wait;
    pauses.merge(
        account.key(), clock.instant().plus(bounded), (old, now) -> old.isAfter(now) ? old : now);
  }
}
