package org.as2gateway.delivery.queue;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which entries are under way, lane by lane, and which must rest because the queue could not be
 * told to postpone them. Holds no more than there are threads and faults. Guarded by its own lock.
 */
final class InFlight {
  /** An entry's identity. */
  record Key(String id, OutboxEntry.Kind kind) {
    static Key of(OutboxEntry entry) {
      return new Key(entry.id(), entry.kind());
    }
  }

  private final int threads;
  private final int reservedThreads;
  private final Map<String, Set<Key>> running = new HashMap<>();
  private final Map<Key, Instant> resting = new HashMap<>();
  private int busy;

  /**
   * Of all threads a quarter is kept for lanes that have nothing under way, so that busy lanes
   * never hold them all.
   */
  InFlight(int threads) {
    this.threads = threads;
    this.reservedThreads = threads / 4;
  }

  synchronized int of(String lane) {
    return running.getOrDefault(lane, Set.of()).size();
  }

  /** Whether there is a thread for one more of that lane. */
  synchronized boolean hasThreadFor(String lane) {
    int idle = threads - busy;
    return idle > (of(lane) == 0 ? 0 : reservedThreads);
  }

  synchronized boolean hasIdleThread() {
    return busy < threads;
  }

  /**
   * Entries of a lane that are under way or have to rest. To be asked before a look into the queue:
   * what ends during the look may still be seen there as it was.
   */
  synchronized Set<Key> taken(String lane, Instant now) {
    resting.values().removeIf(until -> !until.isAfter(now));
    Set<Key> taken = new HashSet<>(resting.keySet());
    taken.addAll(running.getOrDefault(lane, Set.of()));
    return taken;
  }

  synchronized void begin(OutboxEntry entry) {
    running.computeIfAbsent(entry.lane(), lane -> new HashSet<>()).add(Key.of(entry));
    busy++;
  }

  synchronized void end(OutboxEntry entry) {
    Set<Key> lane = running.get(entry.lane());
    if (lane != null && lane.remove(Key.of(entry))) {
      busy--;
      if (lane.isEmpty()) {
        running.remove(entry.lane());
      }
    }
  }

  synchronized void rest(OutboxEntry entry, Instant until) {
    resting.put(Key.of(entry), until);
  }

  synchronized int busy() {
    return busy;
  }
}
