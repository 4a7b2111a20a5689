package org.as2gateway.transport.as2.send;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection to a partner on which a failure to write does not hide an answer. Servers that
 * refuse a body early often answer and close at once; the rest of the body then meets a reset while
 * the answer lies unread. So after a failed write the rest goes nowhere, and reading decides: it
 * brings the answer, or the end. A reset while reading is a failure, not an end.
 */
final class PartnerEndPoint extends SocketChannelEndPoint {
  private volatile boolean isDeaf;

  PartnerEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    if (!isDeaf) {
      try {
        return super.flush(buffers);
      } catch (IOException e) {
        if (isInputShutdown() || !isOpen()) {
          throw e; // nothing can come any more
        }
        isDeaf = true;
      }
    }
    for (ByteBuffer buffer : buffers) {
      buffer.position(buffer.limit());
    }
    return true;
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    if (isInputShutdown()) {
      return -1;
    }
    int position = BufferUtil.flipToFill(buffer);
    try {
      int filled = getChannel().read(buffer);
      if (filled > 0) {
        notIdle();
      } else if (filled < 0) {
        shutdownInput();
      }
      return filled;
    } catch (IOException e) {
      shutdownInput();
      throw e;
    } finally {
      BufferUtil.flipToFlush(buffer, position);
    }
  }
}
