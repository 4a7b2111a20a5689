package org.as2gateway.delivery;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.delivery.queue.OutboxEntry.Kind;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.TransferState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the queue into a state to go on from after a stop of any kind, before the worker starts:
 * what was being sent is unknown and is sent again with the same octets (reliability.md §3.5).
 */
final class RecoverOutbound {
  private static final Logger LOG = LoggerFactory.getLogger(RecoverOutbound.class);

  private final DeliveryContext context;
  private final QueuedMessages queued;

  RecoverOutbound(DeliveryContext context) {
    this.context = context;
    this.queued = new QueuedMessages(context);
  }

  void run() {
    AtomicInteger count = new AtomicInteger();
    context
        .messages()
        .forEachInStatus(
            Direction.OUT,
            MessageStatus.SENDING,
            message -> {
              requeue(message.id());
              count.incrementAndGet();
            });
    if (count.get() > 0) {
      LOG.info("{} interrupted sends will be retried", count.get());
    }
  }

  private void requeue(String id) {
    context
        .transactions()
        .durably(
            () -> {
              MessageRecord before = context.messages().find(id).orElseThrow();
              Instant now = context.clock().instant();
              TransferState state = before.state();
              MessageRecord after = before.withState(state.queuedAgain(now, state.failure(), now));
              if (before.status() == MessageStatus.SENDING
                  && context.messages().update(after, before)) {
                String detail = "the gateway stopped while sending: outcome unknown, same bytes";
                context
                    .messages()
                    .addEvent(
                        id,
                        new MessageEvent(
                            now, EventKind.RECOVERED, null, Reason.INTERRUPTED, detail));
                putEntry(after, now);
              }
              return true;
            });
  }

  private void putEntry(MessageRecord message, Instant now) {
    if (context.outbox().find(message.id(), Kind.MESSAGE).isPresent()) {
      context.outbox().reschedule(message.id(), Kind.MESSAGE, now, message.state().attempts());
    } else {
      queued.enqueueAgain(message);
    }
  }
}
