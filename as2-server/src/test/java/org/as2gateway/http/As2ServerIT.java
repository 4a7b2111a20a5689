package org.as2gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.as2gateway.config.ConfigException;
import org.as2gateway.inbound.As2Response;
import org.as2gateway.wire.Headers;
import org.as2gateway.wire.MimeEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** protocol.md §1, the rows of HTTP, over real sockets. */
class As2ServerIT {
  private static final String POST = "POST /as2 HTTP/1.1\r\nHost: us\r\n";

  private final RecordingEndpoint endpoint = new RecordingEndpoint();
  private final AtomicBoolean hasRoom = new AtomicBoolean(true);
  private As2Server server;

  @BeforeEach
  void open() throws Exception {
    server = As2Server.open(settings(0), endpoint, hasRoom::get);
  }

  @AfterEach
  void close() {
    server.close();
  }

  static HttpServerSettings settings(int port) {
    return new HttpServerSettings(
        "/as2",
        List.of(new HttpServerSettings.Listener("http", "127.0.0.1", port, Optional.empty())),
        new HttpServerSettings.Limits(
            100_000, 16_384, Duration.ofSeconds(20), Duration.ofSeconds(20), 1024, 20, 4),
        Duration.ofSeconds(5));
  }

  private RawClient client() throws IOException {
    return new RawClient(server.urls().get(0).getPort());
  }

  private RawClient.Reply ask(String request) throws IOException {
    try (RawClient client = client()) {
      return client.send(request).reply();
    }
  }

  private void assertRefused(String request, int status) throws IOException {
    try (RawClient client = client()) {
      RawClient.Reply reply = client.send(request).reply();
      assertThat(reply.status()).isEqualTo(status);
      assertThat(reply.header("Connection")).isEqualTo("close");
      assertThat(reply.header("Server")).isNull();
      assertThat(reply.body().lines().count()).isLessThanOrEqualTo(1);
      assertThat(reply.body()).doesNotContain("<");
      assertThat(client.isClosed()).isTrue();
    }
    assertThat(endpoint.requests).isEmpty();
  }

  @Test
  void answers_what_the_endpoint_says() throws Exception {
    RawClient.Reply reply = ask(POST + "Content-Length: 5\r\nAS2-From: a  b\r\n\r\nhello");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("ok");
    assertThat(reply.header("X-Answer")).isEqualTo("yes");
    assertThat(reply.header("Date")).isNotNull();
    assertThat(reply.header("Server")).isNull();
    assertThat(endpoint.bodies).containsExactly(5L);
    assertThat(endpoint.requests.get(0).headers().first("AS2-From")).contains("a  b");
    assertThat(endpoint.requests.get(0).contentLength()).hasValue(5);
    assertThat(endpoint.requests.get(0).remoteAddress()).isEqualTo("127.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NONSENSE\r\n\r\n",
        "POST /as2\r\n\r\n",
        "POST /as2 HTTP/9.9\r\nHost: us\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "POST /as2 HTTP/1.1\r\nContent-Length: 0\r\n\r\n",
        POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
        POST + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        POST + "Content-Length: -1\r\n\r\n",
        POST + "Content-Length: 5x\r\n\r\nhello",
        POST + "Content-Length: 99999999999999999999\r\n\r\nhello",
        POST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        POST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "POST /as2 HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        POST + "AS2-From: a\u0000b\r\nContent-Length: 0\r\n\r\n",
        POST + "AS2-From: a\u0001b\r\nContent-Length: 0\r\n\r\n",
        POST + "AS2-From: a\u007fb\r\nContent-Length: 0\r\n\r\n",
        POST + "AS2-From: a\rb\r\nContent-Length: 0\r\n\r\n",
        POST + "AS2 From: a\r\nContent-Length: 0\r\n\r\n",
        POST + "no colon here\r\nContent-Length: 0\r\n\r\n",
      })
  void refuses_broken_framing_and_closes(String request) throws Exception {
    assertRefused(request, 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/as2/",
        "/AS2",
        "/as2x",
        "/as",
        "/as2/x",
        "/as2.",
        "/%61s2",
        "/as2;x=1",
        "*",
        "/x/../as2",
        "/./as2",
        "http://us/"
      })
  void answers_404_on_any_path_but_the_one(String target) throws Exception {
    assertThat(ask("POST " + target + " HTTP/1.1\r\nHost: us\r\nContent-Length: 0\r\n\r\n"))
        .satisfies(reply -> assertThat(reply.status()).isIn(404, 400))
        .satisfies(reply -> assertThat(reply.header("Connection")).isEqualTo("close"));
    assertThat(endpoint.requests).isEmpty();
  }

