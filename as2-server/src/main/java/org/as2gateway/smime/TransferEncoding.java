package org.as2gateway.smime;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Locale;
import org.as2gateway.wire.HeaderNames;
import org.as2gateway.wire.Headers;

/**
 * Undoes Content-Transfer-Encoding (RFC 2045 §6). None means binary, everywhere (protocol.md §5.1).
 */
final class TransferEncoding {
  private TransferEncoding() {}

  /** Whether the octets stand as they are: binary, 8bit, 7bit, none, or a word nobody knows. */
  static boolean isIdentity(Headers headers) {
    String encoding = encoding(headers);
    return !encoding.equals("base64") && !encoding.equals("quoted-printable");
  }

  /** The content with its transfer encoding undone. */
  static InputStream decode(Headers headers, InputStream body) {
    return switch (encoding(headers)) {
      case "base64" -> new Base64Input(body);
      case "quoted-printable" -> new QuotedPrintableInput(BufferedSource.over(body));
      default -> body;
    };
  }

  /**
   * CMS content with its transfer encoding undone. Some products announce Base64 and send DER
   * (as2-lib does): DER begins with the tag of a SEQUENCE, an octet that Base64 of DER never begins
   * with.
   */
  static InputStream decodeCms(Headers headers, InputStream body) throws IOException {
    if (isIdentity(headers)) {
      return body;
    }
    BufferedSource source = BufferedSource.over(body);
    byte[] first = source.peek(1);
    boolean isBinary = first.length == 1 && first[0] == BerReader.SEQUENCE;
    return isBinary ? source : decode(headers, source);
  }

  private static String encoding(Headers headers) {
    String value = headers.first(HeaderNames.CONTENT_TRANSFER_ENCODING).orElse("binary");
    return value.strip().replaceAll("[;\\s].*", "").toLowerCase(Locale.ROOT);
  }

  /** Base64 with any line ends; damage is the partner's. */
  private static final class Base64Input extends FilterInputStream {
    Base64Input(InputStream body) {
      super(Base64.getMimeDecoder().wrap(BufferedSource.over(body)));
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return in.read(target, offset, length);
      } catch (IOException e) {
        // the decoder throws the same type for damage and for a failed source; the source remembers
        // its own
        throw ContentException.broken("Base64 is damaged: " + e.getMessage());
      }
    }
  }

  /**
   * Quoted-printable (RFC 2045 §6.7), leniently: an equals sign that starts no escape stands for
   * itself.
   */
  private static final class QuotedPrintableInput extends InputStream {
    private final BufferedSource in;

    QuotedPrintableInput(BufferedSource in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      while (true) {
        int octet = in.read();
        if (octet != '=') {
          return octet;
        }
        byte[] next = in.peek(2);
        if (next.length == 2 && isHex(next[0]) && isHex(next[1])) {
          return Character.digit(in.read(), 16) << 4 | Character.digit(in.read(), 16);
        }
        if (!passSoftLineBreak(next)) {
          return octet;
        }
      }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = 0;
      int octet = 0;
      while (count < length && (octet = read()) >= 0) {
        target[offset + count++] = (byte) octet;
      }
      return count == 0 && octet < 0 ? -1 : count;
    }

    private boolean passSoftLineBreak(byte[] next) throws IOException {
      int count =
          next.length >= 1 && next[0] == '\n'
              ? 1
              : next.length == 2 && next[0] == '\r' && next[1] == '\n' ? 2 : 0;
      return in.readNBytes(count).length > 0;
    }

    private static boolean isHex(byte octet) {
      return Character.digit(octet, 16) >= 0;
    }
  }
}
