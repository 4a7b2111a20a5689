package org.as2gateway.admin.messages;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.as2gateway.admin.port.Description;
import org.as2gateway.store.log.MessageRecord;
import org.jspecify.annotations.Nullable;

/** What a sender is told of a message. */
@Description("A queued message.")
record AcceptedJson(String id, @JsonUnwrapped @Nullable Named named) {
  /** What only AS2 has. */
  record Named(String messageId) {}

  static AcceptedJson of(MessageRecord message) {
    return new AcceptedJson(
        message.id(), message.findAs2().map(as2 -> new Named(as2.messageId())).orElse(null));
  }
}
