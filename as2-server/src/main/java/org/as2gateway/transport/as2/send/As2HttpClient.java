package org.as2gateway.transport.as2.send;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.as2gateway.store.log.HttpAnswer;
import org.as2gateway.transport.as2.send.HttpExchange.Answer;
import org.eclipse.jetty.client.ContentSourceRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;

/**
 * Posts files to partners, and asks them by HEAD. Sends exactly the headers it is given, follows no
 * redirect, keeps no cookie, decodes nothing, retries nothing: what an attempt means is the
 * outbox's business. The body streams from disk. Safe for many threads; each call blocks its own.
 */
final class As2HttpClient implements AutoCloseable {
  private static final String USER_AGENT = "AS2-Gateway";
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final long LOOK_MILLIS = 50;

  private final TlsClients clients;

  /**
   * A client that shows keys of ours.
   *
   * @param ownKeys the key under an alias, asked for at each request
   */
  As2HttpClient(Function<String, Optional<OwnKey>> ownKeys) {
    this.clients = new TlsClients(ownKeys);
  }

  /** As {@link #send(HttpExchange.Request, LongConsumer)}, without progress. */
  Answer send(HttpExchange.Request request) throws IOException {
    return send(request, sent -> {});
  }

  /**
   * Sends once and waits for the whole answer, whatever its status.
   *
   * @param progress told how many octets of the body have gone out; called by another thread, must
   *     not block
   * @throws HttpFailure if no whole answer came
   * @throws IOException if the body file cannot be read; nothing was sent then
   */
  Answer send(HttpExchange.Request request, LongConsumer progress) throws IOException {
    HttpUrl url = HttpUrl.of(request.url());
    FailureText text = FailureText.of(url, request.proxy());
    Conversation conversation = new Conversation(request, progress);
    try (TlsClients.Lease lease =
        clients.lease(request.tls(), request.proxy(), request.connectTimeout())) {
      Request post = prepare(lease, request, url);
      post.onRequestListener(conversation);
      post.send(conversation);
      try {
        return await(post, conversation, text);
      } finally {
        if (!conversation.isSent()) {
          // The rest of the body is not wanted; the connection cannot be used again.
          var unused = post.abort(new IOException("answered before the request was complete"));
        }
      }
    }
  }

  private static Answer await(Request post, Conversation conversation, FailureText text)
      throws IOException {
    while (true) {
      try {
        return conversation.outcome().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (conversation.isOverdue()) {
          Optional<HttpAnswer> beginning = conversation.beginning();
          var unused = post.abort(e);
          throw text.timeout(conversation.phase(), e).after(beginning);
        }
      } catch (ExecutionException e) {
        throw text.of(Objects.requireNonNull(e.getCause()), conversation.phase())
            .after(conversation.beginning());
      } catch (InterruptedException e) {
        var unused = post.abort(e);
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while a message was being sent");
      }
    }
  }

  private static Request prepare(TlsClients.Lease lease, HttpExchange.Request request, HttpUrl url)
      throws IOException {
    Request prepared =
        new AddressedRequest(lease.client(), url)
            .method(request.body().isPresent() ? "POST" : "HEAD")
            .headers(headers -> fill(headers, request, url))
            .idleTimeout(request.readTimeout().toMillis(), TimeUnit.MILLISECONDS);
    if (request.body().isEmpty()) {
      return prepared;
    }
    HttpExchange.Body body = request.body().get();
    long length = body.content().bytes() - body.from();
    return prepared
        .headers(headers -> frame(headers, request.isChunked(), length))
        .body(new StoredBody(body, length, request.isChunked(), lease.buffers()));
  }

  /** The same octets in the same order at every attempt (reliability.md §1). */
  private static void fill(HttpFields.Mutable fields, HttpExchange.Request request, HttpUrl url) {
    fields.clear();
    fields.add("Host", url.hostHeader());
    if (!request.headers().contains("User-Agent")) {
      fields.add("User-Agent", USER_AGENT);
    }
    request
        .basic()
        .ifPresent(
            basic ->
                fields.add(
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(
                                (basic.user() + ":" + basic.password())
                                    .getBytes(StandardCharsets.UTF_8))));
    for (Headers.Field field : request.headers().fields()) {
      fields.add(new HttpField(field.name(), field.value()));
    }
  }

  private static void frame(HttpFields.Mutable fields, boolean isChunked, long length) {
    if (isChunked) {
      fields.add("Transfer-Encoding", "chunked");
    } else {
      fields.add("Content-Length", length);
    }
  }

  /** Cuts all connections; attempts in flight fail. */
  @Override
  public void close() {
    clients.close();
  }

  /** Kept content as request body, read in large blocks. */
  private static final class StoredBody extends ContentSourceRequestContent {
    private final long length;

    StoredBody(HttpExchange.Body body, long length, boolean isChunked, ByteBufferPool buffers) {
      super(
          Content.Source.from(
              new ByteBufferPool.Sized(buffers, true, BUFFER_BYTES), new BodyChannel(body)),
          null);
      this.length = isChunked ? -1 : length;
    }

    @Override
    public long getLength() {
      return length;
    }
  }
}
