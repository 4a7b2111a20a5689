package org.as2gateway.admin.server;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.Gateway;
import org.as2gateway.admin.accounts.SetUp;
import org.as2gateway.admin.alerts.AlertWatch;
import org.as2gateway.admin.port.AdminPort;
import org.as2gateway.admin.port.AdminServer;
import org.as2gateway.admin.port.AdminToken;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** A running gateway with its admin port. */
public final class RunningGateway implements AutoCloseable {
  private final Gateway gateway;
  private final @Nullable AdminServer admin;
  private final AlertWatch watch;
  private final SetUp setUp;

  private RunningGateway(
      Gateway gateway, @Nullable AdminServer admin, AlertWatch watch, SetUp setUp) {
    this.watch = watch;
    this.gateway = gateway;
    this.admin = admin;
    this.setUp = setUp;
  }

  /**
   * Opens the home, then the admin port, then the partner listeners. Nothing stays open if one of
   * them fails.
   *
   * @throws ConfigException if settings, keys, folders or ports are wrong
   * @throws IOException if the home cannot be read or written
   */
  public static RunningGateway start(
      GatewayConfig config, Map<String, String> environment, Clock clock)
      throws ConfigException, IOException {
    Gateway gateway = Gateway.open(config, clock);
    @Nullable AdminServer admin = null;
    SetUp setUp = SetUp.begin(gateway.identity().accounts());
    AdminParts parts = AdminParts.of(gateway, clock);
    AlertWatch watch = parts.alerts().watch();
    boolean isStarted = false;
    try {
      if (config.admin().isEnabled()) {
        AdminToken token = AdminToken.readOrCreate(config.home());
        SslContextFactory.@Nullable Server tls = AdminTls.server(config, environment).orElse(null);
        AdminPort port = new AdminPort(config.admin(), token, tls, clock);
        admin = AdminRoutes.serve(parts, port, new WebPages(parts, setUp, clock));
      }
      gateway.start();
      watch.start();
      isStarted = true;
      return new RunningGateway(gateway, admin, watch, setUp);
    } finally {
      if (!isStarted) {
        close(gateway, admin, watch);
      }
    }
  }

  /** The gateway. */
  public Gateway gateway() {
    return gateway;
  }

  /** Where the admin API answers; empty if it is switched off. */
  public Optional<URI> adminUrl() {
    return Optional.ofNullable(admin).map(AdminServer::url);
  }

  /** The link to the first account, as long as there is none: to be shown to whoever started us. */
  public Optional<URI> setUpUrl() {
    return adminUrl().flatMap(setUp::link);
  }

  /** Drains and stops both. */
  @Override
  public void close() {
    close(gateway, admin, watch);
  }

  private static void close(Gateway gateway, @Nullable AdminServer admin, AlertWatch watch) {
    watch.close();
    if (admin != null) {
      admin.close();
    }
    gateway.close();
  }
}
