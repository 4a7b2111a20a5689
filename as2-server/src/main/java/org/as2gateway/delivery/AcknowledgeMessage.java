package org.as2gateway.delivery;

import java.time.Instant;
import java.util.Optional;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;

/** Ends a message that was sent without a receipt, once something else proves its acceptance. */
public final class AcknowledgeMessage {
  private final DeliveryContext context;

  AcknowledgeMessage(DeliveryContext context) {
    this.context = context;
  }

  /**
   * Marks the message as acknowledged if it is sent, or if nobody could tell whether it was; else
   * nothing changes.
   *
   * @param id our id
   * @param proof what proves it, for people
   * @return the message as it stands now; empty if there is none
   */
  public Optional<MessageRecord> acknowledge(String id, String proof) {
    Optional<MessageRecord> before = context.messages().find(id);
    while (before.filter(AcknowledgeMessage::isProvable).isPresent()) {
      if (isStored(before.get(), proof)) {
        return context.messages().find(id);
      }
      before = context.messages().find(id); // it changed between reading and writing
    }
    return before;
  }

  private static boolean isProvable(MessageRecord message) {
    return message.status() == MessageStatus.SENT
        || (message.status() == MessageStatus.FAILED && message.reason() == Reason.OUTCOME_UNKNOWN);
  }

  private boolean isStored(MessageRecord before, String proof) {
    Instant now = context.clock().instant();
    MessageRecord after =
        before.withState(before.state().concluded(MessageStatus.ACKNOWLEDGED, null, now));
    return context
        .transactions()
        .durably(
            () -> {
              if (!context.messages().update(after, before)) {
                return false;
              }
              context
                  .messages()
                  .addEvent(
                      before.id(), new MessageEvent(now, EventKind.ACKNOWLEDGED, null, proof));
              return true;
            });
  }
}
