package org.as2gateway.transport.as2.receipt;

import java.util.Optional;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.store.log.EventKind;
import org.jspecify.annotations.Nullable;

/**
 * What came back for a message, as it is kept.
 *
 * @param isAsynchronous whether the partner brought it, rather than answered with it
 * @param httpStatus status of the answer; null if there was none
 * @param entity header fields and body; empty if there was no answer
 * @param isMdn whether the entity is a readable MDN
 * @param detail one line for operators: how long it took, from where it came
 */
public record Arrival(
    boolean isAsynchronous,
    @Nullable Integer httpStatus,
    Optional<MimeEntity> entity,
    boolean isMdn,
    String detail) {

  /** No answer at all: connection, TLS or time-out trouble. */
  public static Arrival none(String detail) {
    return new Arrival(false, null, Optional.empty(), false, detail);
  }

  /** The HTTP answer to a message. */
  public static Arrival answer(int httpStatus, MimeEntity entity, boolean isMdn, String detail) {
    return new Arrival(false, httpStatus, Optional.of(entity), isMdn, detail);
  }

  /** An MDN that the partner posted. */
  public static Arrival posted(MimeEntity entity, String detail) {
    return new Arrival(true, null, Optional.of(entity), true, detail);
  }

  EventKind eventKind() {
    return isAsynchronous ? EventKind.MDN_RECEIVED : EventKind.ANSWER;
  }
}
