package org.as2gateway.transport.as2.receive;

import java.time.Instant;
import org.as2gateway.delivery.queue.Outbox;
import org.as2gateway.delivery.queue.OutboxEntry;
import org.as2gateway.delivery.queue.ReceiptLanes;

/** Where asynchronous receipts wait to be posted; those of unverified messages within bounds. */
final class ReceiptQueue {
  private final Outbox outbox;

  ReceiptQueue(Outbox outbox) {
    this.outbox = outbox;
  }

  /** Whether as many receipts as may wait for unverified messages of that partnership do. */
  boolean isFull(ReceivedMessage message) {
    String lane = ReceiptLanes.unverified(message.partnership().name());
    return message.plan().kind() == ReceiptPlan.Kind.ASYNCHRONOUS
        && outbox.count(lane) >= ReceiptLanes.MOST_UNVERIFIED;
  }

  /** Queues the receipt of a message that is the partner's. */
  void put(String id, String partnership, Instant now) {
    outbox.put(entry(id, ReceiptLanes.verified(partnership), now));
  }

  /** Queues the receipt of a message that may be anybody's. */
  void putUnverified(String id, String partnership, Instant now) {
    outbox.put(entry(id, ReceiptLanes.unverified(partnership), now));
  }

  private static OutboxEntry entry(String id, String lane, Instant now) {
    return new OutboxEntry(id, OutboxEntry.Kind.ASYNC_MDN, lane, now, 0, now);
  }
}
