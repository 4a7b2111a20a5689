package org.as2gateway.transport.sftp.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.as2gateway.as2.wire.PartnerText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long nobody may try again after failed sign-ins: nothing at first, then one second, doubling
 * up to a quarter of an hour. Strangers count by user and by network. A network from which the user
 * has signed in before counts on its own, so that nobody who guesses keeps the partner out. A right
 * key is no guess, and is never kept out. Safe for many threads.
 */
final class SignInBrake {
  private static final Logger LOG = LoggerFactory.getLogger(SignInBrake.class);
  private static final int FREE_OF_USER = 5;
  private static final int FREE_OF_NETWORK = 10;
  private static final int MAX_DOUBLINGS = 10;
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration MEMORY = Duration.ofHours(24);
  private static final int MOST_SUBJECTS = 10_000;
  private static final int MOST_SHOWN = 120;

  private final PartnerAccounts accounts;
  private final Clock clock;
  private final Map<String, Count> counts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > MOST_SUBJECTS;
        }
      };

  private record Count(int failures, Instant lastAt) {}

  /** Whom failures count for, and how many are free. */
  private record Subject(String name, int free) {}

  SignInBrake(PartnerAccounts accounts, Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  private List<Subject> subjects(String user, String network) {
    return accounts.isUsual(user, network)
        ? List.of(new Subject("user " + user + " from " + network, FREE_OF_USER))
        : List.of(
            new Subject("user " + user, FREE_OF_USER),
            new Subject("network " + network, FREE_OF_NETWORK));
  }

  /** Whether the user may try now; if so, it counts as a failure until {@link #signedIn}. */
  boolean tries(String user, String network) {
    List<Subject> subjects = subjects(user, network);
    synchronized (this) {
      boolean mayTry = subjects.stream().allMatch(subject -> mayTry(subject));
      if (mayTry) {
        subjects.forEach(this::count);
      }
      return mayTry;
    }
  }

  private boolean mayTry(Subject subject) {
    Count count = counts.get(subject.name());
    Instant now = clock.instant();
    if (count == null || count.lastAt().plus(MEMORY).isBefore(now)) {
      counts.remove(subject.name());
      return true;
    }
    int over = count.failures() - subject.free();
    Duration delay = Duration.ofSeconds(1L << Math.min(MAX_DOUBLINGS, Math.max(0, over)));
    Instant until = count.lastAt().plus(delay.compareTo(LONGEST) > 0 ? LONGEST : delay);
    return over < 0 || !now.isBefore(until);
  }

  private void count(Subject subject) {
    Count before = counts.remove(subject.name()); // the newest come last
    int failures = before == null ? 1 : before.failures() + 1;
    counts.put(subject.name(), new Count(failures, clock.instant()));
    if (failures == subject.free()) {
      String name = PartnerText.clean(subject.name(), MOST_SHOWN);
      LOG.warn("SFTP sign-ins of {} failed {} times: it has to wait", name, failures);
    }
  }

  /** A password was right: it counts as no failure, also while others are still being checked. */
  void accepted(String user, String network) {
    List<Subject> subjects = subjects(user, network);
    synchronized (this) {
      subjects.forEach(
          subject ->
              counts.computeIfPresent(
                  subject.name(),
                  (name, count) ->
                      count.failures() > 1
                          ? new Count(count.failures() - 1, count.lastAt())
                          : null));
    }
  }

  /** The user has proved who it is: its failures do not count any more. */
  void signedIn(String user, String network) {
    List<Subject> subjects = subjects(user, network);
    accounts.signedIn(user, network);
    synchronized (this) {
      subjects.forEach(subject -> counts.remove(subject.name()));
    }
  }
}
