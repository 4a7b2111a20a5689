package org.as2gateway.admin.messages;

import java.util.List;
import org.as2gateway.admin.page.Format;
import org.as2gateway.store.log.MessageRecord;

/**
 * The question before messages are sent to a partner that has received them already.
 *
 * @param action where the answer goes
 * @param back where to go instead
 * @param list what the list asks for from which a single message was opened; else empty
 * @param messages all that were selected
 */
public record ResendView(String action, String back, String list, List<MessageRecord> messages) {
  /** The field of the answer. */
  static final String WHICH = "which";

  /** The answer that leaves out what was received. */
  static final String NOT_RECEIVED = "not-received";

  /** Copies the list. */
  public ResendView {
    messages = List.copyOf(messages);
  }

  /** Whether somebody has received any of them, so that a person has to be asked. */
  boolean isNeeded() {
    return received() > 0;
  }

  static boolean isReceived(MessageRecord message) {
    return message.status().hasArrived();
  }

  /** How many were received. */
  public int received() {
    return (int) messages.stream().filter(ResendView::isReceived).count();
  }

  /** How many were not. */
  public int others() {
    return messages.size() - received();
  }

  /** Who has received them. */
  private String receiver() {
    List<String> receivers =
        messages.stream()
            .filter(ResendView::isReceived)
            .map(message -> message.facts().to())
            .distinct()
            .toList();
    return receivers.size() == 1 ? receivers.get(0) : receivers.size() + " partners";
  }

  /** The words for sending all of them. */
  public String sendAll() {
    if (received() == 0) {
      return messages.size() == 1 ? "Resend" : "Resend all " + Format.number(messages.size());
    }
    return switch (messages.size()) {
      case 1 -> "Send again";
      case 2 -> "Send both again";
      default -> "Send all " + Format.number(messages.size()) + " again";
    };
  }

  /** What would happen. */
  public String question() {
    if (received() == 0) {
      return messages.size() == 1
          ? "Resend this failed message?"
          : "Resend these " + Format.number(messages.size()) + " failed messages?";
    }
    if (messages.size() == 1) {
      return "This message was already received by "
          + receiver()
          + ". Sending it again creates a duplicate there.";
    }
    String count = others() == 0 ? "All " + messages.size() : received() + " of " + messages.size();
    boolean isOne = received() == 1;
    return count
        + (isOne ? " messages was" : " messages were")
        + " already received by "
        + receiver()
        + ". Sending "
        + (isOne ? "it again creates a duplicate there." : "them again creates duplicates there.");
  }
}
