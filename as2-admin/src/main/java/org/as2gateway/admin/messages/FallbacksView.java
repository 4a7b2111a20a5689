package org.as2gateway.admin.messages;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.as2gateway.store.log.MessageRecord;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a partnership that can be sent another way.
 *
 * @param name of the partnership
 * @param other the partnership on which they can be sent; null if none is named
 * @param waiting the messages, the oldest first
 * @param results what became of those that were just sent
 */
public record FallbacksView(
    String name, @Nullable String other, List<Waiting> waiting, List<FallbackResult> results) {
  /** One message and what is at stake. */
  public record Waiting(MessageRecord message, FallbackStakes stakes) {
    /** What it is called. */
    public String label() {
      return message.payloads().isEmpty() ? message.id() : message.payloads().get(0).filename();
    }
  }

  /** Address of this page. */
  public String path() {
    return "/partnerships/"
        + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20")
        + "/fallback";
  }

  /** How many of them may have arrived. */
  public long doubtful() {
    return waiting.stream().filter(each -> each.stakes().isDoubtful()).count();
  }
}
