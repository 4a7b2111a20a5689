package org.as2gateway.registry.partnerships;

import java.time.Duration;
import java.util.Optional;

/**
 * How a partnership's outbound queue behaves.
 *
 * @param isOrdered whether a message waits until the one before it has ended
 * @param concurrency how many messages may be under way at once, 1 or more
 * @param newMessageIdOnResend whether a resend makes a new Message-ID (protocol.md §7.5)
 * @param fallback name of the partnership that can be sent on instead; empty if there is none
 * @param fallbackAfter how long a message waits until that is offered
 * @param isFallbackAutomatic whether it is then sent on instead without a person, if it is certain
 *     that nothing arrived
 */
public record QueuePolicy(
    boolean isOrdered,
    int concurrency,
    boolean newMessageIdOnResend,
    Optional<String> fallback,
    Duration fallbackAfter,
    boolean isFallbackAutomatic) {
  /** Until the other partnership is offered, unless it is set. */
  static final Duration DEFAULT_FALLBACK_AFTER = Duration.ofHours(1);

  /** One without an alternative. */
  public QueuePolicy(boolean isOrdered, int concurrency, boolean newMessageIdOnResend) {
    this(
        isOrdered,
        concurrency,
        newMessageIdOnResend,
        Optional.empty(),
        DEFAULT_FALLBACK_AFTER,
        false);
  }

  /** Refuses a concurrency below 1. */
  public QueuePolicy {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency is " + concurrency + ", expected 1 or more");
    }
  }
}
