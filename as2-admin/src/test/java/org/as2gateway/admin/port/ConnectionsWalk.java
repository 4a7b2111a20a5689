package org.as2gateway.admin.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;

/** Accounts of PDX, and files that stay on SFTP servers. */
final class ConnectionsWalk {
  private final Asker asker;

  ConnectionsWalk(Asker asker) {
    this.asker = asker;
  }

  /** Partners that are not set up completely: nothing is asked of them by itself. */
  static void addPartners(TestHome home) throws IOException {
    home.partner("Parcels", TestPki.rsa("CN=parcels").certificate())
        .partnership("Parcels", "Us", Map.of("gw.transport", "pdx", "gw.pdx_environment", "TEM"))
        .partner("Folder", TestPki.rsa("CN=folder").certificate())
        .partnership("Folder", "Us", Map.of("gw.transport", "sftp"));
  }

  void walk() throws Exception {
    assertThat(asker.ask("GET", "/api/v1/pdx/accounts").path("accounts").isArray()).isTrue();
    String check = "/api/v1/pdx/accounts/{name}/check";
    assertThat(asker.ask("POST", check, "Parcels-to-Us").path("good").asBoolean()).isFalse();
    assertThat(asker.ask("POST", check, "Us-to-Them").path("status").asInt()).isEqualTo(404);
    asker.ask("GET", "/api/v1/pdx/files?partnership=Parcels-to-Us");
    assertThat(asker.ask("GET", "/api/v1/sftp/left-files").path("files")).isEmpty();
    asker.ask("POST", "/api/v1/sftp/left-files/{name}/take-again", "Folder-to-Us");
  }
}
