package org.as2gateway.store.log;

import java.util.Arrays;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.SecretHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of what a partner's server answered, for people to read.
 *
 * @param head status line and header lines, each with its line end; values of credentials hidden
 * @param body its first octets
 * @param bodyBytes how many the body has; null if its end was not seen
 */
public record HttpAnswer(String head, Octets body, @Nullable Long bodyBytes) {
  /** How much of status line and header lines is kept. */
  public static final int MAX_HEAD_CHARS = 8 * 1024;

  /** How much of a body is kept. */
  public static final int MAX_BODY_BYTES = 4 * 1024;

  /**
   * The beginning of that answer.
   *
   * @param statusLine its first line, printable
   * @param body as much of it as was read
   * @param isWhole whether that is all of it
   */
  public static HttpAnswer of(String statusLine, Headers headers, byte[] body, boolean isWhole) {
    String head = statusLine + "\r\n" + SecretHeaders.hide(headers).toLines();
    int kept = Math.min(body.length, MAX_BODY_BYTES);
    return new HttpAnswer(
        head.substring(0, Math.min(head.length(), MAX_HEAD_CHARS)),
        Octets.of(Arrays.copyOf(body, kept)),
        isWhole ? (long) body.length : null);
  }

  /** Whether the kept part is the whole body. */
  public boolean isWhole() {
    return bodyBytes != null && bodyBytes == body.length();
  }
}
