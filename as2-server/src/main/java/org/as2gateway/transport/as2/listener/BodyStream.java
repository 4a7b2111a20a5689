package org.as2gateway.transport.as2.listener;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * A request body, read on demand with one copy out of Jetty's buffer. Enforces the size limit and
 * the minimum rate: only the time spent waiting for the partner counts, so that a busy gateway does
 * not blame the partner. Remembers why it failed, whatever its reader makes of the exception.
 */
final class BodyStream extends InputStream {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int FINISHING_READS = 16;

  /** What went wrong with the body. */
  enum Trouble {
    /** Over the size limit. */
    TOO_LARGE,
    /** Idle or under the minimum rate. */
    TOO_SLOW,
    /** Slow, while others had no worker. */
    CROWDED_OUT,
    /** Broken chunks, or an end before Content-Length. */
    MALFORMED,
    /** The connection is gone. */
    BROKEN
  }

  private final Request request;
  private final HttpServerSettings.Limits limits;
  private final BodyWait waiting;
  private final Pace pace;
  private Content.@Nullable Chunk chunk;
  private @Nullable Trouble trouble;
  private @Nullable IOException failure;
  private boolean isAtEnd;
  private boolean isTouched;
  private long totalBytes;

  BodyStream(Request request, HttpServerSettings.Limits limits) {
    this.request = request;
    this.limits = limits;
    this.waiting = new BodyWait(request::demand);
    this.pace = new Pace(limits.idleTime(), limits.minimumRateBytes());
  }

  /** The wait for more of it. */
  BodyWait waiting() {
    return waiting;
  }

  /** Why reading failed; null if it did not. */
  @Nullable Trouble trouble() {
    return trouble;
  }

  /** Whether no more of it can be read. */
  boolean isBroken() {
    return trouble != null && trouble != Trouble.CROWDED_OUT;
  }

  /** Whether anything was asked of the partner. */
  boolean isTouched() {
    return isTouched;
  }

  /** Whether the body has been read to its end, taking in what has arrived already. */
  boolean finish() {
    release();
    for (int i = 0; i < FINISHING_READS && !isAtEnd && trouble == null; i++) {
      Content.Chunk next = request.read();
      if (next == null) {
        return false;
      }
      if (Content.Chunk.isFailure(next)) {
        return false;
      }
      isAtEnd = next.isLast();
      next.release();
    }
    return isAtEnd;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (failure != null) {
      throw new IOException(failure.getMessage(), failure);
    }
    Content.Chunk current = current();
    if (current == null) {
      return -1;
    }
    int count = Math.min(current.remaining(), length);
    current.getByteBuffer().get(target, offset, count);
    if (!current.hasRemaining()) {
      release();
    }
    return count;
  }

  @Override
  public long transferTo(OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long total = 0;
    for (int n = read(buffer, 0, buffer.length); n >= 0; n = read(buffer, 0, buffer.length)) {
      out.write(buffer, 0, n);
      total += n;
    }
    return total;
  }

  @Override
  public int available() {
    return chunk == null ? 0 : chunk.remaining();
  }

  /** Does nothing: the server ends the exchange. */
  @Override
  public void close() {}

  private void release() {
    if (chunk != null) {
      isAtEnd |= chunk.isLast();
      chunk.release();
      chunk = null;
    }
  }

  /** The chunk to read from, with octets in it; null at the end. */
  private Content.@Nullable Chunk current() throws IOException {
    isTouched = true;
    while (chunk == null && !isAtEnd) {
      Content.Chunk next = request.read();
      if (next == null) {
        await();
      } else if (Content.Chunk.isFailure(next)) {
        throw fail(troubleOf(next.getFailure()), next.getFailure());
      } else {
        take(next);
      }
    }
    return chunk;
  }

  private void take(Content.Chunk next) throws IOException {
    totalBytes += next.remaining();
    pace.came(next.remaining());
    waiting.came(next.remaining());
    if (totalBytes > limits.bodyBytes()) {
      next.release();
      throw fail(Trouble.TOO_LARGE, null);
    }
    if (next.hasRemaining()) {
      chunk = next;
    } else {
      isAtEnd = next.isLast();
      next.release();
    }
  }

  private void await() throws IOException {
    pace.waited(waiting.await());
    if (waiting.isCut()) {
      throw fail(Trouble.CROWDED_OUT, null);
    }
    if (pace.isSlow(0)) {
      throw fail(Trouble.TOO_SLOW, null);
    }
  }

  private IOException fail(Trouble why, @Nullable Throwable cause) {
    trouble = why;
    IOException thrown = new IOException("the request body is " + words(why), cause);
    failure = thrown;
    return thrown;
  }

  private static Trouble troubleOf(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return Trouble.TOO_SLOW;
    }
    return failure instanceof HttpException ? Trouble.MALFORMED : Trouble.BROKEN;
  }

  private static String words(Trouble trouble) {
    return switch (trouble) {
      case TOO_LARGE -> "larger than the limit";
      case TOO_SLOW -> "too slow in coming";
      case CROWDED_OUT -> "slow in coming while others wait";
      case MALFORMED -> "malformed or cut off";
      case BROKEN -> "cut off: the connection is gone";
    };
  }
}
