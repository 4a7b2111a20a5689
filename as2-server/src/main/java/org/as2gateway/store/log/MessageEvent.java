package org.as2gateway.store.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of a message.
 *
 * @param at when
 * @param kind what kind of step
 * @param httpStatus the HTTP status where one was seen
 * @param detail one line for operators, cleaned of control characters
 */
public record MessageEvent(
    Instant at, EventKind kind, @Nullable Integer httpStatus, String detail) {}
