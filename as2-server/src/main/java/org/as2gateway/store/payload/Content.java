package org.as2gateway.store.payload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import org.as2gateway.as2.wire.ContentSource;

/** Content that is kept: a payload, a wire image, a body. It is never changed through this. */
public interface Content extends ContentSource {
  /**
   * Its size in bytes.
   *
   * @throws IOException if it is gone
   */
  long bytes() throws IOException;

  /**
   * Opens it at an offset; the caller closes it.
   *
   * @param from first byte to read, from 0 to its size
   * @throws IOException if it is gone or cannot be read
   */
  ReadableByteChannel channel(long from) throws IOException;

  /** Differs once the content was changed by somebody else, as its owner may who put it there. */
  String version() throws IOException;

  @Override
  default InputStream open() throws IOException {
    return Channels.newInputStream(channel(0));
  }

  /** Content in memory. */
  static Content of(byte[] bytes) {
    return new MemoryContent(ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer());
  }
}
