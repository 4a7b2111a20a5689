package org.as2gateway.admin.messages;

import java.util.Locale;
import org.as2gateway.admin.page.Format;
import org.as2gateway.registry.cem.CemMessage;
import org.as2gateway.store.log.MessageRecord;

/** What a message is called on pages; used by the templates. */
public final class MessageTitle {
  private MessageTitle() {}

  /**
   * The names of its files; of a certificate exchange message, whose files have none, what it is.
   */
  public static String of(MessageRecord message) {
    boolean isExchange =
        message.payloads().stream()
            .anyMatch(
                payload ->
                    payload.contentType().toLowerCase(Locale.ROOT).contains(CemMessage.TYPE));
    return isExchange ? "Certificate exchange" : Format.files(message.payloads());
  }
}
