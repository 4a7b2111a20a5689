package org.as2gateway.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import org.as2gateway.admin.partners.PartnerSheet;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.testkit.ConnectProxy;
import org.as2gateway.testkit.OpenSslServer;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} and {@code partner test} against servers of openssl, good and broken ones. */
@Tag("slow")
class DoctorIT {
  private static final OwnKey CA = TestPki.ca("CN=doctor-it-ca");
  private static final OwnKey SERVER = TestPki.issuedBy(CA, "CN=doctor-it-server");

  @TempDir private Path folder;
  private Path home;

  @BeforeEach
  void init() {
    home = folder.resolve("home");
    assertThat(ShellRun.of(folder, "init", home, "--as2-id", "US").status()).isZero();
  }

  private void addBolt(String url, X509Certificate trusted) throws IOException {
    Path pem =
        Files.writeString(
            folder.resolve("bolt.pem"), PartnerSheet.pem(TestPki.rsa("CN=bolt").certificate()));
    assertThat(
            ShellRun.of(
                    home, "partner", "add", "bolt", "--as2-id", "BOLT", "--url", url, "--cert", pem)
                .err())
        .isEmpty();
    Files.writeString(home.resolve("certs/bolt-tls.pem"), PartnerSheet.pem(trusted));
    Path file = home.resolve("partnerships.xml");
    String url1 = "<attribute name=\"as2_url\" value=\"" + url + "\"/>";
    String before = Files.readString(file);
    assertThat(before).contains(url1);
    Files.writeString(
        file,
        before.replace(url1, url1 + "<attribute name=\"gw.tls_trust\" value=\"bolt-tls.pem\"/>"));
  }

  @Test
  void a_good_partner_is_good_from_name_to_answer() throws Exception {
    try (OpenSslServer server = OpenSslServer.start(folder, "127.0.0.1", SERVER)) {
      addBolt("https://localhost:" + server.port() + "/as2", CA.certificate());
      ShellRun run = ShellRun.of(home, "doctor", "bolt");

      assertThat(run.status()).as(run.out()).isZero();
      assertThat(run.out())
          .contains("✓ us-to-bolt: is complete")
          .contains("✓ DNS", "✓ TCP", "✓ TLS 1.2: accepted", "✓ TLS 1.3: accepted")
          .contains(
              "✓ chain: trusted, host name matches", "✓ certificate", "✓ HTTP: returned status")
          .contains("No failures, ");
      assertThat(ShellRun.of(home, "partner", "test", "bolt").out())
          .contains("✓ HTTP: returned status")
          .contains("no test file was sent");
    }
  }

  @Test
  void through_a_proxy_everything_is_looked_at_in_the_same_way_and_the_proxy_itself()
      throws Exception {
    try (OpenSslServer server = OpenSslServer.start(folder, "127.0.0.1", SERVER);
        ConnectProxy proxy = ConnectProxy.start()) {
      addBolt("https://localhost:" + server.port() + "/as2", CA.certificate());
      String proxyYaml = "proxy: { url: '" + proxy.url() + "' }\n";
      Files.writeString(home.resolve("gateway.yaml"), proxyYaml);
      ShellRun run = ShellRun.of(home, "doctor", "bolt");
      assertThat(run.status()).as(run.out()).isZero();
      assertThat(run.out())
          .contains("✓ proxy: 127.0.0.1:" + proxy.port() + " connects to localhost port")
          .contains("✓ TLS 1.2: accepted", "✓ TLS 1.3: accepted")
          .contains("✓ chain: trusted, host name matches", "✓ HTTP: returned status")
          .doesNotContain("DNS", "TCP");
      assertThat(proxy.targets()).containsOnly("localhost:" + server.port());
      assertThat(ShellRun.of(home, "doctor").out())
          .contains("✓ proxy: 127.0.0.1:" + proxy.port() + " is reachable");
      proxy.answers("HTTP/1.1 403 Filtered\r\n\r\n");
      assertThat(ShellRun.of(home, "partner", "test", "bolt").out())
          .contains("✗ proxy: the proxy '127.0.0.1:" + proxy.port() + "' refused the connection");
      assertThat(ShellRun.of(home, "doctor", "--tls", "https://usps.invalid").out())
          .contains("to 'usps.invalid:443': 403 Filtered");
      proxy.close();
      assertThat(ShellRun.of(home, "doctor").out())
          .contains("✗ proxy: could not connect to the proxy '127.0.0.1:" + proxy.port());
    }
  }

