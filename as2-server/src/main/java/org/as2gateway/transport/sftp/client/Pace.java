package org.as2gateway.transport.sftp.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How fast one piece of work of a session goes on, all in all: a server that sends a byte now and
 * then never lets a time limit without bytes run out, and must not hold a worker for days. What we
 * wait of our own will does not count. One thread works, another one asks.
 */
final class Pace {
  /** Slower than this, and a transfer counts as stalled. */
  static final long LEAST_BYTES_A_SECOND = 16 * 1024;

  private final SessionLimits limits;
  private final LongSupplier nanoTime;
  private boolean isWorking;
  private boolean isStalled;
  private long beginNanos;
  private long bytes;

  Pace(SessionLimits limits, LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  /** Work begins, or goes on after a wait. */
  private synchronized void setWorking(boolean isWorking, long waitedNanos) {
    this.isWorking = isWorking;
    beginNanos += waitedNanos;
  }

  /** A piece of work, which ends when it is closed. */
  synchronized Work begin() {
    beginNanos = nanoTime.getAsLong();
    bytes = 0;
    isWorking = true;
    return () -> setWorking(false, 0);
  }

  /** So many bytes were moved: waits as long as the rate asks for. */
  void moved(int count) throws InterruptedIOException {
    synchronized (this) {
      bytes += count;
    }
    Work own = waiting();
    try {
      limits.rate().moved(count);
    } finally {
      own.close();
    }
  }

  /** Does a piece of work. */
  <T> T work(Result<T> step) throws IOException {
    Work work = begin();
    try {
      return step.get();
    } finally {
      work.close();
    }
  }

  /** Does something of our own within a piece of work. */
  void aside(Step step) throws IOException {
    Work own = waiting();
    try {
      step.run();
    } finally {
      own.close();
    }
  }

  /** Work with a result. */
  @FunctionalInterface
  interface Result<T> {
    T get() throws IOException;
  }

  /** Work without a result. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /** Something of our own goes on until it is closed. */
  Work waiting() {
    long begin = nanoTime.getAsLong();
    setWorking(false, 0);
    return () -> setWorking(true, nanoTime.getAsLong() - begin);
  }

  /** Whether the work takes too long for what was moved; says so from then on. */
  synchronized boolean isStalled() {
    long seconds = limits.times().answer().toSeconds() + bytes / LEAST_BYTES_A_SECOND;
    isStalled |= isWorking && nanoTime.getAsLong() - beginNanos > TimeUnit.SECONDS.toNanos(seconds);
    return isStalled;
  }

  /** Something that goes on. */
  @FunctionalInterface
  interface Work extends AutoCloseable {
    @Override
    void close();
  }
}
