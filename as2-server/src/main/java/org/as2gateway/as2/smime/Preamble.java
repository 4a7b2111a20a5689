package org.as2gateway.as2.smime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The start of the text in front of the first boundary. Inside an envelope it may be blank, or the
 * one line that openssl's {@code smime} and {@code cms} commands write there: a constant, from
 * which nobody learns what other blocks decrypt to (protocol.md §5.4).
 */
final class Preamble {
  private static final String OPENSSL = "This is an S/MIME signed message";
  private static final int MOST_BYTES = 256;

  private final ByteArrayOutputStream start = new ByteArrayOutputStream();
  private boolean isBlankBeyond = true;

  /** Takes the next bytes of it. */
  void add(byte[] bytes, int length) {
    int kept = Math.min(length, MOST_BYTES - start.size());
    start.write(bytes, 0, kept);
    isBlankBeyond &= Tail.isBlank(bytes, kept, length);
  }

  boolean isTolerated() {
    String text = start.toString(StandardCharsets.ISO_8859_1).strip();
    return isBlankBeyond && (text.isEmpty() || text.equals(OPENSSL));
  }
}
