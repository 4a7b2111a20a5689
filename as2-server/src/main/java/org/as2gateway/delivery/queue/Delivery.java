package org.as2gateway.delivery.queue;

import java.time.Instant;

/**
 * Delivers one entry; implemented above this package, called by the worker on one of its threads.
 */
public interface Delivery {
  /**
   * Makes one attempt. All durable effects of the outcome are the implementation's, the entry
   * itself included: it removes or reschedules the entry in the transaction that records the
   * outcome. An exception leaves the entry to be tried again later.
   *
   * @throws InterruptedException if the gateway stops
   */
  void deliver(OutboxEntry entry) throws InterruptedException;

  /** What the lane allows: asked before each entry is started. */
  LaneRules rules(String lane, Instant now);

  /**
   * What a lane allows.
   *
   * @param concurrency deliveries at once
   * @param isOrdered whether an entry waits until the one before it has ended
   */
  record LaneRules(int concurrency, boolean isOrdered) {}
}
