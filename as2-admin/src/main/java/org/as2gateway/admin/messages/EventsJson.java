package org.as2gateway.admin.messages;

import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.port.Description;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.MessageEvent;
import org.jspecify.annotations.Nullable;

/** What happened to a message. */
@Description("Every step and attempt of a message.")
record EventsJson(List<EventJson> events) {
  /** One step. */
  @Description("A step or an attempt.")
  record EventJson(
      Instant at,
      EventKind kind,
      @Nullable Integer httpStatus,
      @Description("code of why, of a step that went wrong; null in events of older versions")
          @Nullable String reason,
      String detail) {
    static EventJson of(MessageEvent event) {
      return new EventJson(
          event.at(),
          event.kind(),
          event.httpStatus(),
          MessageJson.code(event.reason()),
          event.detail());
    }
  }

  /** Those events. */
  static EventsJson of(List<MessageEvent> events) {
    return new EventsJson(events.stream().map(EventJson::of).toList());
  }
}
