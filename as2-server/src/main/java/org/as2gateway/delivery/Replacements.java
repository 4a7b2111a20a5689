package org.as2gateway.delivery;

import java.util.Optional;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;

/** Messages that are sent another way in place of others. */
final class Replacements {
  private Replacements() {}

  /**
   * The message that is sent in place of that one, or in place of what was sent in its place; empty
   * if there is none, or the last one has failed or was given up.
   *
   * @param original our id
   */
  static Optional<MessageRecord> of(DeliveryContext context, String original) {
    Optional<MessageRecord> next = next(context, original);
    while (next.isPresent() && !isOnItsWay(next.get())) {
      next = next(context, next.get().id()); // each is newer than the one before
    }
    return next;
  }

  private static Optional<MessageRecord> next(DeliveryContext context, String original) {
    return context
        .otherWays()
        .ofOriginal(original)
        .flatMap(way -> context.messages().find(way.message()));
  }

  private static boolean isOnItsWay(MessageRecord message) {
    return message.status() != MessageStatus.FAILED && message.status() != MessageStatus.CANCELLED;
  }
}
