package org.as2gateway.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long an account and an address wait after failed sign-ins: nothing at first, then one second,
 * doubling up to a quarter of an hour.
 */
final class SignInPatience {
  private static final int FREE_OF_ACCOUNT = 3;
  private static final int FREE_OF_ADDRESS = 10;
  private static final int MAX_DOUBLINGS = 10;
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration MEMORY = Duration.ofHours(24);
  private static final int MAX_SUBJECT = 100;

  private final SignInFailures failures;
  private final Clock clock;

  SignInPatience(SignInFailures failures, Clock clock) {
    this.failures = failures;
    this.clock = clock;
  }

  /** How long they still have to wait; empty if not at all. */
  Optional<Duration> left(String account, String address) {
    Duration longest = Duration.ZERO;
    for (Duration left :
        new Duration[] {
          left(account(account), FREE_OF_ACCOUNT), left(address(address), FREE_OF_ADDRESS)
        }) {
      longest = left.compareTo(longest) > 0 ? left : longest;
    }
    return longest.isZero() ? Optional.empty() : Optional.of(longest);
  }

  /** Counted before the password is looked at, so that many at a time do not slip through. */
  void count(String account, String address) {
    Instant now = clock.instant();
    failures.removeOlder(now.minus(MEMORY));
    failures.add(account(account), now);
    failures.add(address(address), now);
  }

  void forget(String account, String address) {
    failures.clear(account(account));
    failures.clear(address(address));
  }

  private Duration left(String subject, int free) {
    return failures
        .find(subject)
        .filter(count -> count.failures() >= free)
        .map(count -> left(count, free))
        .orElse(Duration.ZERO);
  }

  private Duration left(SignInFailures.Count count, int free) {
    Duration delay =
        Duration.ofSeconds(1L << Math.min(MAX_DOUBLINGS, Math.max(0, count.failures() - free)));
    Duration bounded = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    Duration left = Duration.between(clock.instant(), count.lastAt().plus(bounded));
    return left.isNegative() ? Duration.ZERO : left;
  }

  private static String account(String name) {
    return "account " + (name.length() > MAX_SUBJECT ? name.substring(0, MAX_SUBJECT) : name);
  }

  private static String address(String address) {
    return "address " + address;
  }
}
