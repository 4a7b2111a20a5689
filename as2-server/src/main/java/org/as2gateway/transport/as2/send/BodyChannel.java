package org.as2gateway.transport.as2.send;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A body as Jetty takes it; opened when it is read first, so that a request that is never sent
 * holds nothing. Read by one thread at a time.
 */
final class BodyChannel implements ByteChannel {
  private final HttpExchange.Body body;
  private @Nullable ReadableByteChannel content;
  private boolean isClosed;

  BodyChannel(HttpExchange.Body body) {
    this.body = body;
  }

  @Override
  public synchronized int read(ByteBuffer target) throws IOException {
    if (isClosed) {
      throw new ClosedChannelException();
    }
    ReadableByteChannel open = content;
    if (open == null) {
      open = body.content().channel(body.from());
      content = open;
    }
    return open.read(target);
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public synchronized boolean isOpen() {
    return !isClosed;
  }

  @Override
  public synchronized void close() throws IOException {
    isClosed = true;
    if (content != null) {
      content.close();
    }
  }
}
