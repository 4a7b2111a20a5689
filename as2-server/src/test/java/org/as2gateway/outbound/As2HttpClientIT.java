package org.as2gateway.outbound;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.as2gateway.certs.OwnKey;
import org.as2gateway.outbound.HttpExchange.Answer;
import org.as2gateway.outbound.HttpExchange.BasicCredentials;
import org.as2gateway.outbound.HttpExchange.Request;
import org.as2gateway.outbound.HttpExchange.TlsOptions;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.ScriptedExchange;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.Scripts;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.testkit.TestTls;
import org.as2gateway.wire.Headers;
import org.as2gateway.wire.MimeEntity;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP client against partners made of plain sockets. */
class As2HttpClientIT {
  private static final TlsOptions NO_TLS = new TlsOptions(Optional.empty(), Optional.empty());
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final MimeEntity RECEIPT =
      new MimeEntity(Headers.of("Content-Type", "text/plain", "AS2-From", "\"a  b\""), bytes(5000));

  @TempDir Path folder;
  private final As2HttpClient client =
      new As2HttpClient(
          alias -> alias.equals("ours") ? Optional.of(TestPki.rsa("ours")) : Optional.empty());
  private final CountDownLatch testIsOver = new CountDownLatch(1);
  private ScriptedPartner partner;
  private Path body;

  @BeforeEach
  void open() throws IOException {
    partner = ScriptedPartner.start(folder);
    body = Files.write(folder.resolve("body"), bytes(300_000));
  }

  @AfterEach
  void close() throws IOException {
    testIsOver.countDown();
    client.close();
    partner.close();
  }

  private static void pause(CountDownLatch end, Duration limit) {
    try {
      var unused = end.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] bytes(int count) {
    byte[] octets = new byte[count];
    new Random(count).nextBytes(octets);
    return octets;
  }

  private Request request(URI url, TlsOptions tls, Duration readTimeout) {
    Headers headers =
        Headers.of("AS2-From", "us", "as2-TO", "\"x  y\"", "Message-ID", "<1@us>", "X", "");
    return new Request(
        url, headers, body, false, Duration.ofSeconds(10), readTimeout, tls, Optional.empty());
  }

  private Request request() {
    return request(partner.url(), NO_TLS, Duration.ofSeconds(20));
  }

  private Request chunked(Request r) {
    return new Request(
        r.url(),
        r.headers(),
        r.body(),
        true,
        r.connectTimeout(),
        r.readTimeout(),
        r.tls(),
        r.basic());
  }

  private HttpFailure failure(Request request) {
    HttpFailure thrown = catchThrowableOfType(HttpFailure.class, () -> client.send(request));
    assertThat(thrown).isNotNull();
    assertThat(thrown.getMessage()).doesNotContain("\n").doesNotContain("Exception");
    return thrown;
  }

  private void replaceBody(int count) throws IOException {
    Files.write(body, bytes(count));
  }

  @Test
  void sends_the_file_and_returns_the_whole_answer() throws Exception {
    partner.answer(Scripts.respond(200, RECEIPT));
    AtomicLong sent = new AtomicLong();
    Answer answer = client.send(request(), sent::set);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.entity().body()).isEqualTo(RECEIPT.body());
    assertThat(answer.entity().headers().first("AS2-From")).contains("\"a  b\"");
    assertThat(partner.requests().get(0).bodyFile()).hasBinaryContent(bytes(300_000));
    assertThat(sent).hasValue(300_000);
  }

  @Test
  void sends_the_same_header_block_each_time_and_nothing_uncalled_for() throws Exception {
    client.send(request());
    client.send(request());
    List<ScriptedExchange.Request> requests = partner.requests();
    assertThat(requests.get(0).head())
        .isEqualTo(
            "POST /as2 HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUser-Agent: AS2-Gateway\r\nAS2-From: us\r\nas2-TO: \"x  y\"\r\nMessage-ID: <1@us>\r\nX: \r\nContent-Length: 300000\r\n\r\n"
                .formatted(partner.url().getPort()));
    assertThat(requests.get(1).head()).isEqualTo(requests.get(0).head());
    assertThat(partner.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 300_000})
  void sends_chunked_where_asked(int length) throws Exception {
    replaceBody(length);
    client.send(chunked(request()));
    ScriptedExchange.Request received = partner.requests().get(0);
    assertThat(received.headers().first("Transfer-Encoding")).contains("chunked");
    assertThat(received.headers().contains("Content-Length")).isFalse();
    assertThat(received.bodyFile()).hasBinaryContent(bytes(length));
  }

  @Test
  void sends_an_empty_file() throws Exception {
    replaceBody(0);
    assertThat(client.send(request()).status()).isEqualTo(200);
    assertThat(partner.requests().get(0).headers().first("Content-Length")).contains("0");
  }

