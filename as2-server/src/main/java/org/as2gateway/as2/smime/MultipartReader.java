package org.as2gateway.as2.smime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a multipart body (RFC 2046 §5.1) at its boundary, block by block, in constant memory. The
 * octets of a part are given out exactly as they stand between the delimiters; the line end before
 * a delimiter belongs to the delimiter. Line ends may be CR LF or LF. A line that starts like the
 * boundary but goes on is content. Not thread-safe.
 */
final class MultipartReader {
  private static final int MAX_BOUNDARY = 256;

  /** White space behind a delimiter: RFC 2046 sets no limit, patience does. */
  private static final int MAX_PADDING = 256;

  private final InputStream in;
  private final boolean isStrict;
  private final byte[] delimiter;
  private final int[] skip = new int[256];
  private final byte[] buffer = new byte[2 * BufferedSource.BUFFER_BYTES];
  private int position;
  private int limit;
  private boolean isEnd;

  /** Octets from the position on that are known to be content. */
  private int contentEnd;

  /**
   * Whether the octet before the buffer's first ended a line, so that a delimiter may start there.
   */
  private boolean isAtLineStart = true;

  private boolean isInPart;
  private boolean isClosed;
  private boolean isBehindPreamble;

  /**
   * Length of the delimiter line found at {@link #contentEnd}, line ends included; 0 if none is
   * found yet.
   */
  private int delimiterLine;

  private boolean isClosingDelimiter;

  MultipartReader(InputStream in, String boundary) throws ContentException {
    this(in, boundary, false);
  }

