package org.as2gateway.as2.smime;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Hands every octet that is read to a tap as well: a digest, a kept copy. */
public final class TapInputStream extends FilterInputStream {
  private final Tap tap;

  /** Takes runs of octets; must not keep the array. */
  public interface Tap {
    /** Takes octets {@code offset} to {@code offset + length}. */
    void accept(byte[] octets, int offset, int length) throws IOException;
  }

  /** Gives what is read from the stream to the tap first. */
  public TapInputStream(InputStream in, Tap tap) {
    super(in);
    this.tap = tap;
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
      tap.accept(target, offset, count);
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    throw new IOException("skipping would leave octets out of the digest");
  }
}
