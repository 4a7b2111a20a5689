package org.as2gateway.as2.mdn;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;

/**
 * A MIME entity of a few kilobytes, read leniently: CR LF or LF, absent or doubled header blocks.
 */
final class MimePart {
  private static final int MAX_PARTS = 16;
  private static final int MAX_BOUNDARY = 200; // RFC 2046 says 70; some products do not count

  private final Headers headers;
  private final ContentType type;
  private final byte[] body;

  MimePart(Headers headers, byte[] body) {
    this.headers = headers;
    this.type = ContentType.of(headers);
    this.body = body;
  }

  /**
   * Splits octets at the first blank line; without one they are all body. Where nothing stands
   * before the blank line but headers stand after it, those count.
   */
  static MimePart parse(byte[] octets) {
    MimePart part = split(octets);
    if (part.headers.fields().isEmpty() && part.body.length < octets.length) {
      MimePart inner = split(part.body);
      return inner.headers.contains(HeaderNames.CONTENT_TYPE) ? inner : part;
    }
    return part;
  }

  private static MimePart split(byte[] octets) {
    int at = 0;
    while (at < octets.length) {
      int next = endOfLine(octets, at);
      if (isBlank(octets, at, next)) {
        String block = new String(octets, 0, at, StandardCharsets.ISO_8859_1);
        return new MimePart(
            Headers.parseLenient(block), Arrays.copyOfRange(octets, next, octets.length));
      }
      at = next;
    }
    return new MimePart(Headers.empty(), octets);
  }

  Headers headers() {
    return headers;
  }

  ContentType type() {
    return type;
  }

  /**
   * The body with its transfer encoding undone; a missing one means binary (protocol.md §5.1).
   *
   * @throws UnreadableMdnException if Base64 is announced and something else comes
   */
  byte[] decodedBody() throws UnreadableMdnException {
    String encoding =
        headers
            .first(HeaderNames.CONTENT_TRANSFER_ENCODING)
            .orElse("binary")
            .strip()
            .toLowerCase(Locale.ROOT);
    return switch (encoding) {
      case "base64" -> base64(body);
      case "quoted-printable" -> QuotedPrintable.decode(body);
      default -> body;
    };
  }

  private static byte[] base64(byte[] text) throws UnreadableMdnException {
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new UnreadableMdnException("a part announced as base64 is none");
    }
  }

  /**
   * The parts of a multipart entity, each exactly the octets between its delimiters (RFC 2046
   * §5.1.1). Preamble and epilogue are passed over.
   *
   * @throws UnreadableMdnException if there is no delimiter, no last one, or there are too many
   */
  List<byte[]> parts() throws UnreadableMdnException {
    byte[] decoded = decodedBody();
    String named = type.parameter("boundary").orElse("");
    if (!named.isEmpty() && named.length() <= MAX_BOUNDARY) {
      Optional<List<byte[]>> parts = split(decoded, "--" + named);
      if (parts.isPresent()) {
        return parts.get();
      }
    }
    Optional<String> found = firstDelimiter(decoded);
    return (found.isEmpty() ? Optional.<List<byte[]>>empty() : split(decoded, found.get()))
        .orElseThrow(() -> new UnreadableMdnException("a multipart entity has no parts"));
  }

  /** The delimiter as the body itself shows it, for headers that lack or misname the boundary. */
  private static Optional<String> firstDelimiter(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1)
        .lines()
        .map(String::stripTrailing)
        .filter(line -> line.startsWith("--") && line.length() > 2 && !line.endsWith("--"))
        .filter(line -> line.length() <= MAX_BOUNDARY)
        .findFirst();
  }

  private static Optional<List<byte[]>> split(byte[] octets, String delimiter)
      throws UnreadableMdnException {
    byte[] mark = delimiter.getBytes(StandardCharsets.ISO_8859_1);
    List<byte[]> parts = new ArrayList<>();
    int start = -1;
    for (int at = 0; at < octets.length; ) {
      int next = endOfLine(octets, at);
      boolean isLast = isDelimiter(octets, at, next, mark, true);
      if (isLast || isDelimiter(octets, at, next, mark, false)) {
        if (start >= 0) {
          parts.add(Arrays.copyOfRange(octets, start, Math.max(start, withoutEol(octets, at))));
        }
        if (isLast) {
          return Optional.of(parts);
        }
        if (parts.size() >= MAX_PARTS) {
          throw new UnreadableMdnException("a multipart entity has more than 16 parts");
        }
        start = next;
      }
      at = next;
    }
    if (start >= 0) {
      throw new UnreadableMdnException("a multipart entity is cut off before its last delimiter");
    }
    return Optional.empty();
  }

  private static boolean isDelimiter(
      byte[] octets, int from, int to, byte[] mark, boolean isClosing) {
    int end = from + mark.length;
    if (end > to || !Arrays.equals(octets, from, end, mark, 0, mark.length)) {
      return false;
    }
    if (!isClosing) {
      return isBlank(octets, end, to);
    }
    return end + 2 <= to
        && octets[end] == '-'
        && octets[end + 1] == '-'
        && isBlank(octets, end + 2, to);
  }

  /** Where a line ends, its line end included. */
  private static int endOfLine(byte[] octets, int from) {
    for (int i = from; i < octets.length; i++) {
      if (octets[i] == '\n') {
        return i + 1;
      }
    }
    return octets.length;
  }

  private static boolean isBlank(byte[] octets, int from, int to) {
    for (int i = from; i < to; i++) {
      if (octets[i] != ' ' && octets[i] != '\t' && octets[i] != '\r' && octets[i] != '\n') {
        return false;
      }
    }
    return true;
  }

  /** The line end before a delimiter belongs to the delimiter. */
  private static int withoutEol(byte[] octets, int delimiterStart) {
    int end = delimiterStart;
    if (end > 0 && octets[end - 1] == '\n') {
      end--;
      if (end > 0 && octets[end - 1] == '\r') {
        end--;
      }
    }
    return end;
  }
}
