package org.as2gateway.transport.as2.explain;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends early, so that huge content and what a few octets expand to cost little. */
final class LimitedContent extends FilterInputStream {
  private long left;

  LimitedContent(InputStream in, long limit) {
    super(in);
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = in.read(target, offset, (int) Math.min(length, left));
    left -= Math.max(0, count);
    return count;
  }
}
