package org.as2gateway.transport.as2.send;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.testkit.TestTls;
import org.as2gateway.transport.as2.send.HttpExchange.Request;
import org.as2gateway.transport.as2.send.HttpExchange.TlsOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom the HTTP client trusts, and what it shows. */
class As2HttpClientTlsIT {
  @TempDir Path folder;
  private ClientFixture fixture;
  private ScriptedPartner partner;

  @BeforeEach
  void open() throws IOException {
    fixture = new ClientFixture(folder);
    partner = ScriptedPartner.start(folder);
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
    partner.close();
  }

  private ScriptedPartner startTls(OwnKey key) throws IOException {
    return ScriptedPartner.startTls(
        folder, TestTls.context(Optional.of(key), List.of(TestPki.rsa("ours").certificate())));
  }

  private TlsOptions trusting(OwnKey key) throws IOException {
    return new TlsOptions(
        Optional.of(KeyFiles.writePem(folder.resolve("trust.pem"), key.certificate())),
        Optional.empty());
  }

  @Test
  void a_pinned_self_signed_certificate_is_trusted() throws Exception {
    try (ScriptedPartner tls = startTls(TestPki.rsa("server"))) {
      assertThat(
              fixture
                  .client
                  .send(fixture.request(tls.url(), trusting(TestPki.rsa("server"))))
                  .status())
          .isEqualTo(200);
      assertThat(tls.requests().get(0).clientCertificate()).isEmpty();
      assertThat(tls.requests().get(0).bodyFile()).hasBinaryContent(ClientFixture.bytes(300_000));
    }
  }

  @Test
  void answers_with_bare_line_feeds_are_read_over_tls_too() throws Exception {
    try (ScriptedPartner tls = startTls(TestPki.rsa("server"))) {
      tls.answer(
          exchange -> {
            exchange.readBody();
            exchange.write("HTTP/1.1 200\nContent-Length: 03\n\nabc");
            exchange.stall();
          });
      Request request = fixture.request(tls.url(), trusting(TestPki.rsa("server")));
      assertThat(fixture.client.send(request).entity().body()).asString().isEqualTo("abc");
    }
  }

  @Test
  void an_authority_of_the_partnership_is_trusted() throws Exception {
    OwnKey ca = TestPki.ca("partner CA");
    try (ScriptedPartner tls = startTls(TestPki.issuedBy(ca, "partner server"))) {
      assertThat(fixture.client.send(fixture.request(tls.url(), trusting(ca))).status())
          .isEqualTo(200);
    }
  }

  @Test
  void another_certificate_is_not_trusted() throws Exception {
    try (ScriptedPartner tls = startTls(TestPki.rsa("server"))) {
      HttpFailure unpinned = fixture.failure(fixture.request(tls.url(), ClientFixture.NO_TLS));
      assertThat(unpinned.reason()).isEqualTo(Reason.TLS_CERTIFICATE_NOT_TRUSTED);
      assertThat(unpinned).hasMessageContaining("not trusted");
      HttpFailure other =
          fixture.failure(fixture.request(tls.url(), trusting(TestPki.rsa("someone else"))));
      assertThat(other.reason()).isEqualTo(Reason.TLS_CERTIFICATE_NOT_TRUSTED);
      assertThat(tls.requests()).isEmpty();
    }
  }

  @Test
  void a_pinned_certificate_must_be_for_the_host() throws Exception {
    try (ScriptedPartner tls = startTls(TestPki.rsa("server"))) {
      // 127.0.0.2 is this machine too, and not in the certificate
      try (ServerSocket relay = relayTo(tls.url().getPort())) {
        URI wrong = URI.create("https://127.0.0.2:" + relay.getLocalPort() + "/as2");
        HttpFailure thrown =
            fixture.failure(fixture.request(wrong, trusting(TestPki.rsa("server"))));
        assertThat(thrown.reason()).isEqualTo(Reason.TLS_CERTIFICATE_OF_OTHER_HOST);
        assertThat(thrown).hasMessageContaining("another host name");
      }
      assertThat(tls.requests()).isEmpty();
    }
  }

  /** Another address for the same server: passes octets both ways. */
  private static ServerSocket relayTo(int port) throws IOException {
    ServerSocket listening =
        new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 2}));
    daemon(
        () -> {
          try (var near = listening.accept();
              var far = new Socket(InetAddress.getLoopbackAddress(), port)) {
            daemon(() -> copy(far, near));
            copy(near, far);
          } catch (IOException e) {
            return; // the test is over
          }
        });
    return listening;
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      return; // one side is gone
    }
  }

  @Test
  void an_expired_pinned_certificate_is_refused() throws Exception {
    try (ScriptedPartner tls = startTls(TestPki.expired("server"))) {
      HttpFailure thrown =
          fixture.failure(fixture.request(tls.url(), trusting(TestPki.expired("server"))));
      assertThat(thrown.reason()).isEqualTo(Reason.TLS_CERTIFICATE_EXPIRED);
      assertThat(thrown).hasMessageContaining("expired");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void the_client_certificate_is_shown_where_the_partnership_has_one(boolean isShown)
      throws Exception {
    try (ScriptedPartner tls = startTls(TestPki.ec("server"))) {
      TlsOptions options = trusting(TestPki.ec("server"));
      if (isShown) {
        options = new TlsOptions(options.trustFile(), Optional.of("ours"));
      }
      fixture.client.send(fixture.request(tls.url(), options));
      assertThat(tls.requests().get(0).clientCertificate())
          .isEqualTo(isShown ? Optional.of("CN=ours") : Optional.empty());
    }
  }

  @Test
  void a_missing_client_key_or_trust_file_is_named() throws Exception {
    assertThat(
            fixture.failure(
                fixture.request(
                    partner.url(), new TlsOptions(Optional.empty(), Optional.of("stranger")))))
        .hasMessageContaining("stranger");
    assertThat(
            fixture.failure(
                fixture.request(
                    partner.url(),
                    new TlsOptions(Optional.of(folder.resolve("absent.pem")), Optional.empty()))))
        .hasMessageContaining("absent.pem");
    assertThat(partner.connections()).isZero();
  }

  @Test
  void a_changed_trust_file_counts_at_once() throws Exception {
    try (ScriptedPartner tls = startTls(TestPki.rsa("server"))) {
      TlsOptions options = trusting(TestPki.ec384("a longer name so that the size differs"));
      assertThat(fixture.failure(fixture.request(tls.url(), options)).reason())
          .isEqualTo(Reason.TLS_CERTIFICATE_NOT_TRUSTED);
      trusting(TestPki.rsa("server"));
      assertThat(fixture.client.send(fixture.request(tls.url(), options)).status()).isEqualTo(200);
    }
  }

  @Test
  void a_plain_server_on_a_tls_url_is_a_tls_failure() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      daemon(
          () -> {
            try (Socket socket = plain.accept()) {
              socket.getInputStream().read();
              socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
            } catch (IOException e) {
              return; // the test is over
            }
          });
      URI url = URI.create("https://127.0.0.1:" + plain.getLocalPort() + "/as2");
      assertThat(fixture.failure(fixture.request(url, ClientFixture.NO_TLS)).reason())
          .isEqualTo(Reason.TLS_FAILED);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "peer");
    thread.setDaemon(true);
    thread.start();
  }
}
