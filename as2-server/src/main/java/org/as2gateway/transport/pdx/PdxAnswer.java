package org.as2gateway.transport.pdx;

import java.nio.charset.StandardCharsets;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.store.log.HttpAnswer;

/**
 * An answer of PDX as it came.
 *
 * @param status HTTP status
 * @param text its beginning, unchanged
 */
public record PdxAnswer(int status, HttpAnswer text) {
  private static final int SHOWN_CHARS = 200;

  /** Whether it says that the call has done what it is for. */
  public boolean isSuccess() {
    return status >= 200 && status <= 299;
  }

  /** The beginning of the body in one line, for a sentence. */
  public String start() {
    String body = new String(text.body().toBytes(), StandardCharsets.UTF_8);
    return body.isBlank() ? "no text" : PartnerText.quote(body, SHOWN_CHARS);
  }
}
