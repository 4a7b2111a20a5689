package org.as2gateway.transport.as2.listener;

import java.time.Duration;

/**
 * How fast a partner sends: octets for the time that was spent waiting for them, window by window.
 */
final class Pace {
  private final long windowNanos;
  private final double leastBytesPerNano;
  private long bytes;
  private long nanos;
  private boolean wasSlow;

  Pace(Duration window, long leastBytesPerSecond) {
    this.windowNanos = window.toNanos();
    this.leastBytesPerNano = leastBytesPerSecond / 1e9;
  }

  /** So long was spent waiting. */
  void waited(long more) {
    nanos += more;
  }

  /** So many octets came. */
  void came(int count) {
    bytes += count;
    if (nanos >= windowNanos) {
      wasSlow = isSlow(0);
      bytes = 0;
      nanos = 0;
    }
  }

  /**
   * Whether less came than has to, in this window if it is over, else in the last one.
   *
   * @param waitingNanos how long the wait is that has not ended yet
   */
  boolean isSlow(long waitingNanos) {
    long total = nanos + waitingNanos;
    return total >= windowNanos ? bytes < leastBytesPerNano * total : wasSlow;
  }
}
