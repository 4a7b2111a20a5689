package org.as2gateway.delivery;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.delivery.queue.OutboxEntry.Kind;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;

/**
 * Sends the files of a message on the partnership that its own names as an alternative, in place of
 * it. A person decides: an attempt may have arrived although nothing came back, and then the
 * partner gets the files twice.
 */
public final class SendByFallback {
  private final DeliveryContext context;
  private final Transport transport;
  private final QueuedMessages queued;

  SendByFallback(DeliveryContext context, Transport transport) {
    this.context = context;
    this.transport = transport;
    this.queued = new QueuedMessages(context);
  }

  /**
   * The name of the partnership that the message can be sent on instead, if it has waited for its
   * own long enough, or has failed on it; empty otherwise.
   */
  public Optional<String> offer(MessageRecord message) {
    if (message.direction() != Direction.OUT || !isStuck(message.status())) {
      return Optional.empty();
    }
    return partnership(message)
        .filter(p -> message.status() == MessageStatus.FAILED || hasWaited(message, p))
        .flatMap(p -> p.queue().fallback());
  }

  private static boolean isStuck(MessageStatus status) {
    return status == MessageStatus.FAILED
        || status == MessageStatus.QUEUED
        || status == MessageStatus.AWAITING_MDN;
  }

  private boolean hasWaited(MessageRecord message, Partnership partnership) {
    Duration waited = Duration.between(message.state().createdAt(), context.clock().instant());
    return message.state().attempts() > 0
        && waited.compareTo(partnership.queue().fallbackAfter()) >= 0;
  }

  private Optional<Partnership> partnership(MessageRecord message) {
    return context.registry().get().partnerships().partnership(message.partnership());
  }

  /**
   * Ends the message, if it has not ended, and queues its files on the other partnership.
   *
   * @param id our id
   * @param by name of the user
   * @param reason why, not blank
   * @return the new message
   * @throws RefusedOperation if there is no such message or alternative, the message has arrived or
   *     is being sent, or its files are no longer kept
   * @throws IOException if the files cannot be linked
   */
  public MessageRecord send(String id, String by, String reason)
      throws RefusedOperation, IOException {
    MessageRecord before = context.outbound(id);
    String name =
        partnership(before)
            .flatMap(p -> p.queue().fallback())
            .orElseThrow(
                () ->
                    RefusedOperation.conflict(
                        "partnership '"
                            + before.partnership()
                            + "' names no alternative: set gw.fallback"));
    if (!isStuck(before.status())) {
      throw RefusedOperation.conflict(
          "message '" + id + "' is " + before.status().text() + ": it cannot go another way");
    }
    Partnership other = queued.sendable(name, transport);
    MessageRecord instead = copy(before, other);
    String why = "sent on '" + name + "' instead as " + instead.id() + ", by " + by + ": " + reason;
    boolean isQueued =
        context.transactions().durably(() -> end(before, why) && enqueue(instead, before, why));
    if (!isQueued) {
      throw RefusedOperation.conflict("message '" + id + "' has just changed; try again");
    }
    context.wake().run();
    return instead;
  }

  private MessageRecord copy(MessageRecord before, Partnership other)
      throws RefusedOperation, IOException {
    String id = MessageIds.next(context.clock());
    for (int i = 0; i < before.payloads().size(); i++) {
      if (context.payloads().payload(before.id(), i).isEmpty()) {
        throw RefusedOperation.conflict(
            "message '" + before.id() + "' cannot be sent: its payload is no longer kept");
      }
    }
    for (int i = 0; i < before.payloads().size(); i++) {
      context.payloads().keepAgain(id, i, before.id());
    }
    return transport.createAgain(id, other, before, null);
  }

  private boolean end(MessageRecord before, String why) {
    Instant now = context.clock().instant();
    MessageRecord after =
        before.status().isEnd()
            ? before.withState(before.state().withUpdatedAt(now))
            : before
                .withState(
                    before
                        .state()
                        .concluded(
                            MessageStatus.CANCELLED, new Failure(Reason.CANCELLED, why), now))
                .awaitingNoReceipt();
    if (!context.messages().update(after, before)) {
      return false;
    }
    context.outbox().remove(before.id(), Kind.MESSAGE);
    EventKind kind = before.status().isEnd() ? EventKind.RESEND : EventKind.CANCELLED;
    context.messages().addEvent(before.id(), new MessageEvent(now, kind, null, why));
    return true;
  }

  private boolean enqueue(MessageRecord instead, MessageRecord before, String why) {
    queued.enqueue(instead, "in place of " + before.id() + ": " + why);
    context.messages().handled().addResent(instead.id(), before.id());
    return true;
  }
}
