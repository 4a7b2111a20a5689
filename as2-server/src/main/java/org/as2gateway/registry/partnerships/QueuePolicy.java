package org.as2gateway.registry.partnerships;

/**
 * How a partnership's outbound queue behaves.
 *
 * @param isOrdered whether a message waits until the one before it has ended
 * @param concurrency how many messages may be under way at once, 1 or more
 * @param newMessageIdOnResend whether a resend makes a new Message-ID (protocol.md §7.5)
 */
public record QueuePolicy(boolean isOrdered, int concurrency, boolean newMessageIdOnResend) {
  /** Refuses a concurrency below 1. */
  public QueuePolicy {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency is " + concurrency + ", expected 1 or more");
    }
  }
}
