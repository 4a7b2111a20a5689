package org.as2gateway.transport.as2.send;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.transport.proxy.ProxyRoute;
import org.as2gateway.transport.proxy.TunnelConnector;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Jetty client for each distinct TLS set-up and proxy, so that connections are shared only
 * between requests that trust the same, show the same key and go the same way. Changed files and
 * keys make a new client; the longest unused ones are closed. Threads, timers and buffers are
 * shared by all.
 */
final class TlsClients implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TlsClients.class);
  private static final int MOST_CLIENTS = 32;
  private static final int THREADS = 200;
  private static final int HEADER_BYTES = 64 * 1024;
  private static final int RESPONSE_BUFFER_BYTES = 16 * 1024;
  private static final long MAX_CONNECT_MILLIS = 10 * 60 * 1000L;

  /** After this, no thread waits for a proxy any more, whatever the request's own time. */
  private static final Duration MOST_TUNNEL_TIME = Duration.ofSeconds(60);

  /** Shorter than what common servers keep an idle connection: seldom is a dead one picked. */
  private static final long POOLED_MILLIS = 4000;

  private final Function<String, Optional<OwnKey>> ownKeys;
  private final QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
  private final Scheduler scheduler = new ScheduledExecutorScheduler("as2-send-timer", true);
  private final ByteBufferPool buffers = new ArrayByteBufferPool();
  private final Map<Setup, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  /** What makes one set-up differ from another. */
  private record Setup(
      Optional<Path> trustFile,
      Optional<String> stamp,
      Optional<X509Certificate> certificate,
      Optional<ProxyRoute> proxy,
      Duration tunnelTime) {}

  private static final class Entry {
    final HttpClient client;
    int users;

    Entry(HttpClient client) {
      this.client = client;
    }
  }

  /** A client in use; it is not closed before the lease is. */
  final class Lease implements AutoCloseable {
    private final Entry entry;

    private Lease(Entry entry) {
      this.entry = entry;
    }

    HttpClient client() {
      return entry.client;
    }

    ByteBufferPool buffers() {
      return buffers;
    }

    @Override
    public void close() {
      synchronized (entries) {
        entry.users--;
      }
    }
  }

  TlsClients(Function<String, Optional<OwnKey>> ownKeys) {
    this.ownKeys = ownKeys;
    threads.setName("as2-send");
    threads.setDaemon(true);
    threads.setMaxEvictCount(THREADS); // all that are idle go after a minute, not one of them
    try {
      threads.start();
      scheduler.start();
    } catch (Exception e) { // Jetty's life cycle throws what it likes
      throw new IllegalStateException("the sender's threads cannot be started", e);
    }
  }

  /**
   * The client for a TLS set-up.
   *
   * @param proxy by which its connections go
   * @param connectTimeout of the request: the proxy has a little less, so that it is named if it is
   *     silent
   * @throws HttpFailure if the trust file cannot be read or the client key is missing
   */
  Lease lease(HttpExchange.TlsOptions tls, Optional<ProxyRoute> proxy, Duration connectTimeout)
      throws HttpFailure {
    Optional<OwnKey> key = Optional.empty();
    if (tls.clientAlias().isPresent()) {
      key = Optional.of(clientKey(tls.clientAlias().get()));
    }
    Optional<String> stamp = Optional.empty();
    if (tls.trustFile().isPresent()) {
      stamp = Optional.of(stamp(tls.trustFile().get()));
    }
    Duration tunnelTime = proxy.map(by -> tunnelTime(connectTimeout)).orElse(Duration.ZERO);
    return lease(
        new Setup(tls.trustFile(), stamp, key.map(OwnKey::certificate), proxy, tunnelTime), key);
  }

  private static Duration tunnelTime(Duration connectTimeout) {
    Duration time = connectTimeout.multipliedBy(9).dividedBy(10);
    return time.compareTo(MOST_TUNNEL_TIME) < 0 ? time : MOST_TUNNEL_TIME;
  }

  private OwnKey clientKey(String alias) throws HttpFailure {
    return ownKeys
        .apply(alias)
        .orElseThrow(
            () ->
                new HttpFailure(
                    Reason.TLS_KEY_MISSING,
                    "there is no key under the alias '%s' (gw.tls_client_alias): import one"
                        .formatted(alias),
                    null));
  }

  private static String stamp(Path file) throws HttpFailure {
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      return modified + " " + Files.size(file);
    } catch (IOException e) {
      throw new HttpFailure(
          Reason.TLS_TRUST_UNREADABLE,
          "the trust file '" + file + "' (gw.tls_trust) cannot be read",
          e);
    }
  }

  private Lease lease(Setup setup, Optional<OwnKey> key) throws HttpFailure {
    synchronized (entries) {
      Entry entry = entries.get(setup);
      if (entry == null) {
        entry = new Entry(newClient(setup, key));
        entries.put(setup, entry);
        closeOldest();
      }
      entry.users++;
      return new Lease(entry);
    }
  }

  private void closeOldest() {
    Iterator<Entry> oldestFirst = entries.values().iterator();
    while (entries.size() > MOST_CLIENTS && oldestFirst.hasNext()) {
      Entry entry = oldestFirst.next();
      if (entry.users == 0 && oldestFirst.hasNext()) { // the last one is the new one
        oldestFirst.remove();
        stop(entry.client);
      }
    }
  }

  /** Whose connections are {@link PartnerEndPoint}s. */
  private static final class PartnerConnector extends TunnelConnector {
    PartnerConnector(Setup setup) {
      super(setup.proxy(), setup.tunnelTime());
    }

    @Override
    protected EndPoint newEndPoint(
        SelectableChannel channel, ManagedSelector selector, SelectionKey selectionKey) {
      return new PartnerEndPoint((SocketChannel) channel, selector, selectionKey, getScheduler());
    }
  }

  private HttpClient newClient(Setup setup, Optional<OwnKey> key) throws HttpFailure {
    PartnerTlsFactory ssl = new PartnerTlsFactory(PartnerTls.context(setup.trustFile(), key));
    ClientConnector connector = new PartnerConnector(setup);
    connector.setSelectors(1);
    connector.setSslContextFactory(ssl);
    HttpClient client = new HttpClient(new AnswerTransport(connector));
    client.setExecutor(threads);
    client.setScheduler(scheduler);
    client.setByteBufferPool(buffers);
    client.setConnectTimeout(MAX_CONNECT_MILLIS); // each request has its own, shorter
    client.setIdleTimeout(POOLED_MILLIS);
    client.setSocketAddressResolver(
        setup.proxy().isPresent()
            ? TunnelConnector.unresolved()
            : new AllowedAddresses(
                new SocketAddressResolver.Async(
                    threads, scheduler, client.getAddressResolutionTimeout())));
    client.setFollowRedirects(false);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setUserAgentField(null);
    client.setDefaultRequestContentType(null);
    client.setMaxRequestHeadersSize(HEADER_BYTES);
    client.setResponseBufferSize(RESPONSE_BUFFER_BYTES);
    try {
      client.start();
    } catch (Exception e) { // Jetty's life cycle throws what it likes
      throw new IllegalStateException("the HTTP client cannot be started", e);
    }
    client.getContentDecoderFactories().clear();
    client.getProtocolHandlers().clear(); // nothing reacts to a redirect or a log-in request
    return client;
  }

  private static void stop(HttpClient client) {
    try {
      client.stop();
    } catch (Exception e) { // Jetty's life cycle throws what it likes
      LOG.warn("an HTTP client did not stop cleanly: {}", e.toString());
    }
  }

  /** Cuts all connections. */
  @Override
  public void close() {
    synchronized (entries) {
      entries.values().forEach(entry -> stop(entry.client));
      entries.clear();
    }
    try {
      scheduler.stop();
      threads.stop();
    } catch (Exception e) { // Jetty's life cycle throws what it likes
      LOG.warn("the sender's threads did not stop cleanly: {}", e.toString());
    }
  }
}
