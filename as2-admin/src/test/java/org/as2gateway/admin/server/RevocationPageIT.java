package org.as2gateway.admin.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.OpenSslAuthority;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that openssl revokes while the gateway runs, on the page of its alias. */
@Tag("browser")
class RevocationPageIT {
  private static final AtomicReference<byte[]> LIST = new AtomicReference<>(new byte[0]);

  @TempDir private static Path folder;

  @RegisterExtension static final Desk DESK = Desk.of(RevocationPageIT::home);

  private static HttpServer web;
  private static OpenSslAuthority authority;
  private static X509Certificate certificate;

  private static TestHome home() throws Exception {
    authority = new OpenSslAuthority(folder.resolve("ca"), "Test Authority");
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] list = LIST.get();
            exchange.sendResponseHeaders(200, list.length);
            exchange.getResponseBody().write(list);
          }
        });
    web.start();
    String url = "http://127.0.0.1:" + web.getAddress().getPort() + "/list";
    certificate = authority.issue("them", "crlDistributionPoints=URI:" + url);
    LIST.set(authority.list());
    TestHome home =
        new TestHome(folder.resolve("home"))
            .settings(TestHome.SETTINGS + "certificates: { revocation: soft }\n")
            .station("Us", TestPki.rsa("CN=us"))
            .partner("Them", certificate)
            .partnership("Us", "Them", TestHome.sending(URI.create("http://127.0.0.1:9/as2")))
            .partnership("Them", "Us", Map.of());
    KeyFiles.writePem(home.path().resolve("certs/Them/ca.pem"), authority.certificate());
    return home;
  }

  @AfterAll
  static void close() {
    web.stop(0);
    authority.close();
  }

  @Test
  void the_page_checks_at_once_and_shows_a_revocation() throws Exception {
    var gateway = DESK.station().gateway();
    Awaitility.await()
        .alias("the gateway checks by itself")
        .until(() -> !gateway.revocations().checked(gateway.registry()).isEmpty());
    assertThat(gateway.revocations().checked(gateway.registry()).get(0).status().summary())
        .isEqualTo("not revoked");
    Page boss = DESK.boss();
    boss.navigate("/"); // so that the gateway knows the browser's zone
    boss.navigate("/certificates/Them");
    assertThat(boss.getByText("not revoked")).isVisible();
    authority.revoke("them", "keyCompromise");
    LIST.set(authority.list());
    boss.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("for revocation now"))
        .click();
    assertThat(boss.getByText("was revoked on")).isVisible();
    assertThat(boss.getByText("(key compromised)")).isVisible();
    assertThat(gateway.registry().certificates().encrypting("Them", Instant.now())).isEmpty();
    boss.navigate("/");
    assertThat(boss.getByText("Certificate of 'Them' was revoked").first()).isVisible();
  }
}
