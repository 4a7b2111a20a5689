package org.as2gateway.admin.port;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig.Listener;
import org.as2gateway.people.accounts.SignIns;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin port: a server of its own that shares nothing with the partner listeners (security.md
 * §1). Deny by default: a path needs a token or a session unless it is one of the open ones.
 */
public final class AdminServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final int MAX_UPLOAD_MIB = 2;
  private static final String CONTENT_POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " object-src 'none'";

  private final Javalin javalin;
  private final Listener listener;
  private final Pages pages;
  private final List<Route> routes;
  private final Runnable whenClosed;

  private AdminServer(
      Javalin javalin, Listener listener, Pages pages, List<Route> routes, Runnable whenClosed) {
    this.whenClosed = whenClosed;
    this.javalin = javalin;
    this.routes = List.copyOf(routes);
    this.pages = pages;
    this.listener = listener;
  }

  /**
   * Opens the port.
   *
   * @param api the routes of the API, which its document lists
   * @param signIns who is signed in
   * @param whenClosed run once the port is closed, or could not be opened
   * @throws ConfigException if the address cannot be bound
   */
  public static AdminServer start(
      AdminPort port, SignIns signIns, List<Route> api, Pages pages, Runnable whenClosed)
      throws ConfigException {
    Listener listener = port.listener();
    List<Route> routes = new ArrayList<>(api);
    routes.addAll(OpenApi.routes(api, pages));
    routes.addAll(pages.routes());
    AccessGuard guard = new AccessGuard(port, signIns, routes);
    ErrorAnswers errors = new ErrorAnswers(pages);
    Javalin javalin =
        Javalin.create(
            config -> {
              configure(config);
              config.jetty.addConnector(
                  (server, http) -> connector(server, http, listener, port.tls()));
              config.routes.before(AdminServer::addSafetyHeaders);
              config.routes.before(guard::check);
              routes.forEach(
                  route ->
                      config.routes.addHttpHandler(
                          route.method(), route.path(), guard.guarded(route)));
              errors.register(config);
            });
    try {
      javalin.start();
    } catch (RuntimeException e) {
      whenClosed.run();
      throw new ConfigException(
          "cannot listen on "
              + listener.host()
              + ":"
              + listener.port()
              + " ("
              + rootMessage(e)
              + "); stop the program that uses the port, or set another 'admin.port' in"
              + " gateway.yaml");
    }
    return new AdminServer(javalin, listener, pages, routes, whenClosed);
  }

  /** Where the API answers. */
  public URI url() {
    String host = listener.host().contains(":") ? "[" + listener.host() + "]" : listener.host();
    String scheme = listener.keystore().isPresent() ? "https" : "http";
    return URI.create(scheme + "://" + host + ":" + javalin.port());
  }

  /** Stops answering; requests under way are finished. */
  @Override
  public void close() {
    pages.close();
    javalin.stop();
    whenClosed.run();
  }

  /** Every route, for the test that tries each. */
  List<Route> routes() {
    return routes;
  }

  /** The server itself, for the test that lists every route. */
  Javalin javalin() {
    return javalin;
  }

  private static void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.prefer405over404 = true;
    // A text type here would lend its charset to every type set later, a payload's too.
    config.http.defaultContentType = "application/octet-stream";
    // Bodies are payloads of any size and go to disk as they come; nothing reads one into memory.
    config.http.maxRequestSize = Long.MAX_VALUE;
    // Forms with files are as small as their routes say: none goes to the system's temporary
    // folder.
    config.jetty.multipartConfig.maxInMemoryFileSize(MAX_UPLOAD_MIB, SizeUnit.MB);
    config.jetty.multipartConfig.maxTotalRequestSize(MAX_UPLOAD_MIB, SizeUnit.MB);
    config.router.ignoreTrailingSlashes = false;
    config.router.javaLangErrorHandler(
        (response, error) -> {
          LOG.error("a request failed", error);
          response.setStatus(500);
        });
    config.jetty.modifyServletContextHandler(
        handler -> handler.getServletHandler().setDecodeAmbiguousURIs(true));
    config.jetty.modifyServer(server -> server.setStopTimeout(IDLE.toMillis()));
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          // A Message-ID may hold an encoded slash or percent sign; routes match the raw path.
          http.setUriCompliance(
              UriCompliance.DEFAULT.with(
                  "message-ids",
                  Violation.AMBIGUOUS_PATH_SEPARATOR,
                  Violation.AMBIGUOUS_PATH_ENCODING,
                  Violation.SUSPICIOUS_PATH_CHARACTERS));
        });
  }

  private static Connector connector(
      Server server,
      HttpConfiguration http,
      Listener listener,
      SslContextFactory.@Nullable Server tls) {
    HttpConfiguration configuration = new HttpConfiguration(http);
    // Names are the client's to check; operators come by address, by tunnel, by any name.
    configuration.setCustomizers(List.of(new SecureRequestCustomizer(false)));
    HttpConnectionFactory factory = new HttpConnectionFactory(configuration);
    ServerConnector connector =
        tls == null
            ? new ServerConnector(server, factory)
            : new ServerConnector(server, tls, factory);
    connector.setHost(listener.host());
    connector.setPort(listener.port());
    connector.setIdleTimeout(IDLE.toMillis());
    if (server.getThreadPool() instanceof QueuedThreadPool pool) {
      pool.setMaxEvictCount(pool.getMaxThreads()); // else one idle thread goes a minute
    }
    return connector;
  }

  private static void addSafetyHeaders(Context context) {
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Cache-Control", "no-store");
    context.header("Content-Security-Policy", CONTENT_POLICY);
    context.header("X-Frame-Options", "DENY");
    // Not "no-referrer": with that, browsers hide the origin of our own forms too.
    context.header("Referrer-Policy", "same-origin");
    context.header("Cross-Origin-Opener-Policy", "same-origin");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
    if (context.req().isSecure()) {
      context.header("Strict-Transport-Security", "max-age=31536000");
    }
  }

  private static String rootMessage(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
