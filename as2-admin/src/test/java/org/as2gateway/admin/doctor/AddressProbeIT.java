package org.as2gateway.admin.doctor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.as2gateway.admin.doctor.Finding.Verdict;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.testkit.TestTls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AddressProbeIT {
  private final OwnKey ca = TestPki.ca("CN=doctor-ca");
  private ServerSocket server;

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void trusted_server_is_good_from_name_to_expiry() throws IOException {
    int port = serve(TestPki.issuedBy(ca, "CN=doctor-server"), "TLSv1.2", "TLSv1.3");
    Section section = probe("https://localhost:" + port + "/as2", ca.certificate());
    assertThat(section.findings())
        .extracting(Finding::subject)
        .containsExactly("DNS", "TCP", "TLS 1.2", "TLS 1.3", "chain", "certificate");
    assertThat(section.findings()).extracting(Finding::verdict).containsOnly(Verdict.GOOD);
  }

  @Test
  void unknown_issuer_fails_and_is_described() throws IOException {
    int port = serve(TestPki.issuedBy(ca, "CN=doctor-server"), "TLSv1.2", "TLSv1.3");
    Section section = probe("https://localhost:" + port + "/");
    assertThat(section.hasFailed()).isTrue();
    assertThat(finding(section, "chain").verdict()).isEqualTo(Verdict.FAILED);
    assertThat(finding(section, "chain").text()).contains("CN=doctor-ca").contains("gw.tls_trust");
    assertThat(finding(section, "TLS 1.3").verdict()).isEqualTo(Verdict.GOOD);
    X509Certificate missing = section.untrusted().orElseThrow();
    assertThat(probe("https://localhost:" + port + "/", missing).hasFailed()).isFalse();
  }

  @Test
  void server_without_tls_1_3_passes_with_a_note() throws IOException {
    int port = serve(TestPki.issuedBy(ca, "CN=doctor-server"), "TLSv1.2");
    Section section = probe("https://127.0.0.1:" + port + "/", ca.certificate());
    assertThat(section.hasFailed()).isFalse();
    assertThat(finding(section, "TLS 1.2").verdict()).isEqualTo(Verdict.GOOD);
    assertThat(finding(section, "TLS 1.3").verdict()).isEqualTo(Verdict.NOTE);
  }

  @Test
  void expired_certificate_fails_with_its_date() throws IOException {
    int port = serve(TestPki.expired("CN=doctor-old"), "TLSv1.2", "TLSv1.3");
    Section section = probe("https://localhost:" + port + "/");
    assertThat(finding(section, "certificate").verdict()).isEqualTo(Verdict.FAILED);
    assertThat(finding(section, "certificate").text()).contains("expired on");
  }

  @Test
  void unknown_host_and_closed_port_end_the_probe() throws IOException {
    Section unknown = probe("https://no-such-host.invalid/");
    assertThat(unknown.findings()).extracting(Finding::subject).containsExactly("DNS");
    assertThat(unknown.hasFailed()).isTrue();
    int port;
    try (ServerSocket nobody = new ServerSocket(0)) { // nobody waits on it, so closing frees it
      port = nobody.getLocalPort();
    }
    Section closed = probe("https://127.0.0.1:" + port + "/");
    assertThat(closed.findings()).extracting(Finding::subject).containsExactly("DNS", "TCP");
    assertThat(finding(closed, "TCP").text()).contains("port " + port);
  }

  @Test
  void a_port_that_never_answers_is_told_so_once() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    URI url = URI.create("https://localhost:" + server.getLocalPort() + "/");
    Section section =
        new AddressProbe(Duration.ofMillis(300), List.of(), Map.of(), Clock.systemUTC()).probe(url);
    assertThat(section.findings())
        .extracting(Finding::subject)
        .containsExactly("DNS", "TCP", "TLS");
    assertThat(finding(section, "TLS").text())
        .contains("no response to the TLS handshake")
        .contains("ask the partner");
  }

  @Test
  void a_plain_server_behind_an_https_url_is_told_so() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> answerPlainly(server), "plain-server");
    thread.setDaemon(true);
    thread.start();
    Section section = probe("https://localhost:" + server.getLocalPort() + "/");
    assertThat(finding(section, "TLS").text())
        .contains("the server does not speak TLS, probably plain HTTP: check the scheme and port");
  }

  private static void answerPlainly(ServerSocket socket) {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
        client.getInputStream().readAllBytes();
      } catch (IOException e) {
        Thread.onSpinWait(); // the probe breaks off on purpose
      }
    }
  }

  @Test
  void shipped_addresses_are_all_https() throws IOException {
    assertThat(UspsTlsUrls.all()).hasSize(12).allMatch(url -> url.getScheme().equals("https"));
  }

  private static Finding finding(Section section, String subject) {
    return section.findings().stream()
        .filter(finding -> finding.subject().equals(subject))
        .findFirst()
        .orElseThrow(() -> new AssertionError(subject + " not in " + section));
  }

  private static Section probe(String url, X509Certificate... trusted) {
    return new AddressProbe(Duration.ofSeconds(5), List.of(trusted), Map.of(), Clock.systemUTC())
        .probe(URI.create(url));
  }

  private int serve(OwnKey key, String... protocols) throws IOException {
    SSLServerSocket socket =
        (SSLServerSocket)
            TestTls.context(Optional.of(key), List.of())
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    socket.setEnabledProtocols(protocols);
    server = socket;
    Thread thread = new Thread(() -> shakeHands(socket), "tls-server");
    thread.setDaemon(true);
    thread.start();
    return socket.getLocalPort();
  }

  private static void shakeHands(SSLServerSocket socket) {
    while (!socket.isClosed()) {
      try (SSLSocket client = (SSLSocket) socket.accept()) {
        client.startHandshake();
        client.getInputStream().read();
      } catch (IOException e) {
        Thread.onSpinWait(); // the probe breaks off on purpose
      }
    }
  }
}
