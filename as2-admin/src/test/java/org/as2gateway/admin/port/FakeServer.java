package org.as2gateway.admin.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.as2gateway.admin.server.AdminRoutes;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig.Listener;

/** The real admin port in front of a fake gateway, and a home whose settings lead to it. */
public final class FakeServer implements AutoCloseable {
  private final AdminServer server;

  private final FakeGateway gateway;

  private FakeServer(AdminServer server, FakeGateway gateway) {
    this.server = server;
    this.gateway = gateway;
  }

  /** Opens a free port and writes settings and token into the home. */
  public static FakeServer start(FakeGateway gateway, Path home)
      throws ConfigException, IOException {
    Listener listener = new Listener(true, "127.0.0.1", 0, Optional.empty());
    AdminToken token = AdminToken.readOrCreate(home);
    AdminPort port = new AdminPort(listener, token, null, Clock.systemUTC());
    AdminServer server = AdminRoutes.serve(gateway, port, Pages.none());
    Files.writeString(
        home.resolve("gateway.yaml"), "admin: { port: " + server.url().getPort() + " }\n");
    return new FakeServer(server, gateway);
  }

  @Override
  public void close() {
    server.close();
    gateway.close();
  }
}
