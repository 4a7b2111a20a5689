package org.as2gateway.transport.as2.send;

import java.time.Clock;
import java.util.function.Supplier;
import org.as2gateway.delivery.queue.Outbox;
import org.as2gateway.registry.Registry;
import org.as2gateway.store.db.Transactions;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.store.payload.PayloadStore;

/**
 * What the sending use cases work on.
 *
 * @param transactions transactions over messages and outbox
 * @param messages record of all messages
 * @param outbox queue
 * @param payloads payloads, wire images and folders
 * @param registry current state of partnerships and certificates, asked anew for each step
 * @param wake tells the outbox worker that something new may be due
 * @param clock the time
 */
public record OutboundContext(
    Transactions transactions,
    MessageLog messages,
    Outbox outbox,
    PayloadStore payloads,
    Supplier<Registry> registry,
    Runnable wake,
    Clock clock) {
  HomeFolders folders() {
    return payloads.folders();
  }
}
