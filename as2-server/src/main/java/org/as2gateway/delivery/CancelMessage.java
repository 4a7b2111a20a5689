package org.as2gateway.delivery;

import java.time.Instant;
import java.util.Optional;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.delivery.queue.OutboxEntry.Kind;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;

/**
 * Gives up an outbound message that has not ended. An attempt that is under way is not cut off;
 * what comes back is kept as evidence and changes nothing.
 */
public final class CancelMessage {
  private final DeliveryContext context;

  CancelMessage(DeliveryContext context) {
    this.context = context;
  }

  /**
   * Cancels; the file goes to {@code failed/} in a moment.
   *
   * @param id our id
   * @throws RefusedOperation if there is no such message, or it has ended
   */
  public MessageRecord cancel(String id) throws RefusedOperation {
    while (true) { // again only if the message changed between reading and writing
      MessageRecord before = context.outbound(id);
      if (before.status().isEnd()) {
        throw RefusedOperation.conflict(
            "message '" + id + "' is " + before.status().text() + " already");
      }
      Optional<MessageRecord> cancelled = tryEnd(before, Reason.CANCELLED, EventKind.CANCELLED);
      if (cancelled.isPresent()) {
        return cancelled.get();
      }
    }
  }

  /**
   * Discards a message that was blocked before sending; its file goes to {@code failed/}.
   *
   * @param id our id
   * @throws RefusedOperation if there is no such message, or it is not blocked
   */
  public MessageRecord discard(String id) throws RefusedOperation {
    MessageRecord before = ReleaseMessage.requireBlocked(context, id);
    return tryEnd(before, Reason.DISCARDED, EventKind.DISCARDED)
        .orElseThrow(
            () -> RefusedOperation.conflict("message '" + id + "' has just changed; try again"));
  }

  private Optional<MessageRecord> tryEnd(MessageRecord before, Reason reason, EventKind kind) {
    Instant now = context.clock().instant();
    Failure why = new Failure(reason, ended(before, kind));
    MessageRecord after =
        before
            .withState(before.state().concluded(MessageStatus.CANCELLED, why, now))
            .awaitingNoReceipt();
    return context
        .transactions()
        .durably(
            () -> {
              if (!context.messages().update(after, before)) {
                return Optional.empty();
              }
              context
                  .messages()
                  .addEvent(
                      before.id(),
                      new MessageEvent(
                          now,
                          kind,
                          null,
                          reason,
                          "while " + before.status().text() + ", by an operator"));
              context.outbox().remove(before.id(), Kind.MESSAGE);
              return Optional.of(after);
            });
  }

  /** What it waited for stays readable. */
  private static String ended(MessageRecord before, EventKind kind) {
    String error = before.error();
    return kind.text()
        + " while "
        + before.status().text()
        + ", by an operator"
        + (error == null ? "" : "; before: " + error);
  }
}
