package org.as2gateway.store.disk;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets threads that want the same synchronisation share it. A caller is covered by a run that began
 * after it asked, never by one already under way: what it wrote may have come too late for that.
 * The first of those waiting runs it for all of them. Who waits while a run fails fails with it:
 * what he wrote may have been in that run too, and the system tells of a failed fsync only once.
 * Safe for many threads.
 */
public final class GroupSync {
  /** A synchronisation with the disk. */
  @FunctionalInterface
  public interface Action {
    /** Returns when everything written before the call is on the disk. */
    void run() throws IOException;
  }

  /** One run, and what became of it. */
  private static final class Round {
    private boolean isDone;
    private @Nullable Throwable failure;
  }

  private final Action action;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Round next = new Round();
  private boolean isRunning;

  /** Shares runs of the action; no two of them overlap. */
  public GroupSync(Action action) {
    this.action = action;
  }

  /**
   * Returns when a run that began after this call has ended well. Interrupts are kept for later:
   * nobody may leave without knowing.
   *
   * @throws IOException if that run failed; it is not repeated, and no later one makes it good
   */
  public void await() throws IOException {
    Round mine = join();
    if (mine != null) {
      lead(mine);
    }
  }

  /** Waits for the round that covers the caller; not null if the caller has to run it. */
  private @Nullable Round join() throws IOException {
    lock.lock();
    try {
      Round round = next;
      while (isRunning && !round.isDone) {
        changed.awaitUninterruptibly();
      }
      if (round.isDone) {
        rethrow(round);
        return null;
      }
      isRunning = true;
      next = new Round(); // whoever comes from here on is too late for this one
      return round;
    } finally {
      lock.unlock();
    }
  }

  private void lead(Round round) throws IOException {
    try {
      action.run();
    } catch (IOException | RuntimeException | Error e) {
      round.failure = e;
      throw e;
    } finally {
      lock.lock();
      try {
        round.isDone = true;
        if (round.failure != null) {
          next.failure = round.failure;
          next.isDone = true;
          next = new Round();
        }
        isRunning = false;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private static void rethrow(Round round) throws IOException {
    if (round.failure != null) {
      throw new IOException("a shared synchronisation with the disk failed", round.failure);
    }
  }
}
