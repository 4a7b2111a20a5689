package org.as2gateway.transport.as2.receive;

import java.io.InputStream;
import java.util.OptionalLong;
import org.as2gateway.as2.wire.Headers;

/**
 * A POST to the AS2 path, framing already checked.
 *
 * @param headers all header fields, as received
 * @param contentLength what Content-Length says; empty if chunked
 * @param body the body, read on demand (the first read answers Expect: 100-continue); not closed by
 *     the receiver. Reads throw {@code IOException} when the partner goes away or is too slow
 * @param remoteAddress address of the peer, for the log
 * @param isJoined whether the body was put together of several transfers (AS2 Restart)
 */
public record As2Request(
    Headers headers,
    OptionalLong contentLength,
    InputStream body,
    String remoteAddress,
    boolean isJoined) {
  /** A request in one piece. */
  public As2Request(
      Headers headers, OptionalLong contentLength, InputStream body, String remoteAddress) {
    this(headers, contentLength, body, remoteAddress, false);
  }

  As2Request ofLength(OptionalLong length) {
    return new As2Request(headers, length, body, remoteAddress, isJoined);
  }

  As2Request withBody(InputStream other, boolean joined) {
    return new As2Request(headers, contentLength, other, remoteAddress, joined);
  }
}
