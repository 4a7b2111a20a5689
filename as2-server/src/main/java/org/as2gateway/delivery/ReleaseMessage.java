package org.as2gateway.delivery;

import java.time.Instant;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.delivery.gate.Inspection.Approval;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;

/** Sends a message that was blocked before sending, because a user says so. */
public final class ReleaseMessage {
  private final DeliveryContext context;
  private final QueuedMessages queued;

  ReleaseMessage(DeliveryContext context) {
    this.context = context;
    this.queued = new QueuedMessages(context);
  }

  /**
   * Queues the message; it is not looked at again. Durable on return.
   *
   * @param id our id
   * @param by name of the user
   * @param reason why, not blank
   * @throws RefusedOperation if there is no such message, or it is not blocked
   */
  public MessageRecord sendAnyway(String id, String by, String reason) throws RefusedOperation {
    MessageRecord before = requireBlocked(context, id);
    Instant now = context.clock().instant();
    MessageRecord after = before.withState(before.state().queuedAgain(now, null, now));
    boolean isQueued =
        context
            .transactions()
            .durably(
                () -> {
                  if (!context.messages().update(after, before)) {
                    return false;
                  }
                  context.inspections().approve(id, new Approval(by, now, reason));
                  context
                      .messages()
                      .addEvent(
                          id,
                          new MessageEvent(
                              now,
                              EventKind.SENT_ANYWAY,
                              null,
                              Reason.STOPPED_BEFORE_SENDING,
                              "by " + by + ": " + reason));
                  queued.enqueueAgain(after);
                  return true;
                });
    if (!isQueued) {
      throw RefusedOperation.conflict("message '" + id + "' has just changed; try again");
    }
    context.wake().run();
    return after;
  }

  static MessageRecord requireBlocked(DeliveryContext context, String id) throws RefusedOperation {
    MessageRecord message = context.outbound(id);
    if (message.status() != MessageStatus.BLOCKED) {
      throw RefusedOperation.conflict(
          "message '" + id + "' is " + message.status().text() + ", not blocked");
    }
    return message;
  }
}