  /**
   * A reader of that body.
   *
   * @param isStrict whether preamble and epilogue must be blank, or the preamble that of openssl
   */
  MultipartReader(InputStream in, String boundary, boolean isStrict) throws ContentException {
    if (boundary.isEmpty() || boundary.length() > MAX_BOUNDARY) {
      throw ContentException.broken(
          "boundary has " + boundary.length() + " characters, expected 1 to " + MAX_BOUNDARY);
    }
    this.in = in;
    this.isStrict = isStrict;
    this.delimiter = ("--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    Arrays.fill(skip, delimiter.length);
    for (int i = 0; i < delimiter.length - 1; i++) {
      skip[delimiter[i] & 0xff] = delimiter.length - 1 - i;
    }
  }

  /**
   * Passes over what is left of the current part, or the preamble, to the next part.
   *
   * @return false after the closing delimiter
   * @throws ContentException if the body ends without one
   */
  boolean nextPart() throws IOException {
    if (isClosed) {
      return false;
    }
    isInPart = true;
    Preamble preamble = new Preamble();
    byte[] sink = new byte[BufferedSource.BUFFER_BYTES];
    for (int n = readPart(sink, 0, sink.length); n >= 0; n = readPart(sink, 0, sink.length)) {
      preamble.add(sink, n);
    }
    if (isStrict && !isBehindPreamble && !preamble.isTolerated()) {
      throw Tail.notBlank("in front of the first boundary");
    }
    isBehindPreamble = true;
    position = contentEnd + delimiterLine;
    contentEnd = position;
    delimiterLine = 0;
    isAtLineStart = true;
    isClosed = isClosingDelimiter;
    isInPart = !isClosed;
    return isInPart;
  }

  /** The octets of the current part, header block included. Ends at the next delimiter. */
  InputStream part() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return readPart(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return readPart(target, offset, length);
      }
    };
  }

  /**
   * Reads what follows the closing delimiter to its end: an epilogue is ignored, or refused in a
   * strict reading.
   */
  void passEpilogue() throws IOException {
    boolean isBlank = Tail.isBlank(buffer, position, limit);
    if (!isStrict) {
      Tail.pass(in);
      return;
    }
    String where = "behind the last boundary";
    Tail.requireBlank(in, where);
    if (!isBlank) {
      throw Tail.notBlank(where);
    }
  }

  private int readPart(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (contentEnd == position) {
      if (delimiterLine > 0 || !isInPart) {
        return -1;
      }
      findContent();
    }
    int count = Math.min(length, contentEnd - position);
    System.arraycopy(buffer, position, target, offset, count);
    position += count;
    return count;
  }

  /**
   * Moves {@link #contentEnd} on, by content or up to a delimiter line. Called with no known
   * content left.
   */
  private void findContent() throws IOException {
    int from = position;
    while (true) {
      int found = indexOfDelimiter(from);
      if (found < 0) {
        takeAllButTail();
        return;
      }
      int lineEnd = endOfDelimiterLine(found);
      int start = startOfLineEnd(found);
      if (lineEnd == NEED_MORE) {
        if (start > position) {
          contentEnd = start; // content whatever comes: given out, it makes room
          return;
        }
        int before = position;
        makeRoom(); // or else it is the end, and the next look is the last
        from = found - before + position; // not all over again: octets may come one by one
        continue;
      }
      if (lineEnd != NOT_A_DELIMITER) {
        contentEnd = start;
        delimiterLine = lineEnd - start;
        return;
      }
      from = found + 1;
    }
  }

  private static final int NEED_MORE = -1;
  private static final int NOT_A_DELIMITER = -2;

  /** Index of the next delimiter at the start of a line, or -1 (Boyer-Moore-Horspool). */
  private int indexOfDelimiter(int from) {
    int last = delimiter.length - 1;
    byte lastOctet = delimiter[last];
    for (int i = from + last; i < limit; ) {
      byte octet = buffer[i];
      if (octet == lastOctet && isDelimiterAt(i - last)) {
        return i - last;
      }
      i += skip[octet & 0xff];
    }
    return -1;
  }

  private boolean isDelimiterAt(int start) {
    boolean isLineStart = start == 0 ? isAtLineStart : buffer[start - 1] == '\n';
    return isLineStart
        && Arrays.equals(buffer, start, start + delimiter.length, delimiter, 0, delimiter.length);
  }

  /**
   * Index behind the line of a delimiter: {@code --} and white space may follow it, nothing else.
   */
  private int endOfDelimiterLine(int found) {
    int i = found + delimiter.length;
    if (i + 1 >= limit && !isEnd) {
      return NEED_MORE;
    }
    isClosingDelimiter = i + 1 < limit && buffer[i] == '-' && buffer[i + 1] == '-';
    if (isClosingDelimiter) {
      return i + 2; // what follows is epilogue
    }
    int padded = i;
    while (i < limit && i - padded <= MAX_PADDING && (buffer[i] == ' ' || buffer[i] == '\t')) {
      i++;
    }
    if (i - padded > MAX_PADDING) {
      return NOT_A_DELIMITER;
    }
    if (i == limit && isEnd) {
      return limit; // the body ends right behind the delimiter
    }
    if (i < limit && buffer[i] == '\n') {
      return i + 1;
    }
    if (i + 1 < limit && buffer[i] == '\r') {
      return buffer[i + 1] == '\n' ? i + 2 : NOT_A_DELIMITER;
    }
    return i < limit - 1 || isEnd ? NOT_A_DELIMITER : NEED_MORE;
  }

  private int startOfLineEnd(int found) {
    if (found == position) {
      return found;
    }
    return found - 1 > position && buffer[found - 2] == '\r' ? found - 2 : found - 1;
  }

  /** No delimiter in sight: everything is content but a tail that might be the start of one. */
  private void takeAllButTail() throws IOException {
    int tail = delimiter.length + 2;
    if (limit - position > tail) {
      contentEnd = limit - tail;
      return;
    }
    if (!makeRoom()) {
      throw ContentException.broken("multipart body ends without its closing delimiter");
    }
    contentEnd = position;
  }

  /**
   * Reads more octets, moving those from the position on to the front. False at the end of the
   * stream.
   */
  private boolean makeRoom() throws IOException {
    if (isEnd) {
      return false;
    }
    if (position > 0) {
      // what lies before the position was given out; its last octet tells whether a line starts
      // here
      isAtLineStart = buffer[position - 1] == '\n';
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      contentEnd -= position;
      position = 0;
    }
    int count = limit < buffer.length ? in.read(buffer, limit, buffer.length - limit) : -1;
    if (count < 0) {
      isEnd = true;
      return false;
    }
    limit += count;
    return true;
  }
}
