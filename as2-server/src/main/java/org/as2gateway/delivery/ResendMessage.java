package org.as2gateway.delivery;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.as2gateway.delivery.queue.OutboxEntry.Kind;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;

/**
 * Sends again (design.md §6): the same octets and Message-ID while not acknowledged, with a fresh
 * budget; a new message with the same payload after, or where the partnership wants a new
 * Message-ID (protocol.md §7.5).
 */
public final class ResendMessage {
  private final DeliveryContext context;
  private final Transport transport;
  private final QueuedMessages queued;

  ResendMessage(DeliveryContext context, Transport transport) {
    this.context = context;
    this.transport = transport;
    this.queued = new QueuedMessages(context);
  }

  /**
   * Queues the message again.
   *
   * @param id our id
   * @return the message that is sent: the same, or a new one
   * @throws RefusedOperation if there is no such message, it is being sent, it is sent another way,
   *     its partnership cannot be sent on, or its payload is no longer kept
   * @throws IOException if the payload cannot be linked
   */
  public MessageRecord resend(String id) throws RefusedOperation, IOException {
    MessageRecord message = context.outbound(id);
    requireNoOtherWay(id);
    Partnership partnership = queued.sendable(message.partnership(), transport);
    boolean isNew =
        message.status().hasArrived()
            || (message.status().isEnd() && partnership.queue().newMessageIdOnResend());
    MessageRecord sent = isNew ? again(message, partnership) : same(message);
    context.wake().run();
    return sent;
  }

  /** The partner would get the files twice: what may be sent again is the other message. */
  private void requireNoOtherWay(String id) throws RefusedOperation {
    Optional<MessageRecord> other = Replacements.of(context, id);
    if (other.isPresent()) {
      throw RefusedOperation.conflict(
          "message '%s' is sent another way as '%s', which is %s: resend or cancel that one"
              .formatted(id, other.get().id(), other.get().status().text()));
    }
  }

  private MessageRecord same(MessageRecord before) throws RefusedOperation, IOException {
    requireKept(before);
    Instant now = context.clock().instant();
    MessageRecord after =
        before
            .withState(before.state().queuedAgain(now, null, now))
            .awaitingReceipt(transport.awaitsReceipt(before));
    boolean isQueued =
        before.status() != MessageStatus.SENDING
            && context
                .transactions()
                .durably(
                    () -> {
                      if (!context.messages().update(after, before)) {
                        return false;
                      }
                      resendEvent(before.id(), now, "same bytes, was " + before.status().text());
                      context.outbox().remove(before.id(), Kind.MESSAGE);
                      if (before.status() == MessageStatus.BLOCKED) {
                        context.inspections().remove(before.id()); // it is looked at again
                      }
                      queued.enqueueAgain(after);
                      return true;
                    });
    if (!isQueued) {
      throw RefusedOperation.conflict("message '" + before.id() + "' is being sent just now");
    }
    return after;
  }

  private MessageRecord again(MessageRecord before, Partnership partnership)
      throws RefusedOperation, IOException {
    requireKept(before);
    String id = MessageIds.next(context.clock());
    for (int i = 0; i < before.payloads().size(); i++) {
      context.payloads().keepAgain(id, i, before.id());
    }
    // The file of a message that has arrived is in sent/ for good; another's moves with the new
    // one.
    boolean isFiled = before.status().hasArrived();
    MessageRecord message =
        transport.createAgain(
            id, partnership, before, isFiled ? null : before.state().sourceFile());
    boolean isQueued =
        context
            .transactions()
            .durably(
                () -> {
                  if (!isFiled && !handOverSource(before)) {
                    return false;
                  }
                  queued.enqueue(message, "resend of " + before.id());
                  context.messages().handled().addResent(id, before.id());
                  resendEvent(before.id(), message.state().createdAt(), "as new message " + id);
                  return true;
                });
    if (!isQueued) {
      throw RefusedOperation.conflict("message '" + before.id() + "' has just changed; try again");
    }
    return message;
  }

  /** One file belongs to one message: it is filed by how the new one ends. */
  private boolean handOverSource(MessageRecord before) {
    MessageRecord after = before.withState(before.state().withoutSourceFile());
    boolean isHandedOver = context.messages().update(after, before);
    if (isHandedOver) {
      context.messages().forgetUnfiledSource(before.id());
    }
    return isHandedOver;
  }

  /** The kept files of a message: all, or it cannot be sent again. */
  private void requireKept(MessageRecord message) throws RefusedOperation {
    for (int i = 0; i < message.payloads().size(); i++) {
      if (context.payloads().payload(message.id(), i).isEmpty()) {
        throw gone(message);
      }
    }
  }

  private void resendEvent(String id, Instant at, String detail) {
    context.messages().addEvent(id, new MessageEvent(at, EventKind.RESEND, null, detail));
  }

  private static RefusedOperation gone(MessageRecord message) {
    return RefusedOperation.conflict(
        "message '" + message.id() + "' cannot be sent again: its payload is no longer kept");
  }
}
