package org.as2gateway.transport.sftp.client;

import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A maximum of bytes a second that several sessions share. Safe for many threads. */
public final class RateLimit {
  /** No limit. */
  public static final RateLimit NONE = new RateLimit(Long.MAX_VALUE);

  private final long bytesPerSecond;
  private final LongSupplier nanoTime;
  private long freeAtNanos;

  /** That many bytes a second, 1 or more. */
  public RateLimit(long bytesPerSecond) {
    this(bytesPerSecond, System::nanoTime);
  }

  RateLimit(long bytesPerSecond, LongSupplier nanoTime) {
    if (bytesPerSecond < 1) {
      throw new IllegalArgumentException("a rate of " + bytesPerSecond + " bytes a second");
    }
    this.bytesPerSecond = bytesPerSecond;
    this.nanoTime = nanoTime;
    freeAtNanos = nanoTime.getAsLong();
  }

  /** How long to wait before more bytes are moved, after so many were. */
  synchronized long nanosAfter(int bytes) {
    if (bytesPerSecond == Long.MAX_VALUE) {
      return 0;
    }
    long now = nanoTime.getAsLong();
    long begin = Math.max(0, freeAtNanos - now);
    long more = (long) (bytes * 1e9 / bytesPerSecond);
    freeAtNanos = now + begin + more;
    return begin + more;
  }

  /** Waits after so many bytes were moved. */
  void moved(int bytes) throws InterruptedIOException {
    try {
      TimeUnit.NANOSECONDS.sleep(nanosAfter(bytes));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the rate was kept");
    }
  }
}
