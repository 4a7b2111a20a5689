package org.as2gateway.transport.as2.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.store.payload.KeptFiles;
import org.as2gateway.testkit.ScriptedExchange;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.Scripts;
import org.as2gateway.transport.as2.send.HttpExchange.Answer;
import org.as2gateway.transport.as2.send.HttpExchange.BasicCredentials;
import org.as2gateway.transport.as2.send.HttpExchange.Request;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP client against a partner made of plain sockets. */
class As2HttpClientIT {
  private static final MimeEntity RECEIPT =
      new MimeEntity(
          Headers.of("Content-Type", "text/plain", "AS2-From", "\"a  b\""),
          ClientFixture.bytes(5000));

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

  private Request chunked(Request r) {
    return new Request(
        r.url(),
        r.headers(),
        r.body(),
        true,
        r.connectTimeout(),
        r.readTimeout(),
        r.tls(),
        r.basic(),
        r.proxy());
  }

  @Test
  void sends_the_file_and_returns_the_whole_answer() throws Exception {
    partner.answer(Scripts.respond(200, RECEIPT));
    AtomicLong sent = new AtomicLong();
    Answer answer = fixture.client.send(fixture.request(partner.url()), sent::set);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.entity().body()).isEqualTo(RECEIPT.body());
    assertThat(answer.entity().headers().first("AS2-From")).contains("\"a  b\"");
    assertThat(partner.requests().get(0).bodyFile()).hasBinaryContent(ClientFixture.bytes(300_000));
    assertThat(sent).hasValue(300_000);
  }

  @Test
  void sends_the_same_header_block_each_time_and_nothing_uncalled_for() throws Exception {
    for (int i = 0; i < 50; i++) {
      fixture.client.send(fixture.request(partner.url()));
    }
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
    fixture.replaceBody(length);
    fixture.client.send(chunked(fixture.request(partner.url())));
    ScriptedExchange.Request received = partner.requests().get(0);
    assertThat(received.headers().first("Transfer-Encoding")).contains("chunked");
    assertThat(received.headers().contains("Content-Length")).isFalse();
    assertThat(received.bodyFile()).hasBinaryContent(ClientFixture.bytes(length));
  }

  @Test
  void sends_an_empty_file() throws Exception {
    fixture.replaceBody(0);
    assertThat(fixture.client.send(fixture.request(partner.url())).status()).isEqualTo(200);
    assertThat(partner.requests().get(0).headers().first("Content-Length")).contains("0");
  }

  @Test
  void keeps_path_and_query_as_they_are() throws Exception {
    URI url = partner.url().resolve("/a%20b/c;d?x=1&y=%2F+z&y");
    fixture.client.send(fixture.request(url));
    assertThat(partner.requests().get(0).requestLine())
        .isEqualTo("POST /a%20b/c;d?x=1&y=%2F+z&y HTTP/1.1");
  }

  @Test
  void sends_basic_credentials_unasked() throws Exception {
    Request r = fixture.request(partner.url());
    fixture.client.send(
        new Request(
            r.url(),
            r.headers(),
            r.body(),
            false,
            r.connectTimeout(),
            r.readTimeout(),
            r.tls(),
            Optional.of(new BasicCredentials("user", "pässword")),
            r.proxy()));
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
    Answer answer = fixture.client.send(fixture.request(partner.url()));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.entity().headers().first("Retry-After")).contains("7");
    fixture.client.send(fixture.request(partner.url()));
    assertThat(partner.requests()).hasSize(2);
    assertThat(partner.requests().get(1).headers().contains("Cookie")).isFalse();
  }

  @Test
  void does_not_decode_the_answer() throws Exception {
    byte[] raw = ClientFixture.bytes(100);
    partner.answer(
        Scripts.respond(200, new MimeEntity(Headers.of("Content-Encoding", "gzip"), raw)));
    assertThat(fixture.client.send(fixture.request(partner.url())).entity().body()).isEqualTo(raw);
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
    assertThat(fixture.client.send(fixture.request(partner.url())).entity().body())
        .isEqualTo(RECEIPT.body());
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
    Answer chunked = fixture.client.send(fixture.request(partner.url()));
    assertThat(chunked.entity().body()).asString().isEqualTo("abc");
    assertThat(chunked.entity().headers().first("Content-Type").orElseThrow())
        .startsWith("multipart/report;")
        .endsWith("boundary=x");
    assertThat(fixture.client.send(fixture.request(partner.url())).entity().body())
        .asString()
        .isEqualTo("abc");
  }

  @Test
  void an_answer_of_one_mebibyte_is_whole() throws Exception {
    partner.answer(
        Scripts.respond(200, new MimeEntity(Headers.empty(), ClientFixture.bytes(1_048_576))));
    assertThat(fixture.client.send(fixture.request(partner.url())).entity().length())
        .isEqualTo(1_048_576);
  }

  @Test
  void an_answer_that_comes_before_the_body_is_sent_counts() throws Exception {
    fixture.replaceBody(30_000_000);
    partner.answer(
        exchange -> {
          exchange.respond(413, new MimeEntity(Headers.of("Connection", "close"), new byte[0]));
          exchange.stall();
        });
    assertThat(fixture.client.send(fixture.request(partner.url())).status()).isEqualTo(413);
  }

  @Test
  void a_dead_pooled_connection_is_not_used_again() throws Exception {
    fixture.client.send(fixture.request(partner.url()));
    partner.stop();
    Awaitility.await().ignoreExceptions().until(() -> restart());
    assertThat(fixture.client.send(fixture.request(partner.url())).status()).isEqualTo(200);
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
      Path own = Files.write(folder.resolve("own" + number), ClientFixture.bytes(1000 + number));
      Request r = fixture.request(partner.url());
      Answer answer =
          fixture.client.send(
              new Request(
                  r.url(),
                  r.headers(),
                  Optional.of(HttpExchange.Body.of(KeptFiles.of(own))),
                  false,
                  r.connectTimeout(),
                  r.readTimeout(),
                  r.tls(),
                  r.basic(),
                  r.proxy()));
      return java.util.Arrays.equals(answer.entity().body(), ClientFixture.bytes(1000 + number));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