  @Test
  void the_public_url_is_compared_with_what_listens() throws Exception {
    assertThat(ShellRun.of(home, "doctor").out()).contains("public-url: is not set");
    Path settings = home.resolve("gateway.yaml");
    Files.writeString(settings, "public-url: https://as2.example.com/as2\n");
    assertThat(ShellRun.of(home, "doctor").out()).contains("a proxy has to serve TLS");
    Files.writeString(settings, "public-url: http://as2.example.com/other\n");
    assertThat(ShellRun.of(home, "doctor").out()).contains("another path than 'as2.path', /as2");
  }

  @Test
  void an_unknown_authority_is_named_with_what_to_import() throws Exception {
    try (OpenSslServer server = OpenSslServer.start(folder, "127.0.0.1", SERVER)) {
      ShellRun run = ShellRun.of(home, "doctor", "--tls", "https://localhost:" + server.port());

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out())
          .contains("✗ chain: it was not issued by a trusted CA, but by CN=doctor-it-ca")
          .contains("import that CA certificate, which the server sends")
          .contains("fingerprint " + fingerprint(CA.certificate()))
          .contains("gw.tls_trust");
    }
  }

  @Test
  void a_server_that_signed_itself_is_named_too() throws Exception {
    OwnKey own = TestPki.rsa("CN=doctor-it-own");
    try (OpenSslServer server = OpenSslServer.start(folder, "127.0.0.1", own)) {
      ShellRun run = ShellRun.of(home, "doctor", "--tls", "https://localhost:" + server.port());
      assertThat(run.out())
          .contains("✗ chain: the certificate is self-signed and not trusted here")
          .contains(fingerprint(own.certificate()));
    }
  }

  @Test
  void another_host_name_is_told_with_the_names_it_is_for() throws Exception {
    try (OpenSslServer server = OpenSslServer.start(folder, "127.0.0.2", SERVER)) {
      addBolt("https://127.0.0.2:" + server.port() + "/as2", CA.certificate());
      ShellRun run = ShellRun.of(home, "doctor", "bolt");

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out())
          .contains("✗ chain: the certificate is for 'localhost', '127.0.0.1', not for '127.0.0.2'")
          .doesNotContain("HTTP");
    }
  }

  @Test
  void an_expired_certificate_is_told_with_its_date() throws Exception {
    OwnKey expired = TestPki.expired("CN=doctor-it-expired");
    try (OpenSslServer server = OpenSslServer.start(folder, "127.0.0.1", expired)) {
      addBolt("https://localhost:" + server.port() + "/as2", expired.certificate());
      ShellRun run = ShellRun.of(home, "doctor", "bolt");

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out())
          .contains("✗ certificate: expired" + " on ")
          .contains("get a new certificate");
    }
  }

  @Test
  void a_server_with_old_tls_only_is_told_so() throws Exception {
    String[] old = {"-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0"};
    try (OpenSslServer server = OpenSslServer.start(folder, "127.0.0.1", SERVER, old)) {
      ShellRun run = ShellRun.of(home, "doctor", "--tls", "https://localhost:" + server.port());

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out())
          .contains("✗ TLS: the server accepts neither TLS 1.2 nor 1.3")
          .contains("its operators must enable one of the two");
    }
  }

  @Test
  void a_server_with_tls_1_2_only_is_good_enough() throws Exception {
    try (OpenSslServer server = OpenSslServer.start(folder, "127.0.0.1", SERVER, "-tls1_2")) {
      addBolt("https://localhost:" + server.port() + "/as2", CA.certificate());
      ShellRun run = ShellRun.of(home, "doctor", "bolt");
      assertThat(run.status()).as(run.out()).isZero();
      assertThat(run.out()).contains("– TLS 1.3: not accepted; the other version is sufficient");
    }
  }

  @Test
  void a_dead_port_is_told_with_what_to_look_at() throws Exception {
    int port;
    try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = nobody.getLocalPort(); // nobody waits on it, so closing frees it
    }
    ShellRun run =
        ShellRun.of(home, "doctor", "--tls", "https://127.0.0.1:" + port + "/", "--json");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("connection refused: no server listens there; check the port");
  }

  private static String fingerprint(X509Certificate certificate) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
  }

  @Test
  void refuses_an_address_that_is_no_url() {
    ShellRun run = ShellRun.of(home, "doctor", "--tls", "notaurl");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("'notaurl' is not a URL; expected one such as https://");
  }
}
