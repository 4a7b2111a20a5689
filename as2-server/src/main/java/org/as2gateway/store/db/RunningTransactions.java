package org.as2gateway.store.db;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The transactions of this process that may change something. Safe for many threads. */
final class RunningTransactions {
  private final Map<Thread, Long> running = new HashMap<>();
  private long begun;

  /** The transaction of this thread begins, the only one it has. */
  synchronized void begin() {
    running.put(Thread.currentThread(), ++begun);
  }

  /** The transaction of this thread has ended; nothing happens if none was begun. */
  synchronized void end() {
    if (running.remove(Thread.currentThread()) != null) {
      notifyAll();
    }
  }

  /**
   * Waits for the transactions of other threads that are under way now, not for later ones.
   *
   * @return false if one of them takes longer than that, or this thread is interrupted
   */
  synchronized boolean await(Duration limit) {
    long newest = begun;
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (isAnyOlder(newest)) {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left <= 0) {
          return false;
        }
        wait(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isAnyOlder(long newest) {
    return running.entrySet().stream()
        .anyMatch(e -> e.getValue() <= newest && e.getKey() != Thread.currentThread());
  }
}
