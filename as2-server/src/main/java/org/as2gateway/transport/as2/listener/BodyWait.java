package org.as2gateway.transport.as2.listener;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;

/**
 * The wait for more of a request's body. One thread waits; any other may end that in favour of
 * somebody who has no worker, if what comes is slow in coming.
 */
final class BodyWait {
  /** Short enough to make room while others wait, long enough for an answer around the world. */
  private static final Duration WINDOW = Duration.ofMillis(500);

  /** Who sends less makes room for others when all workers are in use. */
  private static final long CROWDED_BYTES_PER_SECOND = 16 * 1024;

  private final Consumer<Runnable> jetty;
  private final Pace pace = new Pace(WINDOW, CROWDED_BYTES_PER_SECOND);
  private boolean isDemanded;
  private @Nullable Runnable next;
  private boolean isWaiting;
  private boolean isCut;
  private long sinceNanos;

  /**
   * A wait.
   *
   * @param jetty runs a task when there is something to read; takes one at a time
   */
  BodyWait(Consumer<Runnable> jetty) {
    this.jetty = jetty;
  }

  /** So many octets came. */
  synchronized void came(int count) {
    pace.came(count);
  }

  /** Waits until there is something to read; returns for how long. */
  long await() throws InterruptedIOException {
    synchronized (this) {
      isWaiting = true;
      sinceNanos = System.nanoTime();
    }
    demand(this::arrived);
    synchronized (this) {
      try {
        while (isWaiting && !isCut) {
          wait();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for the request body");
      }
      isWaiting = false;
      long waited = System.nanoTime() - sinceNanos;
      pace.waited(waited);
      return waited;
    }
  }

  private synchronized void arrived() {
    isWaiting = false;
    notifyAll();
  }

  /** Whether somebody waits, for octets that are slow in coming. */
  synchronized boolean isSlow() {
    return isWaiting && !isCut && pace.isSlow(System.nanoTime() - sinceNanos);
  }

  /** Ends the wait if it is a slow one; true if it did. */
  synchronized boolean cutIfSlow() {
    if (!isSlow()) {
      return false;
    }
    isCut = true;
    notifyAll();
    return true;
  }

  /** Whether the wait was ended in favour of somebody else. */
  synchronized boolean isCut() {
    return isCut;
  }

  /**
   * Runs the task when there is something to read: the last one given, as Jetty takes one at a time
   * and that of a wait that was cut may still be with it.
   */
  void demand(Runnable task) {
    synchronized (this) {
      next = task;
      if (isDemanded) {
        return;
      }
      isDemanded = true;
    }
    jetty.accept(Invocable.from(Invocable.InvocationType.NON_BLOCKING, this::runNext));
  }

  private void runNext() {
    Runnable task;
    synchronized (this) {
      isDemanded = false;
      task = next;
      next = null;
    }
    if (task != null) {
      task.run();
    }
  }
}
