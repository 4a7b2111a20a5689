package org.as2gateway.store.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of a message.
 *
 * @param at when
 * @param kind a short stable word: {@code queued}, {@code prepared}, {@code attempt}, {@code
 *     answer}, {@code accepted}, {@code delivered}, {@code refused}, {@code mdn-sent}, {@code
 *     mdn-received}, {@code resend}, {@code cancelled} …
 * @param httpStatus the HTTP status where one was seen
 * @param detail one line for operators, cleaned of control characters
 */
public record MessageEvent(Instant at, String kind, @Nullable Integer httpStatus, String detail) {}
