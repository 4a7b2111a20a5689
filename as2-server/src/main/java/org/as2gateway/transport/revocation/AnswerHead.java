package org.as2gateway.transport.revocation;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Status and framing of an answer.
 *
 * @param status HTTP status
 * @param length what Content-Length says; empty without one
 * @param isChunked whether the body comes in chunks
 */
record AnswerHead(int status, OptionalLong length, boolean isChunked) {
  private static final int MOST_LINE = 8192;
  private static final int MOST_LINES = 100;

  /**
   * Reads status line and header fields.
   *
   * @throws IOException with a phrase if they are not HTTP
   */
  static AnswerHead read(InputStream in) throws IOException {
    String first = line(in);
    if (!first.matches("HTTP/1\\.[01] [1-5]\\d\\d( .*)?")) {
      throw new IOException("the answer is not HTTP");
    }
    int status = Integer.parseInt(first.substring(9, 12));
    OptionalLong length = OptionalLong.empty();
    boolean isChunked = false;
    for (int i = 0; i < MOST_LINES; i++) {
      String field = line(in).toLowerCase(Locale.ROOT);
      if (field.isEmpty()) {
        return new AnswerHead(status, isChunked ? OptionalLong.empty() : length, isChunked);
      }
      if (field.matches("content-length: *\\d{1,15} *")) {
        length =
            OptionalLong.of(Long.parseLong(field.substring("content-length:".length()).strip()));
      }
      isChunked |= field.matches("transfer-encoding: *chunked *");
    }
    throw new IOException("the answer has more than " + MOST_LINES + " header fields");
  }

  /** One line without its end. */
  static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException();
      }
      if (text.length() >= MOST_LINE) {
        throw new IOException("the answer has a line of more than " + MOST_LINE + " bytes");
      }
      text.append((char) octet);
    }
    return text.toString().stripTrailing();
  }
}
