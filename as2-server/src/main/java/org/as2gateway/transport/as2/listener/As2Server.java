package org.as2gateway.transport.as2.listener;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.as2gateway.config.ConfigException;
import org.as2gateway.transport.as2.receive.As2Endpoint;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partner listeners: HTTP/1.1 and HTTPS on one exact path, nothing else (protocol.md §1,
 * security.md §1). Open until closed; closing waits for the requests that are being handled.
 */
public final class As2Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(As2Server.class);
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int RESPONSE_HEADER_BYTES = 64 * 1024;
  private static final int SPARE_THREADS = 16;
  private static final Duration IDLE_THREAD = Duration.ofMinutes(1);
  private static final Duration SWEEP = Duration.ofMillis(250);
  private static final Duration RELOAD = Duration.ofSeconds(2);
  private static final Duration LAST_BYTES = Duration.ofMillis(20);

  /**
   * Framing as RFC 9112 has it, with what partners of today still send: folded header lines (§4.3)
   * and host names that are none. No bare line feeds: proxies read them differently (request
   * smuggling). Names keep the case they came in, for the evidence.
   */
  private static final HttpCompliance COMPLIANCE =
      HttpCompliance.STRICT.with(
          "AS2",
          HttpCompliance.Violation.MULTILINE_FIELD_VALUE,
          HttpCompliance.Violation.UNSAFE_HOST_HEADER,
          HttpCompliance.Violation.MISMATCHED_AUTHORITY,
          HttpCompliance.Violation.WHITESPACE_IN_PARAMETER,
          HttpCompliance.Violation.BAD_QUOTES_IN_TOKEN,
          HttpCompliance.Violation.CASE_SENSITIVE_FIELD_NAME);

  private final HttpServerSettings settings;
  private final PartnerConnections connections;
  private final As2Handler handler;
  private final Server server;
  private final List<ListenerTls> tls = new ArrayList<>();
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "as2-http-sweeper");
            thread.setDaemon(true);
            return thread;
          });

  private As2Server(HttpServerSettings settings, As2Endpoint endpoint, BooleanSupplier hasRoom) {
    this.settings = settings;
    this.connections = new PartnerConnections(settings.limits());
    this.handler = new As2Handler(settings, connections, endpoint, hasRoom);
    QueuedThreadPool threads =
        new RequestThreads(
            settings.limits().workers() + SPARE_THREADS, SPARE_THREADS / 2, IDLE_THREAD);
    this.server = new Server(threads);
  }

  /**
   * Opens the listeners.
   *
   * @param hasRoom asked for each request: false (no disk, no database, stopping) answers 503
   * @throws ConfigException if a port is occupied or a TLS key cannot be read
   */
  public static As2Server open(
      HttpServerSettings settings, As2Endpoint endpoint, BooleanSupplier hasRoom)
      throws ConfigException, IOException {
    As2Server opened = new As2Server(settings, endpoint, hasRoom);
    try {
      opened.start();
    } catch (ConfigException | IOException | RuntimeException e) {
      opened.stop();
      throw e;
    }
    return opened;
  }

  private void start() throws ConfigException, IOException {
    server.setErrorHandler(new PlainErrorHandler());
    server.setHandler(handler);
    server.setStopAtShutdown(false);
    server.setStopTimeout(0); // the drain is ours, see close()
    for (HttpServerSettings.Listener listener : settings.listeners()) {
      ServerConnector connector = connector(listener);
      server.addConnector(connector);
      bind(listener, connector);
    }
    try {
      server.start();
    } catch (Exception e) { // Jetty's life cycle throws what it likes
      throw new IOException("the partner listeners cannot be started", e);
    }
    repeat(connections::sweep, SWEEP);
    repeat(() -> tls.forEach(ListenerTls::reloadIfChanged), RELOAD);
    urls().forEach(url -> LOG.info("partners reach the gateway at {}", url));
  }

  private void repeat(Runnable task, Duration period) {
    Runnable guarded =
        () -> {
          try {
            task.run();
          } catch (RuntimeException | Error e) { // else it would never run again
            LOG.error("the listener's housekeeping failed", e);
          }
        };
    var unused =
        sweeper.scheduleWithFixedDelay(
            guarded, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private ServerConnector connector(HttpServerSettings.Listener listener) throws ConfigException {
    HttpConnectionFactory http = new HttpConnectionFactory(configuration());
    ServerConnector connector;
    if (listener.tls().isPresent()) {
      ListenerTls listenerTls =
          new ListenerTls(listener, listener.tls().get(), handler.endpoint()::asksForCertificates);
      tls.add(listenerTls);
      SslConnectionFactory ssl =
          new SslConnectionFactory(listenerTls.factory(), http.getProtocol());
      ssl.setEnsureSecureRequestCustomizer(false); // it refuses host names not in the certificate
      connector = new ServerConnector(server, 1, 1, ssl, http);
    } else {
      connector = new ServerConnector(server, 1, 1, http);
    }
    connector.setName(listener.name());
    connector.setHost(listener.host());
    connector.setPort(listener.port());
    connector.setAcceptQueueSize(1024);
    connector.setIdleTimeout(settings.limits().idleTime().toMillis());
    connector.setShutdownIdleTimeout(-1); // requests that are being read keep their time
    connector.addBean(connections);
    return connector;
  }

  private HttpConfiguration configuration() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setSendDateHeader(true);
    http.setRequestHeaderSize(settings.limits().headerBytes());
    http.setMaxResponseHeaderSize(RESPONSE_HEADER_BYTES);
    http.setHeaderCacheCaseSensitive(true);
    http.setInputBufferSize(BUFFER_BYTES);
    http.setHttpCompliance(COMPLIANCE);
    http.setUriCompliance(UriCompliance.RFC3986);
    return http;
  }

  private static void bind(HttpServerSettings.Listener listener, ServerConnector connector)
      throws ConfigException {
    try {
      connector.open();
    } catch (IOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      ConfigException thrown =
          new ConfigException(
              "cannot listen on %s:%d (%s); stop the program that uses the port, or set another 'as2.%s.port' in gateway.yaml"
                  .formatted(
                      listener.host(), listener.port(), cause.getMessage(), listener.name()));
      thrown.initCause(e);
      throw thrown;
    }
  }

  /** Where partners reach us, one URL for each listener, with the port in use. */
  public List<URI> urls() {
    List<URI> urls = new ArrayList<>();
    for (int i = 0; i < settings.listeners().size(); i++) {
      HttpServerSettings.Listener listener = settings.listeners().get(i);
      String scheme = listener.tls().isPresent() ? "https" : "http";
      String host = listener.host().contains(":") ? "[" + listener.host() + "]" : listener.host();
      int port = ((ServerConnector) server.getConnectors()[i]).getLocalPort();
      urls.add(URI.create(scheme + "://" + host + ":" + port + settings.path()));
    }
    return urls;
  }

  /** Accepts nothing new, answers what is being handled within the drain limit, and closes. */
  @Override
  public void close() {
    handler.stopAccepting();
    for (var connector : server.getConnectors()) {
      var unused = connector.shutdown(); // its end is that of the connections, awaited below
      ((ServerConnector) connector).close();
    }
    connections.closeUnused();
    long deadline = System.nanoTime() + settings.drain().toNanos();
    while (handler.openRequests() > 0
        && System.nanoTime() < deadline
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(LAST_BYTES.toNanos());
    }
    if (handler.openRequests() > 0) {
      LOG.warn("{} requests were cut off: the drain limit is over", handler.openRequests());
    }
    stop();
  }

  private void stop() {
    sweeper.shutdownNow();
    try {
      server.stop();
    } catch (Exception e) { // Jetty's life cycle throws what it likes
      LOG.warn("the partner listeners did not stop cleanly: {}", e.toString());
    }
    for (ListenerTls listenerTls : tls) {
      listenerTls.close();
    }
  }
}
