package org.as2gateway.delivery;

import java.time.Instant;
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
   * Marks the message as acknowledged if it is sent; else nothing changes.
   *
   * @param id our id
   * @param proof what proves it, for people
   * @return whether it is acknowledged now
   */
  public boolean acknowledge(String id, String proof) {
    return context
        .transactions()
        .durably(
            () -> {
              MessageRecord before = context.messages().find(id).orElse(null);
              if (before == null || before.status() != MessageStatus.SENT) {
                return before != null && before.status() == MessageStatus.ACKNOWLEDGED;
              }
              Instant now = context.clock().instant();
              MessageRecord after =
                  before.withState(before.state().concluded(MessageStatus.ACKNOWLEDGED, null, now));
              if (!context.messages().update(after, before)) {
                return false;
              }
              context
                  .messages()
                  .addEvent(id, new MessageEvent(now, EventKind.ACKNOWLEDGED, null, proof));
              return true;
            });
  }
}
