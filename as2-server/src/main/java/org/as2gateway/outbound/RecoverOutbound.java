package org.as2gateway.outbound;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.as2gateway.messagelog.Direction;
import org.as2gateway.messagelog.MessageEvent;
import org.as2gateway.messagelog.MessageRecord;
import org.as2gateway.messagelog.MessageStatus;
import org.as2gateway.outbox.OutboxEntry.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the outbound side into a state to go on from after a stop of any kind, before the worker
 * starts: what was being sent is unknown and is sent again with the same octets (reliability.md
 * §3.5), and files whose move was interrupted are moved.
 */
final class RecoverOutbound {
  private static final Logger LOG = LoggerFactory.getLogger(RecoverOutbound.class);

  private final OutboundContext context;
  private final SourceFiles sources;
  private final QueuedMessages queued;

  RecoverOutbound(OutboundContext context, SourceFiles sources) {
    this.context = context;
    this.sources = sources;
    this.queued = new QueuedMessages(context);
  }

  void run() throws IOException {
    sources.recover();
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
      LOG.info("{} messages were being sent when the gateway stopped: again", count.get());
    }
  }

  private void requeue(String id) {
    context
        .transactions()
        .durably(
            () -> {
              MessageRecord before = context.messages().find(id).orElseThrow();
              Instant now = context.clock().instant();
              MessageRecord after =
                  before.withAttempt(
                      MessageStatus.QUEUED, before.attempts(), now, before.error(), now);
              if (before.status() == MessageStatus.SENDING
                  && context.messages().update(after, before)) {
                String detail = "the gateway stopped while sending: outcome unknown, same bytes";
                context.messages().addEvent(id, new MessageEvent(now, "recovered", null, detail));
                putEntry(after, now);
              }
              return true;
            });
  }

  private void putEntry(MessageRecord message, Instant now) {
    if (context.outbox().find(message.id(), Kind.MESSAGE).isPresent()) {
      context.outbox().reschedule(message.id(), Kind.MESSAGE, now, message.attempts());
    } else {
      queued.enqueueAgain(message);
    }
  }
}
