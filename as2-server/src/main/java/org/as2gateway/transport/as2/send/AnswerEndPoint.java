package org.as2gateway.transport.as2.send;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.as2gateway.store.log.HttpAnswer;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The connection below Jetty's HTTP client. Jetty's parser is made for servers that keep to the
 * letter, so answers are read by {@link AnswerReader}; Jetty is shown their status alone, without
 * fields and body, and whether the connection can be used again. All else goes through.
 */
final class AnswerEndPoint implements EndPoint {
  private static final int BUFFER_BYTES = 16 * 1024;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final EndPoint connection;
  private final AnswerReader reader = new AnswerReader();
  private ByteBuffer shown = NOTHING;
  private boolean isStatusShown;
  private boolean isEndShown = true;
  private volatile HttpExchange.@Nullable Answer answer;

  AnswerEndPoint(EndPoint connection) {
    this.connection = connection;
  }

  /** A request is about to go out. */
  synchronized void expect(boolean isHead) {
    reader.expect(isHead);
    answer = null;
    isStatusShown = false;
    isEndShown = false;
  }

  /** The last answer, once it is complete. */
  Optional<HttpExchange.Answer> answer() {
    return Optional.ofNullable(answer);
  }

  /** As much of the answer as has come. */
  synchronized Optional<HttpAnswer> beginning() {
    return reader.beginning();
  }

  @Override
  public synchronized int fill(ByteBuffer buffer) throws IOException {
    while (!shown.hasRemaining()) {
      ByteBuffer octets = BufferUtil.allocate(BUFFER_BYTES);
      int count = connection.fill(octets);
      if (count == 0) {
        return 0;
      }
      if (count > 0 && isEndShown) {
        return -1; // nothing was asked: Jetty closes the connection
      }
      if (count < 0) {
        reader.end();
      } else {
        reader.take(octets);
      }
      show();
      if (count < 0 && !shown.hasRemaining()) {
        return -1;
      }
    }
    return BufferUtil.append(buffer, shown);
  }

  private void show() {
    StringBuilder text = new StringBuilder();
    if (!isStatusShown && reader.status().isPresent()) {
      text.append("HTTP/1.1 ").append(reader.status().getAsInt()).append(" \r\n");
      isStatusShown = true;
    }
    if (!isEndShown && reader.answer().isPresent()) {
      answer = reader.answer().get();
      text.append("Content-Length: 0\r\n");
      text.append(reader.isReusable() ? "\r\n" : "Connection: close\r\n\r\n");
      isEndShown = true;
    }
    shown = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    return connection.flush(buffers);
  }

  @Override
  public void write(Callback callback, ByteBuffer... buffers) {
    connection.write(callback, buffers);
  }

  @Override
  public void write(boolean last, ByteBuffer buffer, Callback callback) {
    connection.write(last, buffer, callback);
  }

  @Override
  public Callback cancelWrite(Throwable cause) {
    return connection.cancelWrite(cause);
  }

  @Override
  public void fillInterested(Callback callback) {
    connection.fillInterested(callback);
  }

  @Override
  public boolean tryFillInterested(Callback callback) {
    return connection.tryFillInterested(callback);
  }

  @Override
  public boolean isFillInterested() {
    return connection.isFillInterested();
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return connection.getLocalSocketAddress();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return connection.getRemoteSocketAddress();
  }

  @Override
  public boolean isOpen() {
    return connection.isOpen();
  }

  @Override
  public long getCreatedTimeStamp() {
    return connection.getCreatedTimeStamp();
  }

  @Override
  public void shutdownOutput() {
    connection.shutdownOutput();
  }

  @Override
  public boolean isOutputShutdown() {
    return connection.isOutputShutdown();
  }

  @Override
  public boolean isInputShutdown() {
    return connection.isInputShutdown();
  }

  @Override
  public void close(Throwable cause) {
    connection.close(cause);
  }

  @Override
  public Object getTransport() {
    return connection.getTransport();
  }

  @Override
  public long getIdleTimeout() {
    return connection.getIdleTimeout();
  }

  @Override
  public void setIdleTimeout(long millis) {
    connection.setIdleTimeout(millis);
  }

  @Override
  public Connection getConnection() {
    return connection.getConnection();
  }

  @Override
  public void setConnection(Connection user) {
    connection.setConnection(user);
  }

  @Override
  public void onOpen() {
    connection.onOpen();
  }

  @Override
  public void onClose(Throwable cause) {
    connection.onClose(cause);
  }

  @Override
  public void upgrade(Connection user) {
    connection.upgrade(user);
  }

  @Override
  public SslSessionData getSslSessionData() {
    return connection.getSslSessionData();
  }

  @Override
  public boolean isSecure() {
    return connection.isSecure();
  }
}