  @Test
  void keeps_path_and_query_as_they_are() throws Exception {
    URI url = partner.url().resolve("/a%20b/c;d?x=1&y=%2F+z&y");
    client.send(request(url, NO_TLS, Duration.ofSeconds(20)));
    assertThat(partner.requests().get(0).requestLine())
        .isEqualTo("POST /a%20b/c;d?x=1&y=%2F+z&y HTTP/1.1");
  }

  @Test
  void sends_basic_credentials_unasked() throws Exception {
    Request r = request();
    client.send(
        new Request(
            r.url(),
            r.headers(),
            r.body(),
            false,
            r.connectTimeout(),
            r.readTimeout(),
            r.tls(),
            Optional.of(new BasicCredentials("user", "pässword"))));
    assertThat(partner.requests().get(0).headers().first("Authorization"))
        .contains("Basic dXNlcjpww6Rzc3dvcmQ=");
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 301, 302, 307, 401, 403, 404, 407, 429, 500, 503})
  void returns_any_status_and_follows_nothing(int status) throws Exception {
    partner.answer(
        Scripts.status(
            status,
            "Location",
            partner.url() + "/elsewhere",
            "WWW-Authenticate",
            "Basic realm=\"x\"",
            "Retry-After",
            "7",
            "Set-Cookie",
            "a=b"));
    Answer answer = client.send(request());
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.entity().headers().first("Retry-After")).contains("7");
    client.send(request());
    assertThat(partner.requests()).hasSize(2);
    assertThat(partner.requests().get(1).headers().contains("Cookie")).isFalse();
  }

  @Test
  void does_not_decode_the_answer() throws Exception {
    byte[] raw = bytes(100);
    partner.answer(
        Scripts.respond(200, new MimeEntity(Headers.of("Content-Encoding", "gzip"), raw)));
    assertThat(client.send(request()).entity().body()).isEqualTo(raw);
  }

  @Test
  void passes_over_interim_answers() throws Exception {
    partner.answer(
        exchange -> {
          exchange.write("HTTP/1.1 100 Continue\r\n\r\n");
          exchange.readBody();
          exchange.write("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n");
          exchange.respond(200, RECEIPT);
        });
    assertThat(client.send(request()).entity().body()).isEqualTo(RECEIPT.body());
  }

  @Test
  void reads_folded_headers_and_chunked_and_unframed_answers() throws Exception {
    partner.answer(
        exchange -> {
          exchange.readBody();
          exchange.write("HTTP/1.1 200 OK\r\nContent-Type: multipart/report;\r\n\tboundary=x\r\n");
          exchange.write(
              "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\n\r\n");
          exchange.close(false);
        },
        exchange -> {
          exchange.readBody();
          exchange.write("HTTP/1.0 200 OK\r\n\r\nabc");
          exchange.close(false);
        });
    Answer chunked = client.send(request());
    assertThat(chunked.entity().body()).asString().isEqualTo("abc");
    assertThat(chunked.entity().headers().first("Content-Type").orElseThrow())
        .startsWith("multipart/report;")
        .endsWith("boundary=x");
    assertThat(client.send(request()).entity().body()).asString().isEqualTo("abc");
  }

  @Test
  void an_answer_over_one_mebibyte_is_a_failure() {
    partner.answer(Scripts.respond(200, new MimeEntity(Headers.empty(), bytes(1_048_577))));
    assertThat(failure(request()).kind()).isEqualTo(HttpFailure.Kind.BROKEN);
  }

  @Test
  void an_answer_of_one_mebibyte_is_whole() throws Exception {
    partner.answer(Scripts.respond(200, new MimeEntity(Headers.empty(), bytes(1_048_576))));
    assertThat(client.send(request()).entity().length()).isEqualTo(1_048_576);
  }

  @Test
  void a_truncated_answer_is_a_failure() {
    partner.answer(Scripts.truncated(1000, r -> RECEIPT));
    assertThat(failure(request()).kind()).isEqualTo(HttpFailure.Kind.BROKEN);
  }

  @Test
  void a_truncated_chunked_answer_is_a_failure() {
    partner.answer(
        exchange -> {
          exchange.readBody();
          exchange.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
          exchange.close(false);
        });
    assertThat(failure(request()).kind()).isEqualTo(HttpFailure.Kind.BROKEN);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_connection_closed_before_the_answer_is_a_failure(boolean isReset) {
    partner.answer(Scripts.closeBeforeAnswer(isReset));
    assertThat(failure(request()).kind()).isEqualTo(HttpFailure.Kind.BROKEN);
  }

  @Test
  void nonsense_is_a_failure() {
    partner.answer(
        exchange -> {
          exchange.readBody();
          exchange.write("220 mail.example ESMTP\r\n");
          exchange.close(false);
        });
    assertThat(failure(request()).kind()).isEqualTo(HttpFailure.Kind.BROKEN);
  }

  @Test
  void a_partner_that_never_answers_is_a_time_out() {
    partner.answer(Scripts.stall());
    assertThat(failure(request(partner.url(), NO_TLS, SHORT)).kind())
        .isEqualTo(HttpFailure.Kind.TIMEOUT);
  }

  @Test
  void a_partner_that_stalls_within_its_answer_is_a_time_out() {
    partner.answer(Scripts.stallWithinAnswer(r -> RECEIPT));
    assertThat(failure(request(partner.url(), NO_TLS, SHORT)).kind())
        .isEqualTo(HttpFailure.Kind.TIMEOUT);
  }

  @Test
  void a_partner_that_stops_reading_is_a_time_out() throws Exception {
    replaceBody(30_000_000);
    partner.answer(
        exchange ->
            Awaitility.await()
                .during(SHORT.multipliedBy(10))
                .atMost(Duration.ofSeconds(30))
                .until(() -> true));
    long start = System.nanoTime();
    assertThat(failure(request(partner.url(), NO_TLS, SHORT)).kind())
        .isEqualTo(HttpFailure.Kind.TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT.multipliedBy(6));
  }

  @Test
  void a_partner_that_drips_its_answer_is_a_time_out() {
    partner.answer(
        exchange -> {
          exchange.readBody();
          exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
          for (int i = 0; i < 1000; i++) {
            exchange.write("x");
            pause(testIsOver, Duration.ofMillis(20));
          }
        });
    assertThat(failure(request(partner.url(), NO_TLS, SHORT)).kind())
        .isEqualTo(HttpFailure.Kind.TIMEOUT);
  }

  @Test
  void an_answer_that_comes_before_the_body_is_sent_counts() throws Exception {
    replaceBody(30_000_000);
    partner.answer(
        exchange -> {
          exchange.respond(413, new MimeEntity(Headers.of("Connection", "close"), new byte[0]));
          exchange.stall();
        });
    assertThat(client.send(request()).status()).isEqualTo(413);
  }

  @Test
  void a_refused_connection_is_said_so() throws Exception {
    partner.stop();
    HttpFailure thrown = failure(request());
    assertThat(thrown.kind()).isEqualTo(HttpFailure.Kind.CONNECT);
    assertThat(thrown).hasMessageContaining("127.0.0.1:" + partner.url().getPort());
  }

  @Test
  void an_unknown_host_is_said_so() {
    HttpFailure thrown =
        failure(request(URI.create("http://nowhere.invalid/as2"), NO_TLS, Duration.ofSeconds(20)));
    assertThat(thrown.kind()).isEqualTo(HttpFailure.Kind.CONNECT);
    assertThat(thrown).hasMessageContaining("nowhere.invalid");
  }

  @Test
  void a_missing_body_is_no_failure_of_the_partner() throws Exception {
    Files.delete(body);
    assertThatThrownBy(() -> client.send(request())).isInstanceOf(NoSuchFileException.class);
    assertThat(partner.connections()).isZero();
  }

  @Test
  void a_dead_pooled_connection_is_not_used_again() throws Exception {
    client.send(request());
    partner.stop();
    Awaitility.await().ignoreExceptions().until(() -> restart());
    assertThat(client.send(request()).status()).isEqualTo(200);
  }

  private boolean restart() throws IOException {
    partner.restart();
    return true;
  }

  @Test
  void many_at_once_get_their_own_answers() {
    partner.answerAlways(
        Scripts.compute(
            200, r -> new MimeEntity(Headers.empty(), Files.readAllBytes(r.bodyFile()))));
    List<Boolean> equal = IntStream.range(0, 40).parallel().mapToObj(i -> sendOwn(i)).toList();
    assertThat(equal).hasSize(40).containsOnly(true);
  }

  private boolean sendOwn(int number) {
    try {
      Path own = Files.write(folder.resolve("own" + number), bytes(1000 + number));
      Request r = request();
      Answer answer =
          client.send(
              new Request(
                  r.url(),
                  r.headers(),
                  own,
                  false,
                  r.connectTimeout(),
                  r.readTimeout(),
                  r.tls(),
                  r.basic()));
      return java.util.Arrays.equals(answer.entity().body(), bytes(1000 + number));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  // TLS

  private ScriptedPartner startTls(OwnKey key) throws IOException {
    return ScriptedPartner.startTls(
        folder, TestTls.context(Optional.of(key), List.of(TestPki.rsa("ours").certificate())));
  }

  private TlsOptions trusting(OwnKey key) throws IOException {
    return new TlsOptions(
        Optional.of(KeyFiles.writePem(folder.resolve("trust.pem"), key.certificate())),
        Optional.empty());
  }

  private Request secure(URI url, TlsOptions tls) {
    return request(url, tls, Duration.ofSeconds(20));
  }

  @Test
  void a_pinned_self_signed_certificate_is_trusted() throws Exception {
    try (ScriptedPartner tls = startTls(TestPki.rsa("server"))) {
      assertThat(client.send(secure(tls.url(), trusting(TestPki.rsa("server")))).status())
          .isEqualTo(200);
      assertThat(tls.requests().get(0).clientCertificate()).isEmpty();
      assertThat(tls.requests().get(0).bodyFile()).hasBinaryContent(bytes(300_000));
    }
  }

  @Test
  void an_authority_of_the_partnership_is_trusted() throws Exception {
    OwnKey ca = TestPki.ca("partner CA");
    try (ScriptedPartner tls = startTls(TestPki.issuedBy(ca, "partner server"))) {
      assertThat(client.send(secure(tls.url(), trusting(ca))).status()).isEqualTo(200);
    }
  }

  @Test
  void another_certificate_is_not_trusted() throws Exception {
    try (ScriptedPartner tls = startTls(TestPki.rsa("server"))) {
      HttpFailure unpinned = failure(secure(tls.url(), NO_TLS));
      assertThat(unpinned.kind()).isEqualTo(HttpFailure.Kind.TLS);
      assertThat(unpinned).hasMessageContaining("not trusted");
      HttpFailure other = failure(secure(tls.url(), trusting(TestPki.rsa("someone else"))));
      assertThat(other.kind()).isEqualTo(HttpFailure.Kind.TLS);
      assertThat(tls.requests()).isEmpty();
    }
  }

  @Test
  void a_pinned_certificate_must_be_for_the_host() throws Exception {
    try (ScriptedPartner tls = startTls(TestPki.rsa("server"))) {
      // 127.0.0.2 is this machine too, and not in the certificate
      try (ServerSocket relay = relayTo(tls.url().getPort())) {
        URI wrong = URI.create("https://127.0.0.2:" + relay.getLocalPort() + "/as2");
        HttpFailure thrown = failure(secure(wrong, trusting(TestPki.rsa("server"))));
        assertThat(thrown.kind()).isEqualTo(HttpFailure.Kind.TLS);
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
      HttpFailure thrown = failure(secure(tls.url(), trusting(TestPki.expired("server"))));
      assertThat(thrown.kind()).isEqualTo(HttpFailure.Kind.TLS);
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
      client.send(secure(tls.url(), options));
      assertThat(tls.requests().get(0).clientCertificate())
          .isEqualTo(isShown ? Optional.of("CN=ours") : Optional.empty());
    }
  }

  @Test
  void a_missing_client_key_or_trust_file_is_named() throws Exception {
    assertThat(
            failure(
                secure(partner.url(), new TlsOptions(Optional.empty(), Optional.of("stranger")))))
        .hasMessageContaining("stranger");
    assertThat(
            failure(
                secure(
                    partner.url(),
                    new TlsOptions(Optional.of(folder.resolve("absent.pem")), Optional.empty()))))
        .hasMessageContaining("absent.pem");
    assertThat(partner.connections()).isZero();
  }

  @Test
  void a_changed_trust_file_counts_at_once() throws Exception {
    try (ScriptedPartner tls = startTls(TestPki.rsa("server"))) {
      TlsOptions options = trusting(TestPki.ec384("a longer name so that the size differs"));
      assertThat(failure(secure(tls.url(), options)).kind()).isEqualTo(HttpFailure.Kind.TLS);
      trusting(TestPki.rsa("server"));
      assertThat(client.send(secure(tls.url(), options)).status()).isEqualTo(200);
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
      assertThat(failure(secure(url, NO_TLS)).kind()).isEqualTo(HttpFailure.Kind.TLS);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "peer");
    thread.setDaemon(true);
    thread.start();
  }

  @Test
  void a_silent_tls_server_ends_with_the_connect_time_out() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Request r = secure(URI.create("https://127.0.0.1:" + silent.getLocalPort() + "/"), NO_TLS);
      HttpFailure thrown =
          failure(
              new Request(
                  r.url(),
                  r.headers(),
                  r.body(),
                  false,
                  SHORT,
                  r.readTimeout(),
                  r.tls(),
                  r.basic()));
      assertThat(thrown.kind()).isEqualTo(HttpFailure.Kind.TIMEOUT);
      assertThat(thrown).hasMessageContaining("connect time-out");
    }
  }
}
