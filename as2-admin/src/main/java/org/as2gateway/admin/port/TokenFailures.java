package org.as2gateway.admin.port;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Wrong tokens by address. After a few in a minute they are answered 429; the right one always
 * passes, so that nobody can lock the operator out, and guessing 256 bits stays hopeless.
 */
final class TokenFailures {
  static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int ALLOWED = 10;
  private static final int MAX_ADDRESSES = 10_000;

  private final Clock clock;
  private final Map<String, Failures> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MAX_ADDRESSES; // a crowd of addresses must not fill the heap
        }
      };

  private record Failures(int count, Instant since) {}

  TokenFailures(Clock clock) {
    this.clock = clock;
  }

  /** Counts one; returns whether they are too many. */
  synchronized boolean count(String address) {
    Instant now = clock.instant();
    Failures before = failures.get(address);
    Failures after =
        before == null || before.since().plus(WINDOW).isBefore(now)
            ? new Failures(1, now)
            : new Failures(before.count() + 1, before.since());
    failures.put(address, after);
    return after.count() > ALLOWED;
  }
}
