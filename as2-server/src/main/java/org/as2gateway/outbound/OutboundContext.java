package org.as2gateway.outbound;

import java.time.Clock;
import java.util.function.Supplier;
import org.as2gateway.db.Transactions;
import org.as2gateway.messagelog.MessageLog;
import org.as2gateway.outbox.Outbox;
import org.as2gateway.payload.HomeFolders;
import org.as2gateway.payload.PayloadStore;
import org.as2gateway.registry.Registry;

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
