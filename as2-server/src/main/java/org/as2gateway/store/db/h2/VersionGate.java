package org.as2gateway.store.db.h2;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps transactions and the writing of a version of H2's file apart. H2 takes its maps into a
 * version one after the other: of a transaction that runs meanwhile it may have a change and not
 * what undoes it. After a crash the change would belong to nobody, and its key be locked for ever.
 *
 * <p>Who writes waits for the transactions under way, and new ones for him. Whatever is under way
 * for very long must not keep others from having their commits synchronised: there is a limit, and
 * a warning. Safe for many threads.
 */
public final class VersionGate {
  private static final Logger LOG = LoggerFactory.getLogger(VersionGate.class);

  private final Duration limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition hasChanged = lock.newCondition();
  private int inside;
  private boolean isClosed;

  /** A gate that waits no longer than that for transactions under way. */
  public VersionGate(Duration limit) {
    this.limit = limit;
  }

  /** A transaction begins; waits while a version is written, whoever interrupts. */
  public void enter() {
    lock.lock();
    try {
      while (isClosed) {
        hasChanged.awaitUninterruptibly();
      }
      inside++;
    } finally {
      lock.unlock();
    }
  }

  /** A transaction has ended. */
  public void leave() {
    lock.lock();
    try {
      inside--;
      hasChanged.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Writes a version while nobody enters. To be called by one thread only. */
  public void write(Runnable version) {
    close();
    try {
      version.run();
    } finally {
      open();
    }
  }

  private void close() {
    lock.lock();
    try {
      isClosed = true;
      long left = limit.toNanos();
      while (inside > 0 && left > 0) {
        left = hasChanged.awaitNanos(left);
      }
      if (inside > 0) {
        LOG.warn(
            "{} transactions take longer than {}; writing the database without waiting for"
                + " them",
            inside,
            limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does; writing now is the lesser evil
    } finally {
      lock.unlock();
    }
  }

  private void open() {
    lock.lock();
    try {
      isClosed = false;
      hasChanged.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
