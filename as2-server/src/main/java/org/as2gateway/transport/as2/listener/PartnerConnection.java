package org.as2gateway.transport.as2.listener;

import java.nio.ByteBuffer;
import java.nio.channels.WritePendingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;

/**
 * One open connection and what is expected of it. Jetty knows idle time-outs only, which a partner
 * that sends a byte now and then never meets; the deadlines here do not move with each byte.
 */
final class PartnerConnection {
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);
  private static final Duration DRAIN_STALL = Duration.ofSeconds(2);
  private static final byte[] TOO_SLOW =
      "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private enum State {
    /** A header block, or the TLS set-up before it, is on its way. */
    AWAITING_HEADERS,
    HANDLING,
    /** The answer is out, the rest of the request is read and thrown away. */
    DRAINING,
    /** Between two requests. */
    RESTING,
    EXPIRED
  }

  private final Connection connection;
  private final boolean isSurplus;
  private final Duration headerTime;
  private final AtomicReference<State> state = new AtomicReference<>(State.AWAITING_HEADERS);
  private volatile long sinceNanos = System.nanoTime();
  private volatile long progressNanos;
  private volatile long restingBytes;
  private long halfClosedNanos; // of the sweeping thread alone

  PartnerConnection(Connection connection, Duration headerTime, boolean isSurplus) {
    this.connection = connection;
    this.headerTime = headerTime;
    this.isSurplus = isSurplus;
  }

  /** Whether it came in above the limit, only to be told so. */
  boolean isSurplus() {
    return isSurplus;
  }

  /** A header block is complete; false if its time was up just before. */
  boolean beginRequest() {
    return state.compareAndSet(State.AWAITING_HEADERS, State.HANDLING)
        || state.compareAndSet(State.RESTING, State.HANDLING);
  }

  /** The answer is out, the rest of the body follows. */
  void beginDrain() {
    long now = System.nanoTime();
    sinceNanos = now;
    progressNanos = now;
    state.compareAndSet(State.HANDLING, State.DRAINING);
  }

  /** Another part of the body has been thrown away. */
  void drained() {
    progressNanos = System.nanoTime();
  }

  /** The exchange is over. */
  void endRequest() {
    restingBytes = connection.getBytesIn();
    if (!state.compareAndSet(State.HANDLING, State.RESTING)) {
      state.compareAndSet(State.DRAINING, State.RESTING);
    }
  }

  /** Ends what has had its time. */
  void sweep(long now) {
    EndPoint endPoint = connection.getEndPoint();
    switch (Objects.requireNonNull(state.get())) {
      case AWAITING_HEADERS -> sweepHeaders(now, endPoint);
      case RESTING -> {
        if (connection.getBytesIn() > restingBytes
            && state.compareAndSet(State.RESTING, State.AWAITING_HEADERS)) {
          sinceNanos = now;
        }
        sweepHalfClosed(now, endPoint);
      }
      case DRAINING -> {
        if (now - sinceNanos > DRAIN_LIMIT.toNanos()
            || now - progressNanos > DRAIN_STALL.toNanos()) {
          endPoint.close();
        }
      }
      case EXPIRED -> endPoint.close();
      case HANDLING -> {
        // body stream and endpoint bound this
      }
    }
  }

  private void sweepHeaders(long now, EndPoint endPoint) {
    if (now - sinceNanos > headerTime.toNanos()
        && state.compareAndSet(State.AWAITING_HEADERS, State.EXPIRED)) {
      expire(endPoint);
    } else {
      sweepHalfClosed(now, endPoint);
    }
  }

  /** A connection that Jetty answered and shut by itself lingers so that the answer is read. */
  private void sweepHalfClosed(long now, EndPoint endPoint) {
    if (!endPoint.isOutputShutdown()) {
      return;
    }
    if (halfClosedNanos == 0) {
      halfClosedNanos = now;
    } else if (now - halfClosedNanos > DRAIN_STALL.toNanos()) {
      endPoint.close();
    }
  }

  private void expire(EndPoint endPoint) {
    if (connection.getBytesIn() <= 0) { // nothing was asked, or TLS is not set up
      endPoint.close();
      return;
    }
    try {
      endPoint.write(
          Callback.from(endPoint::close, failure -> endPoint.close()), ByteBuffer.wrap(TOO_SLOW));
    } catch (WritePendingException e) {
      endPoint.close(); // an answer of Jetty's own is on its way: late enough
    }
  }

  /** Closes it unless a request is being handled. */
  void closeIfUnused() {
    if (state.compareAndSet(State.RESTING, State.EXPIRED)
        || state.compareAndSet(State.AWAITING_HEADERS, State.EXPIRED)) {
      connection.getEndPoint().close();
    }
  }

  /** Closes it at once. */
  void abort() {
    connection.getEndPoint().close();
  }
}
