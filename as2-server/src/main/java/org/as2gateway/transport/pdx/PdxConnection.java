package org.as2gateway.transport.pdx;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.store.log.HttpAnswer;
import org.as2gateway.transport.proxy.ConnectionPhase;
import org.as2gateway.transport.proxy.TunnelConnector;
import org.eclipse.jetty.client.ContentSourceRequestContent;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests of one account, one after the other. They are so few that each run has a client of its
 * own, which is closed after it. Follows no redirect, keeps no cookie, decodes and retries nothing.
 */
final class PdxConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PdxConnection.class);
  private static final String USER_AGENT = "AS2-Gateway";
  private static final int THREADS = 8;
  private static final int BUFFER_BYTES = 64 * 1024;

  /** Slower than this, all in all, and a transfer counts as stalled. */
  static final long LEAST_BYTES_A_SECOND = 16 * 1024;

  private final PdxAccount account;
  private final PdxFaults faults;
  private final HttpClient client;
  private final ByteBufferPool buffers = new ArrayByteBufferPool();

  private PdxConnection(PdxAccount account, HttpClient client) {
    this.account = account;
    this.faults = new PdxFaults(account.site(), account.proxy());
    this.client = client;
  }

  static PdxConnection open(PdxAccount account) throws PdxFailure {
    ClientConnector connector = new TunnelConnector(account.proxy(), account.times().connect());
    connector.setSelectors(1);
    connector.setSslContextFactory(PdxTls.trusting(account.trust()));
    HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(connector));
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("pdx");
    threads.setDaemon(true);
    client.setExecutor(threads);
    if (account.proxy().isPresent()) {
      client.setSocketAddressResolver(TunnelConnector.unresolved());
    }
    client.setConnectTimeout(account.times().connect().toMillis());
    client.setAddressResolutionTimeout(account.times().connect().toMillis());
    client.setIdleTimeout(account.times().read().toMillis());
    client.setFollowRedirects(false);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setUserAgentField(new HttpField(HttpHeader.USER_AGENT, USER_AGENT));
    client.setDefaultRequestContentType(null);
    try {
      client.start();
    } catch (Exception e) { // Jetty's life cycle throws what it likes
      throw new IllegalStateException("the HTTP client cannot be started", e);
    }
    client.getContentDecoderFactories().clear();
    client.getProtocolHandlers().clear(); // nothing reacts to a redirect or a sign-in request
    return new PdxConnection(account, client);
  }

  /** A request of a call; its path and query are added to the server's address. */
  Request request(PdxCall call, String pathAndQuery) {
    return client
        .newRequest(account.site().base() + pathAndQuery)
        .method(call.method())
        .idleTimeout(account.times().read().toMillis(), TimeUnit.MILLISECONDS)
        .headers(headers -> headers.put(HttpHeader.AUTHORIZATION, account.login().authorization()));
  }

  /** Gives a request its body. */
  Request withBody(Request request, MultipartUpload body) {
    return request.body(new UploadBody(body));
  }

  /**
   * Sends and waits for the head of the answer.
   *
   * @param bytes how long the body of the request is
   */
  Reply send(Request request, long bytes) throws PdxFailure, InterruptedIOException {
    InputStreamResponseListener listener = new InputStreamResponseListener();
    AtomicReference<ConnectionPhase> phase = new AtomicReference<>(ConnectionPhase.CONNECTING);
    request.onRequestListener(new Begin(phase));
    request.send(listener);
    try {
      Duration limit = limit(bytes);
      return new Reply(request, listener, listener.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      var unused = request.abort(e);
      throw faults.of(e, Objects.requireNonNull(phase.get()));
    } catch (ExecutionException e) {
      throw faults.of(Objects.requireNonNull(e.getCause()), Objects.requireNonNull(phase.get()));
    } catch (InterruptedException e) {
      var unused = request.abort(e);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted during a call of PDX");
    }
  }

  /** Notes how far the request has come. */
  private record Begin(AtomicReference<ConnectionPhase> phase) implements Request.Listener {
    @Override
    public void onBegin(Request request) {
      phase.set(
          HttpScheme.HTTP.is(request.getScheme())
              ? ConnectionPhase.SENDING
              : ConnectionPhase.SECURING);
    }

    @Override
    public void onCommit(Request request) {
      phase.set(ConnectionPhase.SENDING);
    }
  }

  /** How long a request or answer of that many bytes may take in all. */
  private Duration limit(long bytes) {
    return account
        .times()
        .connect()
        .plus(account.times().read().multipliedBy(2))
        .plusSeconds(bytes / LEAST_BYTES_A_SECOND);
  }

  /** An answer whose body is still to be read. For one thread; close it. */
  final class Reply implements AutoCloseable {
    private final Request request;
    private final InputStreamResponseListener listener;
    private final Response response;
    private final long begin = System.nanoTime();

    private Reply(Request request, InputStreamResponseListener listener, Response response) {
      this.request = request;
      this.listener = listener;
      this.response = response;
    }

    int status() {
      return response.getStatus();
    }

    Optional<String> header(HttpHeader header) {
      return Optional.ofNullable(response.getHeaders().get(header));
    }

    /** What the body is announced to be; empty if it is not. */
    Optional<Long> length() {
      long length = response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
      return length < 0 ? Optional.empty() : Optional.of(length);
    }

    /** Whether the end of the body can be told from a broken connection. */
    boolean hasEnd() {
      return length().isPresent() || response.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    /**
     * Reads all of the body, in blocks.
     *
     * @throws PdxFailure if the body breaks off, stalls, or is longer than allowed
     */
    long read(Sink sink, long most, Supplier<PdxFailure> tooLong) throws IOException {
      byte[] block = new byte[BUFFER_BYTES];
      long bytes = 0;
      try (InputStream body = listener.getInputStream()) {
        int count = next(body, block);
        while (count >= 0) {
          bytes += count;
          if (bytes > most) {
            throw tooLong.get();
          }
          sink.write(block, count);
          requirePace(bytes);
          count = next(body, block);
        }
      }
      return bytes;
    }

    private int next(InputStream body, byte[] block) throws PdxFailure {
      try {
        return body.read(block);
      } catch (IOException e) {
        throw faults.of(e, ConnectionPhase.SENDING);
      }
    }

    private void requirePace(long bytes) throws PdxFailure {
      if (System.nanoTime() - begin > limit(bytes).toNanos()) {
        throw faults.of(new TimeoutException(), ConnectionPhase.SENDING);
      }
    }

    /** The answer as it is kept, with as much of its body as was read. */
    PdxAnswer answer(byte[] body, boolean isWhole) {
      Headers headers = Headers.parseLenient(response.getHeaders().asString());
      String line =
          "%s %d %s"
              .formatted(
                  response.getVersion().asString(),
                  status(),
                  response.getReason() == null ? "" : response.getReason());
      return new PdxAnswer(status(), HttpAnswer.of(line.strip(), headers, body, isWhole));
    }

    @Override
    public void close() {
      try {
        listener.close();
      } catch (IOException e) {
        LOG.debug("an answer of PDX was not closed cleanly", e);
      }
      var unused = request.abort(new IOException("the answer is not needed any more"));
    }
  }

  /** Takes the body of an answer. */
  @FunctionalInterface
  interface Sink {
    /** Takes the first so many bytes of a block. */
    void write(byte[] block, int count) throws IOException;
  }

  /** Cuts all connections. */
  @Override
  public void close() {
    try {
      client.stop();
    } catch (Exception e) { // Jetty's life cycle throws what it likes
      LOG.warn("the PDX client did not stop cleanly: {}", e.toString());
    }
  }

  /** An upload as request body, of known length. */
  private final class UploadBody extends ContentSourceRequestContent {
    private final MultipartUpload body;

    UploadBody(MultipartUpload body) {
      super(
          Content.Source.from(new ByteBufferPool.Sized(buffers, true, BUFFER_BYTES), body),
          body.contentType());
      this.body = body;
    }

    @Override
    public long getLength() {
      return body.length();
    }
  }
}
