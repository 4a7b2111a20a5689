package org.as2gateway.as2.smime;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Locale;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;

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
      case "base64" -> new Base64Input(BufferedSource.over(body));
      case "quoted-printable" -> new QuotedPrintableInput(BufferedSource.over(body));
      default -> body;
    };
  }

  /** As {@link #decode}, but Base64 holds its own letters and line ends, and nothing else. */
  static InputStream decodeStrictly(Headers headers, InputStream body) {
    return encoding(headers).equals("base64")
        ? new Base64Input(new Base64Letters(BufferedSource.over(body)))
        : decode(headers, body);
  }

  /**
   * CMS content with its transfer encoding undone. Some products announce Base64 and send DER
   * (as2-lib does): DER begins with the tag of a SEQUENCE, an octet that Base64 of DER never begins
   * with.
   */
  static InputStream decodeCms(Headers headers, InputStream body, boolean isStrict)
      throws IOException {
    if (isIdentity(headers)) {
      return body;
    }
    BufferedSource source = BufferedSource.over(body);
    byte[] first = source.peek(1);
    boolean isBinary = first.length == 1 && first[0] == BerReader.SEQUENCE;
    if (isBinary) {
      return source;
    }
    return isStrict ? decodeStrictly(headers, source) : decode(headers, source);
  }

  private static String encoding(Headers headers) {
    String value = headers.first(HeaderNames.CONTENT_TRANSFER_ENCODING).orElse("binary");
    return value.strip().replaceAll("[;\\s].*", "").toLowerCase(Locale.ROOT);
  }

  /** Base64 with any line ends; damage is the partner's. */
  private static final class Base64Input extends FilterInputStream {
    Base64Input(InputStream body) {
      super(Base64.getMimeDecoder().wrap(body));
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
   * Passes Base64 on octet by octet, as the decoder asks for it, and refuses what it would skip:
   * whatever is skipped could be changed by a stranger without a trace.
   */
  private static final class Base64Letters extends FilterInputStream {
    private boolean isEnding;

    Base64Letters(BufferedSource body) {
      super(body);
    }

    @Override
    public int read() throws IOException {
      int octet = in.read();
      boolean isLineEnd =
          octet < 0 || octet == '\r' || octet == '\n' || octet == ' ' || octet == '\t';
      boolean isLetter =
          octet == '+' || octet == '/' || (octet < 0x80 && Character.isLetterOrDigit(octet));
      if (!isLineEnd && octet != '=' && (!isLetter || isEnding)) {
        throw ContentException.broken("Base64 inside the envelope holds other characters");
      }
      isEnding |= octet == '=';
      return octet;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int octet = length == 0 ? 0 : read();
      if (length > 0 && octet >= 0) {
        target[offset] = (byte) octet;
      }
      return octet < 0 ? -1 : Math.min(1, length);
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
