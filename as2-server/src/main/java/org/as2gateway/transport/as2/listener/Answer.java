package org.as2gateway.transport.as2.listener;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.transport.as2.receive.As2Response;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Sends one answer. If the partner is still sending its body, the rest is read and thrown away, in
 * bounds and without a thread: closing at once would reset the connection, and the partner would
 * never see the answer.
 */
final class Answer {
  private static final Set<String> OF_THE_SERVER =
      Set.of("connection", "content-length", "transfer-encoding", "keep-alive");

  private final Request request;
  private final Response response;
  private final Callback callback;
  private final BodyStream body;
  private final PartnerConnection connection;

  Answer(
      Request request,
      Response response,
      Callback callback,
      BodyStream body,
      PartnerConnection connection) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.body = body;
    this.connection = connection;
  }

  /**
   * Sends the answer.
   *
   * @param mayKeep whether the connection may serve another request
   */
  void send(As2Response answer, boolean mayKeep) {
    boolean isComplete = !isBodyWithheld() && body.finish();
    boolean isKept = mayKeep && isComplete && answer.status() / 100 != 4;
    response.setStatus(answer.status());
    for (Headers.Field field : answer.entity().headers().fields()) {
      if (field.name().equalsIgnoreCase(HeaderNames.DATE)) {
        // in place of the server's: a repeated MDN is the stored one, octet for octet
        response.getHeaders().put(HttpHeader.DATE, field.value());
      } else if (!OF_THE_SERVER.contains(field.name().toLowerCase(Locale.ROOT))) {
        response.getHeaders().add(field.name(), field.value());
      }
    }
    if (answer.status() != 204) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, lengthOf(answer));
    }
    if (!isKept) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    ByteBuffer content = ByteBuffer.wrap(answer.entity().body());
    if (isComplete || isBodyWithheld() || body.isBroken()) {
      response.write(true, content, callback);
    } else {
      connection.beginDrain();
      // TLS cannot be closed in one direction and read in the other; Content-Length ends the answer
      response.write(
          !request.getConnectionMetaData().isSecure(),
          content,
          Callback.from(new Drain(), callback::failed));
    }
  }

  /** An answer to HEAD says the length of what it does not bring. */
  private long lengthOf(As2Response answer) {
    return request.getMethod().equals("HEAD")
        ? answer
            .entity()
            .headers()
            .first(HeaderNames.CONTENT_LENGTH)
            .map(Long::parseLong)
            .orElse(0L)
        : answer.entity().length();
  }

  /** Ends the connection without an answer. */
  void abort() {
    connection.abort();
    callback.failed(new IOException("the connection is gone"));
  }

  /** Whether the partner waits for 100 before it sends: then there is nothing to read. */
  private boolean isBodyWithheld() {
    return !body.isTouched() && request.getHeaders().contains(HttpHeader.EXPECT);
  }

  /** Reads what is left of the body, each time some of it arrives. */
  private final class Drain implements Runnable {
    private final AtomicBoolean isDone = new AtomicBoolean();

    @Override
    public void run() {
      while (!isDone.get()) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          body.waiting().demand(this);
          return;
        }
        boolean isFailure = Content.Chunk.isFailure(chunk);
        boolean isLast = chunk.isLast();
        if (!isFailure) {
          connection.drained();
          chunk.release();
        }
        if ((isFailure || isLast) && isDone.compareAndSet(false, true)) {
          callback.succeeded();
        }
      }
    }
  }
}
