package org.as2gateway.admin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.as2gateway.admin.client.GatewayClient;
import org.as2gateway.admin.port.AdminToken;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.NewKey;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminTlsIT {
  private static final Map<String, String> NO_VARIABLES = Map.of();

  @TempDir private Path folder;

  @Test
  void client_trusts_the_certificate_of_its_own_home_and_no_other() throws Exception {
    GatewayConfig config = home("one");
    try (RunningGateway station = RunningGateway.start(config, NO_VARIABLES, Clock.systemUTC())) {
      URI url = station.adminUrl().orElseThrow();
      assertThat(url.getScheme()).isEqualTo("https");
      AdminToken token = AdminToken.read(config.home()).orElseThrow();
      var own = client(url, token, config);
      assertThat(own.get("/api/v1/partners").get("partners")).hasSize(2);

      var other = client(url, token, home("two"));
      assertThatThrownBy(() -> other.get("/api/v1/partners")).isInstanceOf(SSLException.class);
    }
  }

  private static GatewayClient client(URI url, AdminToken token, GatewayConfig config)
      throws ConfigException {
    return new GatewayClient(url, token, AdminTls.client(config, NO_VARIABLES), Clock.systemUTC());
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
    TestHome home =
        new TestHome(folder.resolve(name))
            .station("Us", TestPki.rsa("CN=us"))
            .partner("Them", TestPki.rsa("CN=them").certificate())
            .settings(
                TestHome.SETTINGS.replace(
                    "admin: { port: 0 }", "admin: { port: 0, keystore: certs/tls/tls.p12 }"));
    var key =
        new CertificateFolder(home.path(), NO_VARIABLES, Clock.systemUTC())
            .newKey("admin", NewKey.of("admin"));
    Path tls = Files.createDirectories(home.path().resolve("certs/tls")).resolve("tls.p12");
    Files.copy(key.file(), tls);
    return home.config();
  }
}
