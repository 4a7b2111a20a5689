package org.as2gateway.store.payload;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Messages whose commit failed, so that nobody knows whether they are recorded: a database that is
 * away for hours must not let their files pile up until the next start. Safe for many threads.
 */
final class UncertainCommits {
  /** More are left to the next start. */
  private static final int MOST = 100_000;

  /** Asked of the database at once. */
  private static final int BATCH = 1000;

  private Set<String> recent = new HashSet<>();
  private Set<String> settled = new HashSet<>();

  synchronized void add(String id) {
    if (recent.size() + settled.size() < MOST) {
      recent.add(id);
    }
  }

  /**
   * Those of before the last call that are not recorded: by then a commit that was under way has
   * ended.
   *
   * @param recorded which of these ids have a record; if it fails, they stay uncertain
   */
  synchronized Set<String> unrecorded(UnaryOperator<Set<String>> recorded) {
    Set<String> lost = new HashSet<>(settled);
    List<String> asked = List.copyOf(settled);
    for (int i = 0; i < asked.size(); i += BATCH) {
      List<String> batch = asked.subList(i, Math.min(i + BATCH, asked.size()));
      lost.removeAll(recorded.apply(Set.copyOf(batch)));
    }
    settled = recent;
    recent = new HashSet<>();
    return lost;
  }
}
