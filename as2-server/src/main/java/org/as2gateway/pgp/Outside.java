package org.as2gateway.pgp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A failure of a stream that was given to us: the disk's fault, never the message's. */
final class Outside extends IOException {
  private static final long serialVersionUID = 1L;

  private final IOException original;

  private Outside(IOException original) {
    super(original);
    this.original = original;
  }

  IOException original() {
    return original;
  }

  /** The stream, counted, its failures told from those of the content. */
  static final class Source extends InputStream {
    private final InputStream in;
    private long count;

    Source(InputStream in) {
      this.in = in;
    }

    long count() {
      return count;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        int n = in.read(buffer, offset, length);
        count += Math.max(0, n);
        return n;
      } catch (IOException e) {
        throw new Outside(e);
      }
    }
  }

  /** Writes to the sink. */
  static void write(OutputStream sink, byte[] buffer, int length) throws Outside {
    try {
      sink.write(buffer, 0, length);
    } catch (IOException e) {
      throw new Outside(e);
    }
  }
}
