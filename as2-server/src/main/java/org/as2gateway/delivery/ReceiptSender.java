package org.as2gateway.delivery;

import org.as2gateway.delivery.queue.OutboxEntry;

/** Sends the receipts that we owe partners and that wait in the queue, as those of AS2 may. */
public interface ReceiptSender {
  /**
   * Makes one attempt and records what it comes to, the queue entry included.
   *
   * @throws InterruptedException if the gateway stops
   */
  void send(OutboxEntry entry) throws InterruptedException;
}
