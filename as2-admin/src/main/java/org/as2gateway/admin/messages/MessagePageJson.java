package org.as2gateway.admin.messages;

import java.util.List;
import java.util.Map;
import org.as2gateway.admin.port.Description;
import org.as2gateway.store.log.MessagePage;
import org.jspecify.annotations.Nullable;

/** A part of the list of messages. */
@Description("Messages, newest first.")
record MessagePageJson(
    List<MessageJson> messages,
    @Description("cursor of the next page; null at the end") @Nullable String next) {
  /** That page, and which of its messages repeat another. */
  static MessagePageJson of(MessagePage page, Map<String, String> repeats) {
    return new MessagePageJson(
        page.messages().stream().map(m -> MessageJson.of(m, repeats.get(m.id()))).toList(),
        page.next());
  }
}
