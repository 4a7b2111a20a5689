package org.as2gateway.delivery.queue;

import java.time.Instant;

/**
 * One delivery that has not ended.
 *
 * @param id our id of the message it is for
 * @param kind what is delivered
 * @param lane the queue it stands in: the partnership's name, or one of {@link ReceiptLanes}
 * @param dueAt not before
 * @param attempts attempts begun so far
 * @param createdAt start of the retry budget
 */
public record OutboxEntry(
    String id, Kind kind, String lane, Instant dueAt, int attempts, Instant createdAt) {
  /** The same after so many attempts. */
  public OutboxEntry withAttempts(int begun) {
    return new OutboxEntry(id, kind, lane, dueAt, begun, createdAt);
  }

  /** What is delivered. */
  public enum Kind {
    MESSAGE,
    ASYNC_MDN
  }
}
