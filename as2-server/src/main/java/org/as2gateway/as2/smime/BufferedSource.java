package org.as2gateway.as2.smime;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stream with a 64 KiB buffer that can be looked into before it is read, and that gives out a
 * MIME header block whole. Large reads bypass the buffer. Not thread-safe; closing it closes
 * nothing.
 */
final class BufferedSource extends InputStream {
  static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int limit;

  BufferedSource(InputStream in) {
    this.in = in;
  }

  /** The stream with a buffer: itself if it has one. A second would only take memory. */
  static BufferedSource over(InputStream in) {
    return in instanceof BufferedSource buffered ? buffered : new BufferedSource(in);
  }

  @Override
  public int read() throws IOException {
    if (position == limit && !fill()) {
      return -1;
    }
    return buffer[position++] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == limit) {
      if (length >= BUFFER_BYTES) {
        return in.read(target, offset, length);
      }
      if (!fill()) {
        return -1;
      }
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(buffer, position, target, offset, count);
    position += count;
    return count;
  }

  /** Looks at up to {@code count} octets ahead, fewer only at the end of the stream. */
  byte[] peek(int count) throws IOException {
    while (limit - position < count && fillMore()) {
      // fillMore does the work
    }
    int available = Math.min(count, limit - position);
    byte[] ahead = new byte[available];
    System.arraycopy(buffer, position, ahead, 0, available);
    return ahead;
  }

  /**
   * Reads a MIME header block with the blank line that ends it; line ends are CR LF or LF. An
   * entity that starts with the blank line has no headers.
   *
   * @return the octets read
   * @throws ContentException if no blank line comes within the buffer's size
   */
  byte[] readHeaderBlock() throws IOException {
    int scanned = 0;
    while (true) {
      int end = endOfHeaderBlock(scanned);
      if (end >= 0) {
        byte[] block = new byte[end - position];
        System.arraycopy(buffer, position, block, 0, block.length);
        position = end;
        return block;
      }
      scanned = Math.max(0, limit - position - 3);
      if (!fillMore()) {
        throw ContentException.broken(
            "no blank line ends the MIME headers within " + (limit - position) + " octets");
      }
    }
  }

  /**
   * Index behind the blank line, or -1; {@code scanned} octets from the position are known to hold
   * none.
   */
  private int endOfHeaderBlock(int scanned) {
    for (int i = position + scanned; i < limit; i++) {
      if (buffer[i] == '\n' && isBlankLineEnd(i)) {
        return i + 1;
      }
    }
    return -1;
  }

  private boolean isBlankLineEnd(int lineFeed) {
    int before = lineFeed > position && buffer[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
    return before == position || buffer[before - 1] == '\n';
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = 0;
    return fillMore();
  }

  private boolean fillMore() throws IOException {
    if (limit - position == BUFFER_BYTES) {
      return false;
    }
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    }
    int count = in.read(buffer, limit, BUFFER_BYTES - limit);
    if (count <= 0) {
      return false;
    }
    limit += count;
    return true;
  }
}
