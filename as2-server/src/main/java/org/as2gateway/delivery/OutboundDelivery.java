package org.as2gateway.delivery;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.delivery.queue.Delivery;
import org.as2gateway.delivery.queue.OutboxEntry;
import org.as2gateway.delivery.queue.ReceiptLanes;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.db.DatabaseException;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.MessageRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the outbox worker calls: each entry to the transport it is for. */
final class OutboundDelivery implements Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(OutboundDelivery.class);

  /** No limit but that of the retries. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private final DeliveryContext context;
  private final Attempts attempts;
  private final Transport transport;
  private final ReceiptSender receipts;
  private final InspectMessage inspect;

  OutboundDelivery(
      DeliveryContext context,
      Attempts attempts,
      Transport transport,
      ReceiptSender receipts,
      InspectMessage inspect) {
    this.context = context;
    this.attempts = attempts;
    this.transport = transport;
    this.receipts = receipts;
    this.inspect = inspect;
  }

  @Override
  public void deliver(OutboxEntry entry) throws InterruptedException {
    switch (entry.kind()) {
      case MESSAGE -> send(entry);
      case ASYNC_MDN -> receipts.send(entry);
    }
  }

  /** Trouble of our own uses up the budget like any other. */
  private void send(OutboxEntry entry) throws InterruptedException {
    try {
      Optional<MessageRecord> message = context.messages().find(entry.id());
      if (message.isEmpty() || message.get().status().isEnd()) {
        context.outbox().remove(entry.id(), entry.kind()); // ended by a receipt or by an operator
      } else if (inspect.maySend(message.get())) {
        transport.send(message.get());
      }
    } catch (DatabaseException e) {
      throw e; // nothing can be recorded
    } catch (IOException | RuntimeException | Error e) {
      LOG.error("message {} cannot be sent now", entry.id(), e);
      attempts.requeue(
          entry.id(),
          EventKind.POSTPONED,
          new Failure(Reason.INTERNAL_ERROR, "trouble of ours: " + e),
          LONGEST);
    }
  }

  @Override
  public LaneRules rules(String lane, Instant now) {
    if (ReceiptLanes.isUnverified(lane)) {
      return new LaneRules(1, false);
    }
    Optional<String> receiptsOf = ReceiptLanes.partnership(lane);
    Optional<Partnership> partnership =
        context.registry().get().partnerships().partnership(receiptsOf.orElse(lane));
    return partnership
        .map(
            p ->
                new LaneRules(
                    p.queue().concurrency(), receiptsOf.isEmpty() && p.queue().isOrdered()))
        .orElse(new LaneRules(1, false));
  }
}
