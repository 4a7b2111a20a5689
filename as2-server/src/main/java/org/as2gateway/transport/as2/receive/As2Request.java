package org.as2gateway.transport.as2.receive;

import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.OptionalLong;
import org.as2gateway.as2.wire.Headers;

/**
 * A POST to the AS2 path, framing already checked.
 *
 * @param headers all header fields, as received
 * @param contentLength what Content-Length says; empty if chunked
 * @param body the body, read on demand (the first read answers Expect: 100-continue); not closed by
 *     the receiver. Reads throw {@code IOException} when the partner goes away or is too slow
 * @param peer who sends it
 * @param isJoined whether the body was put together of several transfers (AS2 Restart)
 */
public record As2Request(
    Headers headers, OptionalLong contentLength, InputStream body, Peer peer, boolean isJoined) {
  /**
   * The other end of the connection.
   *
   * @param address its address
   * @param isTls whether it comes by TLS
   * @param certificate what its TLS client has shown, with proof that it holds the key; nothing
   *     else of it is checked. Empty if it has shown none
   */
  public record Peer(String address, boolean isTls, Optional<X509Certificate> certificate) {
    /** A peer without TLS. */
    public static Peer plain(String address) {
      return new Peer(address, false, Optional.empty());
    }
  }

  /** A request in one piece. */
  public As2Request(Headers headers, OptionalLong contentLength, InputStream body, Peer peer) {
    this(headers, contentLength, body, peer, false);
  }

  /** Address of the peer. */
  public String remoteAddress() {
    return peer.address();
  }

  As2Request ofLength(OptionalLong length) {
    return new As2Request(headers, length, body, peer, isJoined);
  }

  As2Request withBody(InputStream other, boolean joined) {
    return new As2Request(headers, contentLength, other, peer, joined);
  }
}
