package org.as2gateway.transport.as2.receive;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One reading at a time of each message: a second copy that arrives while the first is in flight
 * waits for it, in bounds (reliability.md §2). Safe for many threads.
 */
final class InFlight {
  private final ConcurrentMap<List<String>, Turn> turns = new ConcurrentHashMap<>();
  private final Duration patience;

  InFlight(Duration patience) {
    this.patience = patience;
  }

  private static final class Turn {
    private final Semaphore free = new Semaphore(1, true);
    private int users;
  }

  /**
   * Waits for the turn; false if it did not come in time. Each true is given back by {@link
   * #leave}.
   */
  boolean enter(List<String> key) {
    Turn turn =
        turns.compute(
            key,
            (k, known) -> {
              Turn current = known == null ? new Turn() : known;
              current.users++;
              return current;
            });
    boolean isEntered = false;
    try {
      isEntered = turn.free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the gateway stops: answered like a turn that never came
    } finally {
      if (!isEntered) {
        forget(key);
      }
    }
    return isEntered;
  }

  /** Lets the next copy go on. */
  void leave(List<String> key) {
    Turn turn = turns.get(key);
    if (turn != null) {
      turn.free.release();
      forget(key);
    }
  }

  private void forget(List<String> key) {
    turns.computeIfPresent(key, (k, turn) -> --turn.users == 0 ? null : turn);
  }
}
