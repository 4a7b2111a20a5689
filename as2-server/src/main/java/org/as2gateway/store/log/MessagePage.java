package org.as2gateway.store.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param messages newest first
 * @param next cursor of the next page, null at the end
 */
public record MessagePage(List<MessageRecord> messages, @Nullable String next) {
  /** Copies the list. */
  public MessagePage {
    messages = List.copyOf(messages);
  }
}
