package org.as2gateway.store.log;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Who tried to send and is not set up: the fault of most onboardings, and what anybody can cause.
 * So at most {@link #MOST} pairs are kept, those of the address that fills them go first, and what
 * was noted in memory is written by {@link #save} only: one small transaction for all of it, not
 * one for each attempt. Safe for many threads.
 */
public final class UnknownSenders implements AutoCloseable {
  /** So many pairs are kept. */
  public static final int MOST = 100;

  private static final Duration AGE = Duration.ofDays(30);
  private static final int MAX_CHARS = 128; // of an AS2 id, and more than an address has

  private final JdbcUnknownSenders table;
  private final Clock clock;
  private final Map<Pair, UnknownSender> pairs = new HashMap<>();
  private final Object saving = new Object();
  private boolean isChanged;

  private record Pair(String from, String to) {}

  /** Those of that table, to be added to. */
  public UnknownSenders(JdbcUnknownSenders table, Clock clock) {
    this.table = table;
    this.clock = clock;
    for (UnknownSender kept : table.all()) {
      pairs.put(new Pair(kept.from(), kept.to()), kept);
    }
  }

  /** Notes an attempt that was refused. Writes nothing. */
  public synchronized void add(String from, String to, String source) {
    Instant now = clock.instant();
    Pair pair = new Pair(cut(from), cut(to));
    UnknownSender before = pairs.get(pair);
    if (before == null && pairs.size() >= MOST) {
      dropOne();
    }
    UnknownSender known =
        before == null ? new UnknownSender(pair.from(), pair.to(), "", 0, now, now, false) : before;
    pairs.put(pair, known.again(cut(source), now));
    isChanged = true;
  }

  private static String cut(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS);
  }

  /**
   * Of the address that has most of them, the one with the fewest attempts, and of these the
   * oldest.
   */
  private void dropOne() {
    Map<String, Long> shares =
        pairs.values().stream()
            .collect(Collectors.groupingBy(UnknownSender::source, Collectors.counting()));
    pairs.values().stream()
        .min(
            Comparator.comparing((UnknownSender one) -> -shares.getOrDefault(one.source(), 0L))
                .thenComparing(UnknownSender::count)
                .thenComparing(UnknownSender::lastAt))
        .ifPresent(one -> pairs.remove(new Pair(one.from(), one.to())));
  }

  /** Those that are not ignored, the last attempt first. */
  public synchronized List<UnknownSender> newest() {
    Instant oldest = clock.instant().minus(AGE);
    return pairs.values().stream()
        .filter(one -> !one.isIgnored() && one.lastAt().isAfter(oldest))
        .sorted(Comparator.comparing(UnknownSender::lastAt).reversed())
        .toList();
  }

  /**
   * Hides a pair, further attempts too.
   *
   * @return the pair as it was; empty if there is none that is shown
   */
  public Optional<UnknownSender> ignore(String from, String to) {
    Optional<UnknownSender> shown;
    synchronized (this) {
      Pair pair = new Pair(from, to);
      shown = Optional.ofNullable(pairs.get(pair)).filter(one -> !one.isIgnored());
      shown.ifPresent(one -> pairs.put(pair, one.ignored()));
      isChanged |= shown.isPresent();
    }
    save();
    return shown;
  }

  /** Makes what was noted durable; does nothing if nothing was. To be called every few seconds. */
  public void save() {
    synchronized (saving) {
      List<UnknownSender> all = takeChanged();
      if (all.isEmpty()) {
        return;
      }
      boolean isSaved = false;
      try {
        table.replace(all);
        isSaved = true;
      } finally {
        synchronized (this) {
          isChanged |= !isSaved; // tried again
        }
      }
    }
  }

  /** All that are kept, if there is news. */
  private synchronized List<UnknownSender> takeChanged() {
    if (!isChanged) {
      return List.of();
    }
    Instant oldest = clock.instant().minus(AGE);
    pairs.values().removeIf(one -> one.lastAt().isBefore(oldest));
    isChanged = false;
    return List.copyOf(pairs.values());
  }

  /** Makes durable what was noted since. */
  @Override
  public void close() {
    save();
  }
}
