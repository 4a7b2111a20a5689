package org.as2gateway.transport.as2.send;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.delivery.queue.OutboxEntry.Kind;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the outbound side into a state to go on from after a stop of any kind, before the worker
 * starts: what was being sent is unknown and is sent again with the same octets (reliability.md
 * §3.5), and what is kept of a file that no message was made of goes.
 */
final class RecoverOutbound {
  private static final Logger LOG = LoggerFactory.getLogger(RecoverOutbound.class);

  private final OutboundContext context;
  private final IntakeMarks marks;
  private final QueuedMessages queued;

  RecoverOutbound(OutboundContext context, IntakeMarks marks) {
    this.context = context;
    this.marks = marks;
    this.queued = new QueuedMessages(context);
  }

  void run() throws IOException {
    settleMarks();
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

  /** Older versions kept the mark until the file was moved: those files may still have to be. */
  private void settleMarks() throws IOException {
    for (String id : marks.all()) {
      Optional<MessageRecord> message = context.messages().find(id);
      if (message.isEmpty()) { // its transaction never committed
        Files.deleteIfExists(context.folders().payloads().resolve(id + "-0"));
      } else if (message.get().status().isEnd() && message.get().sourceFile() != null) {
        context
            .transactions()
            .durably(
                () -> {
                  context.messages().addUnfiledSource(message.get());
                  return true;
                });
      }
      marks.remove(id);
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
                      MessageStatus.QUEUED, before.attempts(), now, before.failure(), now);
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
      context.outbox().reschedule(message.id(), Kind.MESSAGE, now, message.attempts());
    } else {
      queued.enqueueAgain(message);
    }
  }
}
