package org.as2gateway.as2.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A small MIME or HTTP entity held whole in memory: an MDN, never a payload. The octets are copied
 * in and never handed out for change.
 */
public final class MimeEntity {
  private final Headers headers;
  private final byte[] body;

  /** An entity of these headers and a copy of these octets. */
  public MimeEntity(Headers headers, byte[] body) {
    this.headers = headers;
    this.body = body.clone();
  }

  /** The header fields. */
  public Headers headers() {
    return headers;
  }

  /** A copy of the body octets. */
  public byte[] body() {
    return body.clone();
  }

  /** Count of body octets. */
  public int length() {
    return body.length;
  }

  /** The entity as octets: header lines, blank line, body. */
  public byte[] toBytes() {
    byte[] head = headers.toBlock();
    byte[] all = new byte[head.length + body.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }

  /**
   * Reads what {@link #toBytes} gave.
   *
   * @throws IllegalArgumentException if there is no blank line behind the headers
   */
  public static MimeEntity parse(byte[] octets) {
    for (int i = 0; i + 3 < octets.length; i++) {
      if (octets[i] == '\r'
          && octets[i + 1] == '\n'
          && octets[i + 2] == '\r'
          && octets[i + 3] == '\n') {
        String head = new String(octets, 0, i + 2, StandardCharsets.ISO_8859_1);
        return new MimeEntity(
            Headers.parseLenient(head), Arrays.copyOfRange(octets, i + 4, octets.length));
      }
    }
    throw new IllegalArgumentException("no blank line ends the headers");
  }
}
