package org.as2gateway.people.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.address.SourceNetwork;

/**
 * How long one waits after failed sign-ins: nothing at first, then one second, doubling up to a
 * quarter of an hour. Strangers count by account and by address. A browser that the account has
 * signed in with before counts on its own, so that nobody who guesses keeps the owner out.
 */
final class SignInThrottle {
  private static final int FREE_OF_ACCOUNT = 3;
  private static final int FREE_OF_ADDRESS = 10;
  private static final int FREE_OF_BROWSER = 5;
  private static final int MAX_DOUBLINGS = 10;
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration MEMORY = Duration.ofHours(24);
  private static final int MAX_SUBJECT = 100;
  private static final int MOST_SUBJECTS = 10_000;

  private final JdbcSignInFailures failures;
  private final Clock clock;

  SignInThrottle(JdbcSignInFailures failures, Clock clock) {
    this.failures = failures;
    this.clock = clock;
  }

  /**
   * Whom failures are counted for.
   *
   * @param name in the table
   * @param free failures after which nobody waits
   */
  record Subject(String name, int free) {}

  /** Whom the attempt of a stranger counts for. */
  static List<Subject> stranger(String account, String address) {
    return List.of(
        account(account), new Subject("address " + SourceNetwork.of(address), FREE_OF_ADDRESS));
  }

  /** What strangers do to an account. */
  static Subject account(String account) {
    String name = account.length() > MAX_SUBJECT ? account.substring(0, MAX_SUBJECT) : account;
    return new Subject("account " + name, FREE_OF_ACCOUNT);
  }

  /** Whom the attempt from a known browser counts for. */
  static List<Subject> knownBrowser(String digest) {
    return List.of(new Subject("browser " + digest, FREE_OF_BROWSER));
  }

  /** Whom the attempt within a session counts for. */
  static List<Subject> session(String digest) {
    return List.of(new Subject("session " + digest, FREE_OF_ACCOUNT));
  }

  /** How long they still have to wait; empty if not at all. */
  Optional<Duration> left(List<Subject> subjects) {
    return subjects.stream()
        .map(this::left)
        .max(Comparator.naturalOrder())
        .filter(longest -> !longest.isZero());
  }

  /** Counted before the password is looked at, so that many at a time do not slip through. */
  void count(List<Subject> subjects) {
    Instant now = clock.instant();
    failures.removeOlder(now.minus(MEMORY));
    subjects.forEach(subject -> failures.add(subject.name(), now));
    failures.removeBeyond(MOST_SUBJECTS);
  }

  void forget(List<Subject> subjects) {
    subjects.forEach(subject -> failures.clear(subject.name()));
  }

  private Duration left(Subject subject) {
    return failures
        .find(subject.name())
        .filter(count -> count.failures() >= subject.free())
        .map(count -> left(count, subject.free()))
        .orElse(Duration.ZERO);
  }

  private Duration left(JdbcSignInFailures.Count count, int free) {
    Duration delay =
        Duration.ofSeconds(1L << Math.min(MAX_DOUBLINGS, Math.max(0, count.failures() - free)));
    Duration bounded = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    Duration left = Duration.between(clock.instant(), count.lastAt().plus(bounded));
    return left.isNegative() ? Duration.ZERO : left;
  }
}
