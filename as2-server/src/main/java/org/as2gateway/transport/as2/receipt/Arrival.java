package org.as2gateway.transport.as2.receipt;

import java.util.Optional;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.HttpAnswer;
import org.jspecify.annotations.Nullable;

/**
 * What came back for a message, as it is kept.
 *
 * @param isAsynchronous whether the partner brought it, rather than answered with it
 * @param httpStatus status of the answer; null if there was none
 * @param entity header fields and body; empty if there was no answer
 * @param isMdn whether the entity is a readable MDN
 * @param answer the beginning of the HTTP answer, which may not have come whole; empty if there was
 *     none
 * @param detail one line for operators: how long it took, from where it came
 */
public record Arrival(
    boolean isAsynchronous,
    @Nullable Integer httpStatus,
    Optional<MimeEntity> entity,
    boolean isMdn,
    Optional<HttpAnswer> answer,
    String detail) {

  /** No attempt was possible. */
  public static Arrival none() {
    return broken(Optional.empty(), "");
  }

  /**
   * No whole answer: connection, TLS or time-out trouble.
   *
   * @param beginning what came of it
   */
  public static Arrival broken(Optional<HttpAnswer> beginning, String detail) {
    return new Arrival(false, null, Optional.empty(), false, beginning, detail);
  }

  /** The HTTP answer to a message. */
  public static Arrival answer(
      int httpStatus, MimeEntity entity, boolean isMdn, HttpAnswer answer, String detail) {
    return new Arrival(false, httpStatus, Optional.of(entity), isMdn, Optional.of(answer), detail);
  }

  /** An MDN that the partner posted. */
  public static Arrival posted(MimeEntity entity, String detail) {
    return new Arrival(true, null, Optional.of(entity), true, Optional.empty(), detail);
  }

  EventKind eventKind() {
    return isAsynchronous ? EventKind.MDN_RECEIVED : EventKind.ANSWER;
  }
}
