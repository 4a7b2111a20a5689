package org.as2gateway.admin.messages;

import java.time.Instant;
import java.util.Collection;
import org.as2gateway.as2.wire.Severity;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.jspecify.annotations.Nullable;

/**
 * The status of a message as every page shows it. A queued message waits for one of three reasons
 * that call for different action: its turn, a retry, or a partnership on hold.
 *
 * @param text a few words
 * @param severity how serious it is
 * @param why what it waits for or failed by; null if there is nothing to add
 * @param next when the gateway acts next; null if nothing is planned
 */
public record StatusView(
    String text, Severity severity, @Nullable String why, @Nullable Instant next) {
  /**
   * The status of that message.
   *
   * @param held names of the partnerships that are on hold
   */
  public static StatusView of(MessageRecord message, Collection<String> held) {
    MessageStatus status = message.status();
    @Nullable Instant next = message.state().nextAttemptAt();
    if (status == MessageStatus.QUEUED && held.contains(message.partnership())) {
      return new StatusView(
          "on hold", Severity.WARN, "partnership '" + message.partnership() + "' is on hold", null);
    }
    if (status == MessageStatus.QUEUED && message.state().attempts() > 0) {
      String text = "retrying (" + message.state().attempts() + ")";
      return new StatusView(text, Severity.WARN, message.error(), next);
    }
    if (status == MessageStatus.AWAITING_MDN) {
      return new StatusView("waiting for receipt", Severity.INFO, null, null);
    }
    @Nullable String why = severity(status) == Severity.BAD ? message.error() : null;
    return new StatusView(status.text().replace('-', ' '), severity(status), why, null);
  }

  private static Severity severity(MessageStatus status) {
    return switch (status) {
      case SENT, ACKNOWLEDGED, DELIVERED -> Severity.GOOD;
      case FAILED, REFUSED, BLOCKED -> Severity.BAD;
      case CANCELLED -> Severity.WARN;
      default -> Severity.INFO;
    };
  }
}
