package org.as2gateway.transport.as2.listener;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.transport.as2.receive.As2Endpoint;
import org.as2gateway.transport.as2.receive.As2Request;
import org.as2gateway.transport.as2.receive.As2Response;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each acceptable POST to the endpoint, in the thread of the request, and answers. */
final class As2Handler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(As2Handler.class);

  private final HttpServerSettings settings;
  private final RequestCheck check;
  private final PartnerConnections connections;
  private final As2Endpoint endpoint;
  private final BooleanSupplier hasRoom;
  private final WorkerShares workers;
  private final AtomicInteger requests = new AtomicInteger();
  private volatile boolean isStopping;

  As2Handler(
      HttpServerSettings settings,
      PartnerConnections connections,
      As2Endpoint endpoint,
      BooleanSupplier hasRoom) {
    this.settings = settings;
    this.check = new RequestCheck(settings);
    this.connections = connections;
    this.endpoint = endpoint;
    this.hasRoom = hasRoom;
    this.workers = new WorkerShares(settings.limits().workers());
  }

  As2Endpoint endpoint() {
    return endpoint;
  }

  /** From now on new requests are answered 503, and no connection is kept. */
  void stopAccepting() {
    isStopping = true;
  }

  /** Requests whose answer is not out yet. */
  int openRequests() {
    return requests.get();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    PartnerConnection connection = connections.of(request);
    if (connection == null || !connection.beginRequest()) {
      request.getConnectionMetaData().getConnection().getEndPoint().close();
      callback.failed(new IOException("the header block came too late"));
      return true;
    }
    requests.incrementAndGet();
    request.addHttpStreamWrapper(stream -> new Ending(stream, connection));
    // Time in which we neither read nor write is ours: it must not end the exchange.
    request.addIdleTimeoutListener(timeout -> false);
    BodyStream body = new BodyStream(request, settings.limits());
    Answer answer = new Answer(request, response, callback, body, connection);
    Optional<As2Response> refusal = check.refusal(request);
    if (refusal.isPresent()) {
      answer.send(refusal.get(), false);
    } else if (connection.isSurplus()) {
      answer.send(As2Response.unavailable(), false);
    } else if (isStopping || !hasRoom.getAsBoolean()) {
      answer.send(As2Response.unavailable(), !isStopping);
    } else {
      workers
          .take(WorkerShares.partner(request), body.waiting())
          .ifPresentOrElse(
              worker -> receive(request, worker, body, answer),
              () -> answer.send(As2Response.unavailable(), true));
    }
    return true;
  }

  private void receive(
      Request request, WorkerShares.Worker worker, BodyStream body, Answer answer) {
    As2Response response;
    try {
      response = callEndpoint(request, body);
    } finally {
      workers.giveBack(worker);
    }
    BodyStream.Trouble trouble = body.trouble();
    if (trouble == BodyStream.Trouble.BROKEN) {
      answer.abort();
    } else if (trouble == BodyStream.Trouble.CROWDED_OUT) {
      answer.send(As2Response.unavailable(), false);
    } else if (trouble != null) {
      answer.send(As2Response.empty(statusOf(trouble)), false);
    } else {
      answer.send(response, !isStopping);
    }
  }

  private As2Response callEndpoint(Request request, BodyStream body) {
    try {
      return RequestCheck.isAboutTransfer(request)
          ? endpoint
              .held(toAs2Request(request, body))
              .orElseGet(() -> RequestCheck.methodNotAllowed(request.getMethod()))
          : endpoint.receive(toAs2Request(request, body));
    } catch (IOException e) {
      if (body.trouble() == null) {
        LOG.warn("a request could not be handled, answered 503: {}", e.toString());
      } else {
        LOG.debug("a request broke off: {}", e.toString());
      }
    } catch (MalformedHeader e) {
      return As2Response.empty(400);
    } catch (RuntimeException e) {
      LOG.error("a request could not be handled, answered 503", e);
    }
    return As2Response.unavailable();
  }

  private static As2Request toAs2Request(Request request, BodyStream body) {
    boolean isChunked = request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    return new As2Request(
        headersOf(request),
        isChunked ? OptionalLong.empty() : OptionalLong.of(Math.max(0, request.getLength())),
        body,
        peerOf(request));
  }

  private static As2Request.Peer peerOf(Request request) {
    String address = Request.getRemoteAddr(request);
    EndPoint.SslSessionData tls =
        request.getConnectionMetaData().getConnection().getEndPoint().getSslSessionData();
    return tls == null
        ? As2Request.Peer.plain(address)
        : new As2Request.Peer(address, true, ListenerTls.certificate(tls.sslSession()));
  }

  private static Headers headersOf(Request request) {
    List<Headers.Field> fields = new ArrayList<>();
    for (HttpField field : request.getHeaders()) {
      String value = field.getValue();
      try {
        fields.add(new Headers.Field(field.getName(), value == null ? "" : value));
      } catch (IllegalArgumentException e) {
        throw new MalformedHeader(e);
      }
    }
    return new Headers(fields);
  }

  private static int statusOf(BodyStream.@Nullable Trouble trouble) {
    return trouble == BodyStream.Trouble.TOO_LARGE
        ? 413
        : trouble == BodyStream.Trouble.TOO_SLOW ? 408 : 400;
  }

  /** A header that Jetty let through and we do not. */
  private static final class MalformedHeader extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedHeader(IllegalArgumentException cause) {
      super(cause);
    }
  }

  /** Notices the end of the exchange before Jetty turns to the next one on the connection. */
  private final class Ending extends HttpStream.Wrapper {
    private final PartnerConnection connection;

    Ending(HttpStream stream, PartnerConnection connection) {
      super(stream);
      this.connection = connection;
    }

    @Override
    public void succeeded() {
      end();
      super.succeeded();
    }

    @Override
    public void failed(Throwable failure) {
      end();
      super.failed(failure);
    }

    private void end() {
      connection.endRequest();
      requests.decrementAndGet();
    }
  }
}
