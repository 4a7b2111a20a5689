package org.as2gateway.transport.as2.receive;

import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;

/**
 * What goes back.
 *
 * @param status HTTP status
 * @param entity header fields and body; Content-Length is added by the server, and Date where there
 *     is none
 */
public record As2Response(int status, MimeEntity entity) {
  /** When a partner may come back after a 503. */
  public static final int RETRY_AFTER_SECONDS = 60;

  /** An answer without a body. */
  public static As2Response empty(int status) {
    return new As2Response(status, new MimeEntity(Headers.empty(), new byte[0]));
  }

  /** The answer to a HEAD: no body, and the length that one would have. */
  public static As2Response ofLength(long bytes) {
    return new As2Response(
        200,
        new MimeEntity(Headers.of(HeaderNames.CONTENT_LENGTH, Long.toString(bytes)), new byte[0]));
  }

  /** A 503 that asks the partner to come back. */
  public static As2Response unavailable() {
    String seconds = Integer.toString(RETRY_AFTER_SECONDS);
    return new As2Response(
        503, new MimeEntity(Headers.of(HeaderNames.RETRY_AFTER, seconds), new byte[0]));
  }
}
