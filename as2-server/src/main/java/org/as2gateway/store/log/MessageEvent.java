package org.as2gateway.store.log;

import java.time.Instant;
import org.as2gateway.as2.wire.Reason;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of a message.
 *
 * @param at when
 * @param kind what kind of step
 * @param httpStatus the HTTP status where one was seen
 * @param reason why, of a step that went wrong; null of others, and in old records
 * @param detail one line for operators, cleaned of control characters
 */
public record MessageEvent(
    Instant at,
    EventKind kind,
    @Nullable Integer httpStatus,
    @Nullable Reason reason,
    String detail) {
  /** A step that went as it should. */
  public MessageEvent(Instant at, EventKind kind, @Nullable Integer httpStatus, String detail) {
    this(at, kind, httpStatus, null, detail);
  }
}
