package org.as2gateway.admin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.admin.port.AdminPort;
import org.as2gateway.admin.port.AdminServer;
import org.as2gateway.admin.port.AdminToken;
import org.as2gateway.admin.port.FakeGateway;
import org.as2gateway.admin.port.Pages;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.config.GatewayConfigReader;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.NewKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTlsIT {
  private static final Map<String, String> NO_VARIABLES = Map.of();
  private static final AdminToken TOKEN = AdminToken.of("token");

  @TempDir private Path folder;

  @Test
  void client_trusts_the_certificate_of_its_own_home_and_no_other() throws Exception {
    GatewayConfig config = home("one");
    try (AdminServer server =
        AdminRoutes.serve(
            new FakeGateway(),
            new AdminPort(
                config.admin(),
                TOKEN,
                AdminTls.server(config, NO_VARIABLES).orElseThrow(),
                Clock.systemUTC()),
            Pages.none())) {
      assertThat(server.url().getScheme()).isEqualTo("https");
      var own =
          new GatewayClient(
              server.url(),
              TOKEN,
              AdminTls.client(config, NO_VARIABLES),
              java.time.Clock.systemUTC());
      assertThat(own.get("/api/v1/partners").get("partners")).hasSize(2);

      var other =
          new GatewayClient(
              server.url(),
              TOKEN,
              AdminTls.client(home("two"), NO_VARIABLES),
              java.time.Clock.systemUTC());
      assertThatThrownBy(() -> other.get("/api/v1/partners")).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void missing_key_store_is_told_with_its_file() throws Exception {
    GatewayConfig config = home("one");
    Files.delete(config.admin().keystore().orElseThrow());
    assertThatThrownBy(() -> AdminTls.server(config, NO_VARIABLES))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("admin: ")
        .hasMessageContaining("tls.p12");
  }

  private GatewayConfig home(String name) throws IOException, CertsException, ConfigException {
    Path home = folder.resolve(name);
    var key =
        new CertificateFolder(home, NO_VARIABLES, Clock.systemUTC())
            .newKey("admin", NewKey.of("admin"));
    Path tls = Files.createDirectories(home.resolve("certs/tls")).resolve("tls.p12");
    Files.copy(key.file(), tls);
    Files.writeString(
        home.resolve("gateway.yaml"), "admin: { port: 0, keystore: certs/tls/tls.p12 }\n");
    return GatewayConfigReader.read(home, NO_VARIABLES);
  }
}
