package org.as2gateway.admin.messages;

import java.util.List;
import org.as2gateway.admin.port.Description;
import org.as2gateway.store.log.MessagePage;
import org.jspecify.annotations.Nullable;

/** A part of the list of messages. */
@Description("Messages, newest first.")
record MessagePageJson(
    List<MessageJson> messages,
    @Description("cursor of the next page; null at the end") @Nullable String next) {
  /** That page, and what else is known of its messages. */
  static MessagePageJson of(MessagePage page, MessageRelations relations) {
    return new MessagePageJson(
        page.messages().stream().map(message -> MessageJson.of(message, relations)).toList(),
        page.next());
  }
}
