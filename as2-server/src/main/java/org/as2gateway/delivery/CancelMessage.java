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
      Optional<MessageRecord> cancelled = tryCancel(before);
      if (cancelled.isPresent()) {
        return cancelled.get();
      }
    }
  }

  private Optional<MessageRecord> tryCancel(MessageRecord before) {
    Instant now = context.clock().instant();
    Failure why = new Failure(Reason.CANCELLED, cancelled(before));
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
                          EventKind.CANCELLED,
                          null,
                          Reason.CANCELLED,
                          "while " + before.status().text() + ", by an operator"));
              context.outbox().remove(before.id(), Kind.MESSAGE);
              return Optional.of(after);
            });
  }

  /** What it waited for stays readable. */
  private static String cancelled(MessageRecord before) {
    String error = before.error();
    return "cancelled while "
        + before.status().text()
        + ", by an operator"
        + (error == null ? "" : "; before: " + error);
  }
}
