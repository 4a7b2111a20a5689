package org.as2gateway.transport.as2.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.config.ConfigException;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.OpenSsl;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.testkit.TestTls;
import org.as2gateway.transport.as2.receive.As2Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The TLS listener, asked by the JDK and by openssl. */
class As2ServerTlsIT {
  private static final String POST = "POST /as2 HTTP/1.1\r\nHost: us\r\n";
  private static final OwnKey FIRST = TestPki.rsa("tls one");
  private static final OwnKey SECOND = TestPki.ec("tls two");

  @TempDir Path folder;
  private final RecordingEndpoint endpoint = new RecordingEndpoint();
  private Path keyStore;
  private As2Server server;

  @BeforeEach
  void open() throws Exception {
    keyStore = KeyFiles.writeP12(FIRST, folder.resolve("tls.p12"));
    server = As2Server.open(settings(KeyFiles.PASSWORD), endpoint, () -> true);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private HttpServerSettings settings(String password) {
    return new HttpServerSettings(
        "/as2",
        List.of(
            new HttpServerSettings.Listener(
                "https",
                "127.0.0.1",
                0,
                Optional.of(new HttpServerSettings.TlsKeyStore(keyStore, password::toCharArray)))),
        new HttpServerSettings.Limits(
            100_000, 16_384, Duration.ofSeconds(2), Duration.ofMinutes(1), 1024, 100, 4),
        Duration.ofSeconds(5));
  }

  private int port() {
    return server.urls().get(0).getPort();
  }

  private RawClient client(String... protocols) throws IOException {
    return new RawClient(socket(protocols));
  }

  private SSLSocket socket(String... protocols) throws IOException {
    List<X509Certificate> trusted = List.of(FIRST.certificate(), SECOND.certificate());
    SSLContext context = TestTls.context(Optional.empty(), trusted);
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port());
    if (protocols.length > 0) {
      socket.setEnabledProtocols(protocols);
    }
    socket.startHandshake();
    return socket;
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void serves_tls(String protocol) throws Exception {
    try (RawClient client = client(protocol)) {
      for (int i = 0; i < 2; i++) {
        client.send(POST + "Content-Length: 50000\r\n\r\n" + "x".repeat(50_000));
        assertThat(client.reply().status()).isEqualTo(200);
      }
    }
    assertThat(endpoint.bodies).containsExactly(50_000L, 50_000L);
    assertThat(server.urls().get(0).getScheme()).isEqualTo("https");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_1", "-tls1"})
  void refuses_older_tls(String protocol) throws Exception {
    OpenSsl openSsl = new OpenSsl(folder);
    String address = "127.0.0.1:" + port();
    assertThat(openSsl.run("s_client", "-connect", address, "-tls1_2").output())
        .contains("Cipher is ECDHE");
    assertThat(
            openSsl
                .run("s_client", "-connect", address, protocol, "-cipher", "ALL:@SECLEVEL=0")
                .output())
        .contains("Cipher is (NONE)");
  }

  @Test
  void a_plain_request_gets_no_answer() throws Exception {
    try (RawClient client = new RawClient(port())) {
      client.send(POST + "Content-Length: 0\r\n\r\n");
      assertThat(client.isClosed()).isTrue();
    }
    assertThat(endpoint.requests).isEmpty();
  }

  @Test
  void a_handshake_that_does_not_come_is_given_up() throws Exception {
    try (RawClient client = new RawClient(port())) {
      client.send(new byte[] {22, 3, 1});
      assertThat(client.isClosed()).as("long before the idle time is over").isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void a_refusal_is_readable_while_the_body_is_in_flight(String protocol) throws Exception {
    try (RawClient client = client(protocol)) {
      client.send(POST + "Content-Length: 20000000\r\n\r\n");
      client.send(new byte[20_000_000]);
      assertThat(client.reply().status()).isEqualTo(413);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void the_connection_ends_after_a_4xx() throws Exception {
    endpoint.behaviour.set(request -> As2Response.empty(403));
    try (RawClient client = client()) {
      assertThat(client.send(POST + "Content-Length: 5\r\n\r\nhello").reply().status())
          .isEqualTo(403);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void a_changed_key_store_is_taken_over_and_a_broken_one_is_not() throws Exception {
    assertThat(served()).isEqualTo(FIRST.certificate());
    Files.writeString(keyStore, "broken");
    KeyFiles.writeP12(SECOND, folder.resolve("new.p12"));
    Awaitility.await()
        .during(Duration.ofSeconds(3))
        .until(() -> served().equals(FIRST.certificate()));
    Files.move(folder.resolve("new.p12"), keyStore, StandardCopyOption.REPLACE_EXISTING);
    Awaitility.await().until(() -> served().equals(SECOND.certificate()));
  }

  private X509Certificate served() throws IOException {
    try (SSLSocket socket = socket()) {
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  @Test
  void a_wrong_password_is_named() {
    assertThatThrownBy(() -> As2Server.open(settings("wrong"), endpoint, () -> true))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("tls.p12")
        .hasMessageContaining("'https'")
        .hasMessageContaining("password");
  }

  @Test
  void a_missing_key_store_is_named() throws Exception {
    Files.delete(keyStore);
    assertThatThrownBy(() -> As2Server.open(settings("x"), endpoint, () -> true))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("tls.p12");
  }

  @Test
  void a_garbage_record_does_not_disturb_others() throws Exception {
    try (Socket garbage = new Socket(InetAddress.getLoopbackAddress(), port());
        RawClient client = client()) {
      garbage.getOutputStream().write(new byte[1000]);
      assertThat(client.send(POST + "Content-Length: 0\r\n\r\n").reply().status()).isEqualTo(200);
    }
  }
}
