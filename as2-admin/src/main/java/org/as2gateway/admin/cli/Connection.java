package org.as2gateway.admin.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.admin.port.AdminToken;
import org.as2gateway.admin.server.AdminTls;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.config.GatewayConfig.Listener;
import org.as2gateway.config.GatewayConfigReader;

/** Finds the gateway that runs on a home. */
final class Connection {
  private Connection() {}

  static GatewayClient to(Path home, Shell shell)
      throws ConfigException, IOException, CommandFailure {
    GatewayConfig config = GatewayConfigReader.read(home, shell.environment());
    if (!config.admin().isEnabled()) {
      throw new CommandFailure(
          "'admin.enabled' is false in "
              + home.resolve(GatewayConfigReader.FILE)
              + "; this command needs the admin port. Set it to true and restart the gateway");
    }
    AdminToken token =
        AdminToken.read(home)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        "no gateway has run on home '"
                            + home
                            + "' yet (no '"
                            + AdminToken.file(home)
                            + "'); start it with './as2 start', or name another home with '--home"
                            + " DIR'"));
    return new GatewayClient(
        address(config.admin()),
        token,
        AdminTls.client(config, shell.environment()),
        shell.clock());
  }

  private static URI address(Listener admin) throws CommandFailure {
    if (admin.port() == 0) {
      throw new CommandFailure(
          "'admin.port' is 0, so the port is unknown; set a port in gateway.yaml");
    }
    String scheme = admin.keystore().isPresent() ? "https" : "http";
    String host = admin.host();
    if (host.equals("0.0.0.0") || host.isEmpty()) {
      host = "127.0.0.1";
    } else if (host.contains(":")) {
      host = host.matches("[0:]+") ? "[::1]" : "[" + host + "]";
    }
    return URI.create(scheme + "://" + host + ":" + admin.port());
  }
}
