package org.as2gateway.admin.api;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig.Listener;
import org.as2gateway.db.DatabaseException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin port: a server of its own that shares nothing with the partner listeners (security.md
 * §1). Deny by default: a path needs the token unless it is one of the open ones.
 */
public final class AdminServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
  private static final Duration IDLE = Duration.ofSeconds(60);

  private final Javalin javalin;
  private final GatewayMetrics metrics;
  private final Listener listener;

  private AdminServer(Javalin javalin, GatewayMetrics metrics, Listener listener) {
    this.javalin = javalin;
    this.metrics = metrics;
    this.listener = listener;
  }

  /**
   * Opens the port.
   *
   * @param tls how to answer TLS; null for plain HTTP
   * @throws ConfigException if the address cannot be bound
   */
  public static AdminServer start(
      GatewayAccess gateway,
      Listener listener,
      AdminToken token,
      SslContextFactory.@Nullable Server tls,
      Clock clock)
      throws ConfigException {
    GatewayMetrics metrics = new GatewayMetrics(gateway, clock);
    List<Route> routes = routes(gateway, metrics, clock);
    Set<String> open =
        routes.stream().filter(Route::isOpen).map(Route::path).collect(Collectors.toSet());
    TokenGuard guard = new TokenGuard(token, open, clock);
    Javalin javalin =
        Javalin.create(
            config -> {
              configure(config);
              config.jetty.addConnector((server, http) -> connector(server, http, listener, tls));
              config.routes.before(AdminServer::addSafetyHeaders);
              config.routes.before(guard::check);
              routes.forEach(
                  route ->
                      config.routes.addHttpHandler(route.method(), route.path(), route.handler()));
              answerErrors(config);
            });
    try {
      javalin.start();
    } catch (RuntimeException e) {
      metrics.close();
      throw new ConfigException(
          "admin: cannot listen on "
              + listener.host()
              + ":"
              + listener.port()
              + " ("
              + rootMessage(e)
              + "); stop what uses the port, or set another 'admin.port' in gateway.yaml");
    }
    return new AdminServer(javalin, metrics, listener);
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
    javalin.stop();
    metrics.close();
  }

  /** The server itself, for the test that lists every route. */
  Javalin javalin() {
    return javalin;
  }

  private static List<Route> routes(GatewayAccess gateway, GatewayMetrics metrics, Clock clock) {
    List<Route> routes = new ArrayList<>();
    routes.addAll(new HealthRoutes(gateway, metrics).routes());
    routes.addAll(new MessageRoutes(gateway, clock).routes());
    routes.addAll(new RegistryRoutes(gateway, clock).routes());
    routes.add(OpenApiRoute.of(List.copyOf(routes)));
    return routes;
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
    return connector;
  }

  private static void addSafetyHeaders(Context context) {
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Cache-Control", "no-store");
  }

  private static void answerErrors(JavalinConfig config) {
    config.routes.exception(
        ProblemException.class, (e, context) -> problem(context, e.status(), e.detail()));
    config.routes.exception(
        HttpResponseException.class,
        (e, context) -> problem(context, e.getStatus(), detail(context, e.getStatus())));
    config.routes.exception(
        DatabaseException.class,
        (e, context) -> {
          LOG.error("{} {}: database failed", context.method(), context.path(), e);
          unavailable(context, "the database does not answer; the gateway's log says why");
        });
    config.routes.exception(
        IOException.class,
        (e, context) -> {
          LOG.warn("{} {} broke off: {}", context.method(), context.path(), e.toString());
          unavailable(context, "reading the body or storing it failed; nothing was queued");
        });
    config.routes.exception(
        Exception.class,
        (e, context) -> {
          LOG.error("{} {} failed", context.method(), context.path(), e);
          problem(context, 500, "the gateway's log says why");
        });
  }

  private static void unavailable(Context context, String detail) {
    context.header("Retry-After", "30");
    problem(context, 503, detail);
  }

  private static String detail(Context context, int status) {
    return switch (status) {
      case 404 -> "there is nothing at this path; " + OpenApiRoute.PATH + " lists what there is";
      case 405 -> "this path does not take " + context.method().name();
      default -> HttpStatus.getMessage(status);
    };
  }

  private static void problem(Context context, int status, String detail) {
    Json.problem(context, status, HttpStatus.getMessage(status), detail);
  }

  private static String rootMessage(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }
}