  @Test
  void answers_404_on_another_path() throws Exception {
    assertRefused("GET /admin HTTP/1.1\r\nHost: us\r\n\r\n", 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/as2%00", "/as2%00.txt", "/%00/as2", "/as2\\", "\\as2", "/..;/as2", "/x/..;/as2",
        "/as2/..;/x", "/%2e%2e/as2", "/..%2fas2", "/x%2f..%2fas2", "//as2", "/as2//", "/%2fas2",
        "/as2%5c", "/as2%", "/as2%zz", "as2", "/as2#x", "/as2%0d%0aX:%20y", "/as2%252e"
      })
  void malformed_targets_never_reach_the_endpoint(String target) throws Exception {
    assertThat(ask("POST " + target + " HTTP/1.1\r\nHost: us\r\nContent-Length: 0\r\n\r\n"))
        .satisfies(reply -> assertThat(reply.status()).isIn(400, 404))
        .satisfies(reply -> assertThat(reply.header("Connection")).isEqualTo("close"));
    assertThat(endpoint.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/as2?", "/as2?id=%00&x=..;/", "http://us/as2", "http://us:1/as2?a=b"})
  void a_query_and_the_absolute_form_are_fine(String target) throws Exception {
    assertThat(
            ask("POST " + target + " HTTP/1.1\r\nHost: us\r\nContent-Length: 0\r\n\r\n").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "post", "FOO"})
  void other_methods_are_not_allowed(String method) throws Exception {
    assertRefused(method + " /as2 HTTP/1.1\r\nHost: us\r\n\r\n", 405);
    assertThat(ask(method + " /as2 HTTP/1.1\r\nHost: us\r\n\r\n").header("Allow"))
        .isEqualTo("POST");
  }

  @Test
  void get_gives_one_constant_line() throws Exception {
    RawClient.Reply reply = ask("GET /as2?x=<b> HTTP/1.1\r\nHost: us\r\n\r\n");
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.body()).isEqualTo("this is an AS2 endpoint: messages come by POST\n");
  }

  @Test
  void head_has_no_body() throws Exception {
    try (RawClient client = client()) {
      client.send("HEAD /as2 HTTP/1.1\r\nHost: us\r\n\r\n");
      assertThat(client.reply().status()).isEqualTo(405);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void headers_too_large_are_refused() throws Exception {
    assertRefused(POST + "X: " + "y".repeat(20_000) + "\r\n\r\n", 431);
  }

  @Test
  void headers_too_many_are_refused() throws Exception {
    assertRefused(POST + "X: y\r\n".repeat(300) + "Content-Length: 0\r\n\r\n", 431);
  }

  @Test
  void a_body_over_the_limit_is_refused_from_its_content_length() throws Exception {
    assertRefused(POST + "Content-Length: 100001\r\n\r\n", 413);
  }

  @Test
  void a_refusal_is_readable_while_the_body_is_in_flight() throws Exception {
    try (RawClient client = client()) {
      client.send(POST + "Content-Length: 30000000\r\n\r\n");
      client.send(new byte[30_000_000]);
      assertThat(client.reply().status()).isEqualTo(413);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void a_chunked_body_is_refused_once_it_passes_the_limit() throws Exception {
    try (RawClient client = client()) {
      client.send(POST + "Transfer-Encoding: chunked\r\n\r\n");
      String chunk = "c350\r\n" + "x".repeat(50_000) + "\r\n";
      client.send(chunk).send(chunk).send("1\r\nx\r\n");
      RawClient.Reply reply = client.reply();
      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.header("Connection")).isEqualTo("close");
    }
  }

  @Test
  void a_body_at_the_limit_is_accepted() throws Exception {
    RawClient.Reply reply = ask(POST + "Content-Length: 100000\r\n\r\n" + "x".repeat(100_000));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(endpoint.bodies).containsExactly(100_000L);
  }

  @Test
  void broken_chunks_are_refused() throws Exception {
    RawClient.Reply reply =
        ask(POST + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\nx\r\n");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(endpoint.bodies).isEmpty();
  }

  @Test
  void content_encoding_is_not_supported() throws Exception {
    assertRefused(POST + "Content-Encoding: gzip\r\nContent-Length: 0\r\n\r\n", 415);
  }

  @Test
  void no_room_is_a_503_with_retry_after() throws Exception {
    hasRoom.set(false);
    RawClient.Reply reply = ask(POST + "Content-Length: 0\r\n\r\n");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).isNotNull();
    assertThat(endpoint.requests).isEmpty();
  }

  @Test
  void connections_above_the_limit_are_answered_503() throws Exception {
    RawClient[] open = new RawClient[21];
    for (int i = 0; i < open.length; i++) {
      open[i] = client();
    }
    RawClient.Reply last = open[20].send(POST + "Content-Length: 0\r\n\r\n").reply();
    RawClient.Reply first = open[0].send(POST + "Content-Length: 0\r\n\r\n").reply();
    for (RawClient client : open) {
      client.close();
    }
    assertThat(last.status()).isEqualTo(503);
    assertThat(last.header("Retry-After")).isNotNull();
    assertThat(first.status()).isEqualTo(200);
  }

  @Test
  void requests_above_the_workers_are_answered_503() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    endpoint.behaviour.set(
        request -> {
          awaitQuietly(release);
          return endpoint.readAndAnswer(request);
        });
    RawClient[] busy = new RawClient[4];
    for (int i = 0; i < busy.length; i++) {
      busy[i] = client().send(POST + "Content-Length: 1\r\n\r\nx");
    }
    org.awaitility.Awaitility.await().until(() -> endpoint.requests.size() == 4);
    assertThat(ask(POST + "Content-Length: 1\r\n\r\nx").status()).isEqualTo(503);
    release.countDown();
    for (RawClient client : busy) {
      assertThat(client.reply().status()).isEqualTo(200);
      client.close();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void folded_headers_and_leading_zeros_are_accepted() throws Exception {
    RawClient.Reply reply =
        ask(
            POST
                + "Content-Type: multipart/signed;\r\n boundary=\"x\";\r\n\tmicalg=sha256\r\n"
                + "Content-Length: 0000000000000000000000005\r\n\r\nhello");
    assertThat(reply.status()).isEqualTo(200);
    String type = endpoint.requests.get(0).headers().first("content-type").orElseThrow();
    assertThat(type.replaceAll("\\s+", " "))
        .isEqualTo("multipart/signed; boundary=\"x\"; micalg=sha256");
  }

  @Test
  void headers_keep_case_order_and_repetition() throws Exception {
    ask(POST + "content-TYPE: Text/Plain\r\nAS2-To: a\r\nas2-to: b\r\nContent-Length: 0\r\n\r\n");
    Headers headers = endpoint.requests.get(0).headers();
    assertThat(headers.toLines())
        .isEqualTo(
            "Host: us\r\ncontent-TYPE: Text/Plain\r\nAS2-To: a\r\nas2-to: b\r\nContent-Length: 0\r\n");
    assertThat(headers.all("AS2-To")).containsExactly("a", "b");
  }

  @Test
  void chunk_extensions_and_trailers_are_accepted() throws Exception {
    RawClient.Reply reply =
        ask(
            POST
                + "Transfer-Encoding: chunked\r\n\r\n5;name=\"v;\\\"\"\r\nhello\r\n"
                + "0005 ; x\r\nworld\r\n0\r\nX-Trailer: y\r\n\r\n");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(endpoint.bodies).containsExactly(10L);
    assertThat(endpoint.requests.get(0).contentLength()).isEmpty();
  }

  @Test
  void http_1_0_peers_are_served_and_closed() throws Exception {
    try (RawClient client = client()) {
      client.send("POST /as2 HTTP/1.0\r\nContent-Length: 5\r\n\r\nhello");
      assertThat(client.reply().status()).isEqualTo(200);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void an_uninvited_authorization_is_ignored() throws Exception {
    assertThat(
            ask(POST + "Authorization: Basic Zm9vOmJhcg==\r\nContent-Length: 0\r\n\r\n").status())
        .isEqualTo(200);
  }

  @Test
  void a_connection_serves_several_requests() throws Exception {
    try (RawClient client = client()) {
      for (int i = 0; i < 3; i++) {
        client.send(POST + "Content-Length: 5\r\n\r\nhello");
        assertThat(client.reply().status()).isEqualTo(200);
      }
      client.send((POST + "Content-Length: 5\r\n\r\nhello").repeat(2));
      assertThat(client.reply().status()).isEqualTo(200);
      assertThat(client.reply().status()).isEqualTo(200);
    }
  }

  @Test
  void expectation_is_met_when_the_body_is_read() throws Exception {
    try (RawClient client = client()) {
      client.send(POST + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");
      assertThat(client.reply().status()).isEqualTo(100);
      assertThat(client.send("hello").reply().status()).isEqualTo(200);
    }
  }

  @Test
  void expectation_is_not_met_when_the_headers_are_refused() throws Exception {
    assertRefused(POST + "Expect: 100-continue\r\nContent-Length: 100001\r\n\r\n", 413);
    endpoint.behaviour.set(request -> As2Response.empty(403));
    try (RawClient client = client()) {
      client.send(POST + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");
      assertThat(client.reply().status()).isEqualTo(403);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void the_connection_ends_after_a_4xx_of_the_endpoint() throws Exception {
    endpoint.behaviour.set(request -> As2Response.empty(403));
    try (RawClient client = client()) {
      RawClient.Reply reply = client.send(POST + "Content-Length: 5\r\n\r\nhello").reply();
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.header("Connection")).isEqualTo("close");
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void a_failure_of_ours_is_a_503_that_tells_nothing() throws Exception {
    endpoint.behaviour.set(
        request -> {
          throw new IllegalStateException("secret");
        });
    RawClient.Reply reply = ask(POST + "Content-Length: 5\r\n\r\nhello");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).isNotNull();
    assertThat(reply.body()).isEmpty();
  }

  @Test
  void a_failing_disk_is_a_503() throws Exception {
    endpoint.behaviour.set(
        request -> {
          throw new IOException("no space left on device");
        });
    assertThat(ask(POST + "Content-Length: 5\r\n\r\nhello").status()).isEqualTo(503);
  }

  @Test
  void an_error_of_the_machine_is_a_503() throws Exception {
    endpoint.behaviour.set(
        request -> {
          throw new StackOverflowError();
        });
    assertThat(ask(POST + "Content-Length: 5\r\n\r\nhello").status()).isEqualTo(503);
  }

  @Test
  void a_body_that_breaks_off_ends_the_request_without_a_200() throws Exception {
    CompletableFuture<Throwable> seen = new CompletableFuture<>();
    endpoint.behaviour.set(
        request -> {
          try {
            return endpoint.readAndAnswer(request);
          } catch (IOException e) {
            seen.complete(e);
            throw e;
          }
        });
    client().send(POST + "Content-Length: 5\r\n\r\nhel").close();
    assertThat(seen.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    assertThat(endpoint.bodies).isEmpty();
  }

  @Test
  void long_answer_headers_are_not_folded() throws Exception {
    String value = "multipart/report; boundary=\"" + "x".repeat(12_000) + "\"";
    endpoint.behaviour.set(
        request ->
            new As2Response(
                200, new MimeEntity(Headers.of("Content-Type", value), new byte[100_000])));
    RawClient.Reply reply = ask(POST + "Content-Length: 0\r\n\r\n");
    assertThat(reply.header("Content-Type")).isEqualTo(value);
    assertThat(reply.body()).hasSize(100_000);
  }

  @Test
  void an_occupied_port_is_named() {
    int port = server.urls().get(0).getPort();
    assertThatThrownBy(() -> As2Server.open(settings(port), endpoint, () -> true))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("'http'")
        .hasMessageContaining(Integer.toString(port));
  }

  @Test
  void a_stop_answers_what_is_being_read_and_takes_nothing_new() throws Exception {
    try (RawClient busy = client();
        RawClient idle = client()) {
      assertThat(idle.send(POST + "Content-Length: 0\r\n\r\n").reply().status()).isEqualTo(200);
      busy.send(POST + "Content-Length: 10\r\n\r\nhello");
      org.awaitility.Awaitility.await().until(() -> endpoint.requests.size() == 2);
      int port = server.urls().get(0).getPort();
      CompletableFuture<Void> stop = CompletableFuture.runAsync(server::close);
      assertThat(idle.isClosed()).isTrue();
      assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(IOException.class);
      assertThat(stop).isNotDone();
      RawClient.Reply reply = busy.send("world").reply();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("Connection")).isEqualTo("close");
      stop.get(5, TimeUnit.SECONDS);
    }
  }
}
