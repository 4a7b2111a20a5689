package org.as2gateway.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.delivery.queue.OutboxEntry;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageRecord;

/** Puts messages into log and queue. */
public final class QueuedMessages {
  private final DeliveryContext context;

  /** Messages in these stores. */
  public QueuedMessages(DeliveryContext context) {
    this.context = context;
  }

  /** Stores a new message and its outbox entry; call it in a transaction. */
  public void enqueue(MessageRecord message, String detail) {
    context.messages().insert(message);
    context
        .messages()
        .addEvent(
            message.id(),
            new MessageEvent(message.state().createdAt(), EventKind.QUEUED, null, detail));
    enqueueAgain(message);
  }

  /** Puts a stored message into the queue with a fresh budget; call it in a transaction. */
  void enqueueAgain(MessageRecord message) {
    Instant now = context.clock().instant();
    context
        .outbox()
        .put(
            new OutboxEntry(
                message.id(), OutboxEntry.Kind.MESSAGE, message.partnership(), now, 0, now));
  }

  /** The partnership, if a message can be sent on it now over that transport. */
  Partnership sendable(String name, Transport transport) throws RefusedOperation {
    Registry registry = context.registry().get();
    Optional<Partnership> partnership = registry.partnerships().partnership(name);
    if (partnership.isEmpty()) {
      throw RefusedOperation.notFound("there is no partnership '" + name + "'");
    }
    if (!registry.isOutbound(partnership.get())) {
      throw RefusedOperation.conflict(
          "partnership '" + name + "' is not ours to send on: its sender has no key here");
    }
    List<String> missing =
        transport.missingToSend(partnership.get(), registry, context.clock().instant());
    if (!missing.isEmpty()) {
      throw RefusedOperation.conflict(
          "partnership '" + name + "' is incomplete: it lacks " + String.join(", ", missing));
    }
    return partnership.get();
  }
}
