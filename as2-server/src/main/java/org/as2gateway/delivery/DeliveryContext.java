package org.as2gateway.delivery;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.as2gateway.delivery.gate.JdbcInspections;
import org.as2gateway.delivery.queue.Outbox;
import org.as2gateway.registry.Registry;
import org.as2gateway.store.db.Transactions;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.JdbcOtherWays;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.store.payload.PayloadStore;

/**
 * What the use cases of sending and the transports work on.
 *
 * @param transactions transactions over messages and outbox
 * @param messages record of all messages
 * @param outbox queue
 * @param otherWays messages that are sent another way in place of others
 * @param inspections what was found in messages before sending
 * @param payloads payloads, wire images and folders
 * @param registry current state of partnerships and certificates, asked anew for each step
 * @param wake tells the outbox worker that something new may be due
 * @param clock the time
 */
public record DeliveryContext(
    Transactions transactions,
    MessageLog messages,
    Outbox outbox,
    JdbcOtherWays otherWays,
    JdbcInspections inspections,
    PayloadStore payloads,
    Supplier<Registry> registry,
    Runnable wake,
    Clock clock) {
  /** Where the files of the home are. */
  public HomeFolders folders() {
    return payloads.folders();
  }

  /**
   * The outbound message of our id.
   *
   * @throws RefusedOperation if there is no such message, or it was received
   */
  public MessageRecord outbound(String id) throws RefusedOperation {
    Optional<MessageRecord> found = messages.find(id);
    if (found.isEmpty()) {
      throw RefusedOperation.notFound("there is no message '" + id + "'");
    }
    if (found.get().direction() != Direction.OUT) {
      throw RefusedOperation.conflict("message '" + id + "' was received, not sent");
    }
    return found.get();
  }
}
