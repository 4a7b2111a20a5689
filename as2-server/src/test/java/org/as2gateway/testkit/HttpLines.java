package org.as2gateway.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.as2gateway.as2.wire.Headers;

/** Reads HTTP/1.1 from a socket, for both ends of the testkit. */
final class HttpLines {
  private static final int MAX_HEAD = 1 << 20;
  private static final int BUFFER = 64 * 1024;

  private HttpLines() {}

  /**
   * Reads up to and including the blank line, one octet at a time from a buffered stream.
   *
   * @return empty if the stream ends before its first octet
   */
  static Optional<String> readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int newlines = 0;
    while (newlines < 2) {
      int octet = in.read();
      if (octet < 0) {
        if (head.size() == 0) {
          return Optional.empty();
        }
        throw new EOFException("connection ended within the header block");
      }
      head.write(octet);
      newlines = octet == '\n' ? newlines + 1 : octet == '\r' ? newlines : 0;
      if (head.size() > MAX_HEAD) {
        throw new IOException("header block is longer than " + MAX_HEAD + " octets");
      }
    }
    return Optional.of(head.toString(StandardCharsets.ISO_8859_1));
  }

  static Headers headersOf(String head) {
    return Headers.parseLenient(head.substring(head.indexOf('\n') + 1));
  }

  static boolean isChunked(Headers headers) {
    return headers
        .first("Transfer-Encoding")
        .filter(v -> v.toLowerCase(Locale.ROOT).contains("chunked"))
        .isPresent();
  }

  /** Copies a body of known length. */
  static void copyExactly(InputStream in, OutputStream out, long length) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long left = length;
    while (left > 0) {
      int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        throw new EOFException("connection ended " + left + " octets before the body's end");
      }
      out.write(buffer, 0, count);
      left -= count;
    }
  }

  /** Copies a chunked body, its framing taken off; trailers are dropped. */
  static void copyChunked(InputStream in, OutputStream out) throws IOException {
    while (true) {
      String size = readLine(in).split(";", 2)[0].strip();
      long length = Long.parseLong(size, 16);
      if (length == 0) {
        String trailer = readLine(in);
        while (!trailer.isEmpty()) {
          trailer = readLine(in);
        }
        return;
      }
      copyExactly(in, out, length);
      readLine(in);
    }
  }

  private static String readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("connection ended within a line");
      }
      if (octet != '\r') {
        line.write(octet);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
