package org.as2gateway.admin.messages;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.as2gateway.admin.messages.EventsJson.EventJson;
import org.as2gateway.admin.port.Description;
import org.as2gateway.store.feed.FeedEntry;

/** A part of the feed. */
@Description("What happened to messages, oldest first.")
record FeedJson(List<FeedEntryJson> events, @Description("cursor of the next call") String next) {
  /** One entry. */
  record FeedEntryJson(
      @Description("grows from entry to entry") long position,
      @Description("our id of the message") String message,
      @JsonUnwrapped EventJson event) {
    static FeedEntryJson of(FeedEntry entry) {
      return new FeedEntryJson(entry.position(), entry.messageId(), EventJson.of(entry.event()));
    }
  }

  /** Those entries, which came after that position. */
  static FeedJson of(List<FeedEntry> entries, long after) {
    long last = entries.isEmpty() ? after : entries.get(entries.size() - 1).position();
    return new FeedJson(entries.stream().map(FeedEntryJson::of).toList(), String.valueOf(last));
  }
}
