package org.as2gateway.transport.as2.receive;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Counts what honest partners do not do, for a day, by partnership. In memory: each of it stands in
 * the record of its message too. Safe for many threads.
 */
public final class AttackSigns {
  /** From so many decryption failures in an hour on, somebody is at work. */
  static final int MANY_FAILURES = 100;

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** What was seen. */
  public enum Kind {
    /** Envelopes that did not decrypt to a verified message, a hundred an hour or more. */
    DECRYPTION_FAILURES,
    /** Other ciphertext under the content key of an accepted message. */
    CONTENT_KEY_REUSED,
    /** Accepted content under another Message-ID. */
    REPLAYED,
    /** A request that the access settings of the partnership refuse; nothing of it is recorded. */
    ACCESS_REFUSED
  }

  /**
   * One kind at one partnership.
   *
   * @param kind what was seen
   * @param partnership its name; empty for all together
   * @param count how often: failures in the last hour, the rest in the last day
   * @param latestAt when last
   * @param latest our id of the last message; of requests that were refused, which have none, why
   *     the last one was
   */
  public record Sign(Kind kind, String partnership, int count, Instant latestAt, String latest) {}

  private record Subject(Kind kind, String partnership) {}

  private final ConcurrentMap<Subject, DayCount> counts = new ConcurrentHashMap<>();
  private final Clock clock;

  /** Counts by that clock. */
  public AttackSigns(Clock clock) {
    this.clock = clock;
  }

  /**
   * Notes one.
   *
   * @param latest what {@link Sign#latest} is to be
   */
  void add(Kind kind, String partnership, String latest) {
    Instant now = clock.instant();
    counts.computeIfAbsent(new Subject(kind, partnership), s -> new DayCount()).add(now, latest);
    if (kind == Kind.DECRYPTION_FAILURES) {
      counts.computeIfAbsent(new Subject(kind, ""), s -> new DayCount()).add(now, latest);
    }
  }

  /** Decryption failures of a partnership in the last hour. */
  int failuresInHour(String partnership) {
    DayCount count = counts.get(new Subject(Kind.DECRYPTION_FAILURES, partnership));
    return count == null ? 0 : count.since(clock.instant(), HOUR);
  }

  /** All that somebody should look at. */
  public List<Sign> current() {
    Instant now = clock.instant();
    List<Sign> signs = new ArrayList<>();
    counts.forEach(
        (subject, count) -> {
          boolean isFailures = subject.kind() == Kind.DECRYPTION_FAILURES;
          int found = count.since(now, isFailures ? HOUR : DAY);
          if (found >= (isFailures ? MANY_FAILURES : 1)) {
            signs.add(count.sign(subject, found));
          }
        });
    return signs;
  }

  /** Counts of one day in slots of five minutes. */
  private static final class DayCount {
    private static final int SLOTS = 288;
    private static final int SLOT_SECONDS = 300;

    private final int[] counts = new int[SLOTS];
    private long newestSlot;
    private Instant latestAt = Instant.EPOCH;
    private String latest = "";

    private synchronized void add(Instant now, String message) {
      moveTo(now);
      counts[(int) (newestSlot % SLOTS)]++;
      latestAt = now;
      latest = message;
    }

    private void moveTo(Instant now) {
      long slot = Math.max(newestSlot, now.getEpochSecond() / SLOT_SECONDS);
      if (slot - newestSlot >= SLOTS) {
        Arrays.fill(counts, 0);
      } else {
        for (long passed = newestSlot + 1; passed <= slot; passed++) {
          counts[(int) (passed % SLOTS)] = 0;
        }
      }
      newestSlot = slot;
    }

    private synchronized int since(Instant now, Duration age) {
      moveTo(now);
      long slots = Math.min(SLOTS, age.toSeconds() / SLOT_SECONDS);
      int sum = 0;
      for (long slot = newestSlot - slots + 1; slot <= newestSlot; slot++) {
        sum += slot < 0 ? 0 : counts[(int) (slot % SLOTS)];
      }
      return sum;
    }

    private synchronized Sign sign(Subject subject, int count) {
      return new Sign(subject.kind(), subject.partnership(), count, latestAt, latest);
    }
  }
}
