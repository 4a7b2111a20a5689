package org.as2gateway.usps.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The lines of a stream, one at a time, in constant memory. A line ends with CR LF, LF or CR. A
 * longer line than {@link #MOST_BYTES} is cut there, and the rest of it skipped. Not safe for many
 * threads; does not close the stream.
 */
public final class LineReader {
  /** How many bytes of a line are handed out. */
  public static final int MOST_BYTES = 64 << 10;

  /** How a line ends. */
  public enum LineEnd {
    /** CR LF. */
    CR_LF,
    /** LF alone. */
    LF,
    /** CR alone. */
    CR,
    /** The file ends here, or the line is cut. */
    NONE
  }

  private final InputStream stream;
  private final byte[] buffer = new byte[4 * MOST_BYTES];
  private int next;
  private int filled;
  private boolean isAtEnd;

  private int from;
  private int to;
  private long number;
  private long bytesRead;
  private boolean isCut;
  private LineEnd end = LineEnd.NONE;

  /** The lines of that stream, from where it is. */
  public LineReader(InputStream stream) {
    this.stream = stream;
  }

  /**
   * Goes to the next line.
   *
   * @return false if there is none
   * @throws IOException if the stream cannot be read
   */
  public boolean next() throws IOException {
    if (isCut) {
      skipRest();
    }
    int length = lengthOfLine();
    if (length == 0 && next == filled) {
      from = to;
      return false;
    }
    isCut = length > MOST_BYTES;
    from = next;
    to = from + Math.min(length, MOST_BYTES);
    next = to;
    end = isCut ? LineEnd.NONE : takeEnd();
    number++;
    return true;
  }

  /** How long the line at {@code next} is, or that it is longer than may be. */
  private int lengthOfLine() throws IOException {
    int length = 0;
    while (length <= MOST_BYTES) {
      if (next + length == filled && !fill()) {
        return length;
      }
      byte at = buffer[next + length];
      if (at == '\n' || at == '\r') {
        return length;
      }
      length++;
    }
    return length;
  }

  private LineEnd takeEnd() throws IOException {
    if (next == filled) {
      return LineEnd.NONE;
    }
    if (buffer[next++] == '\n') {
      return LineEnd.LF;
    }
    if (next == filled && !fillBehindLine()) {
      return LineEnd.CR;
    }
    if (buffer[next] != '\n') {
      return LineEnd.CR;
    }
    next++;
    return LineEnd.CR_LF;
  }

  /** Reads on behind a CR at the end of the buffer, and keeps the line before it. */
  private boolean fillBehindLine() throws IOException {
    int length = next - from;
    int lineBytes = to - from;
    next = from;
    boolean hasMore = fill();
    from = next;
    to = from + lineBytes;
    next = from + length;
    return hasMore;
  }

  private void skipRest() throws IOException {
    while (next < filled || fill()) {
      byte at = buffer[next];
      if (at == '\n' || at == '\r') {
        takeEnd();
        break;
      }
      next++;
    }
  }

  /** Reads more, and moves what is not handed out yet to the front; false at the end. */
  private boolean fill() throws IOException {
    if (isAtEnd) {
      return false;
    }
    System.arraycopy(buffer, next, buffer, 0, filled - next);
    filled -= next;
    next = 0;
    int count = stream.read(buffer, filled, buffer.length - filled);
    if (count < 0) {
      isAtEnd = true;
      return false;
    }
    filled += count;
    bytesRead += count;
    return true;
  }

  /** Number of the line, from 1. */
  public long number() {
    return number;
  }

  /** What holds the line; valid until the next call. */
  public byte[] buffer() {
    return buffer;
  }

  /** Where the line begins in the buffer. */
  public int from() {
    return from;
  }

  /** Where it ends, without its line end. */
  public int to() {
    return to;
  }

  /** Its bytes, without the line end; at most {@link #MOST_BYTES}. */
  public int length() {
    return to - from;
  }

  /** How it ends. */
  public LineEnd end() {
    return end;
  }

  /** Whether it is longer than {@link #MOST_BYTES}. */
  public boolean isCut() {
    return isCut;
  }

  /** How many bytes were read from the stream so far; a little more than the lines had. */
  public long bytesRead() {
    return bytesRead;
  }

  /** The line as text, each byte as the character of its value (ISO 8859-1). */
  public String text() {
    return new String(buffer, from, length(), StandardCharsets.ISO_8859_1);
  }
}
