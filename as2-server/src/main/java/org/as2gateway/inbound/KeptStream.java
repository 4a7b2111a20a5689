package org.as2gateway.inbound;

import java.io.IOException;
import java.io.InputStream;
import org.as2gateway.payload.PartialBody;

/** A body that is kept as it is read. */
final class KeptStream extends InputStream {
  private final InputStream in;
  private final PartialBody kept;

  KeptStream(InputStream in, PartialBody kept) {
    this.in = in;
    this.kept = kept;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = in.read(target, offset, length);
    if (count > 0) {
      kept.write(target, offset, count);
    }
    return count;
  }
}
