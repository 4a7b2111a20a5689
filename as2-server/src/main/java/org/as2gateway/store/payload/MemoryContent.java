package org.as2gateway.store.payload;

import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A few bytes. */
record MemoryContent(ByteBuffer content) implements Content {
  @Override
  public long bytes() {
    return content.remaining();
  }

  @Override
  public ReadableByteChannel channel(long from) {
    ByteBuffer rest = content.duplicate();
    rest.position(Math.toIntExact(from));
    return new Rest(rest);
  }

  @Override
  public String version() {
    return "";
  }

  private record Rest(ByteBuffer rest) implements ReadableByteChannel {
    @Override
    public int read(ByteBuffer target) {
      if (!rest.hasRemaining()) {
        return -1;
      }
      int count = Math.min(rest.remaining(), target.remaining());
      target.put(rest.slice().limit(count));
      rest.position(rest.position() + count);
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}
