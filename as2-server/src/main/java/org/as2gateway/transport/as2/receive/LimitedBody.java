package org.as2gateway.transport.as2.receive;

import java.io.IOException;
import java.io.InputStream;

/**
 * A body that counts its octets and ends in an error when there are more than the partner may send.
 */
final class LimitedBody extends InputStream {
  private final InputStream in;
  private final long maxBytes;
  private long count;

  /** The body is larger than the partner's limit: answered 413. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(long maxBytes) {
      super("body is larger than " + maxBytes + " octets");
    }
  }

  LimitedBody(InputStream in, long maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  long count() {
    return count;
  }

  /** Reads what is left. */
  void drain() throws IOException {
    byte[] passed = new byte[64 * 1024];
    while (read(passed, 0, passed.length) >= 0) {
      // passes over
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = in.read(target, offset, length);
    count += Math.max(0, read);
    if (count > maxBytes) {
      throw new TooLargeException(maxBytes);
    }
    return read;
  }
}
