package org.as2gateway.transport.as2.explain;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;

/**
 * A MIME entity as a program may have written it anew before it took the digest: in another
 * transfer encoding, with or without the header that names it.
 */
enum Recoded {
  /** The same body, without Content-Transfer-Encoding. */
  UNNAMED,
  /** The body in the other of binary and Base64, under the old header. */
  BODY,
  /** The body in the other of binary and Base64, under a header that says so. */
  BODY_AND_HEADER;

  private static final String PATTERN = "(?im)^content-transfer-encoding:.*\\r?\\n";
  private static final int MAX_HEADER_BYTES = 64 * 1024;
  private static final int LINE_OCTETS = 57; // makes a line of 76 characters, RFC 2045 §6.8
  private static final byte[] EOL = {'\r', '\n'};

  /** That form of an entity: headers, blank line and body. The entity is closed with it. */
  InputStream of(InputStream entity) throws IOException {
    byte[] block = headerBlock(entity);
    String text = new String(block, StandardCharsets.ISO_8859_1);
    boolean isBase64 =
        Headers.parseLenient(text)
            .first(HeaderNames.CONTENT_TRANSFER_ENCODING)
            .filter(value -> value.strip().toLowerCase(Locale.ROOT).startsWith("base64"))
            .isPresent();
    String line = HeaderNames.CONTENT_TRANSFER_ENCODING + ": " + (isBase64 ? "binary" : "base64");
    String header =
        switch (this) {
          case UNNAMED -> text.replaceAll(PATTERN, "");
          case BODY -> text;
          case BODY_AND_HEADER -> text.replaceAll(PATTERN, line + "\r\n");
        };
    InputStream body =
        this == UNNAMED
            ? entity
            : isBase64 ? Base64.getMimeDecoder().wrap(entity) : new Base64Lines(entity);
    return new SequenceInputStream(
        new ByteArrayInputStream(header.getBytes(StandardCharsets.ISO_8859_1)), body);
  }

  /** Up to the blank line, that included. */
  private static byte[] headerBlock(InputStream in) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    int lineLength = 0;
    for (int octet = in.read(); octet >= 0; octet = in.read()) {
      block.write(octet);
      if (block.size() > MAX_HEADER_BYTES) {
        break;
      }
      if (octet == '\n') {
        if (lineLength == 0) {
          break;
        }
        lineLength = 0;
      } else if (octet != '\r') {
        lineLength++;
      }
    }
    return block.toByteArray();
  }

  /** Base64 in lines that all end in CR LF. */
  private static final class Base64Lines extends InputStream {
    private final InputStream in;
    private byte[] encoded = {};
    private int position;

    Base64Lines(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      return fill() ? encoded[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, encoded.length - position);
      System.arraycopy(encoded, position, target, offset, count);
      position += count;
      return count;
    }

    private boolean fill() throws IOException {
      if (position < encoded.length) {
        return true;
      }
      byte[] octets = in.readNBytes(LINE_OCTETS * 1024);
      ByteArrayOutputStream lines = new ByteArrayOutputStream();
      lines.writeBytes(Base64.getMimeEncoder(76, EOL).encode(octets));
      if (octets.length > 0) {
        lines.writeBytes(EOL);
      }
      encoded = lines.toByteArray();
      position = 0;
      return encoded.length > 0;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
