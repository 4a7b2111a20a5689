package org.as2gateway.transport.as2.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.as2gateway.transport.as2.receive.As2Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** protocol.md §1, the rows of HTTP, over real sockets. */
class RefusedRequestsIT {
  private static final String POST = "POST /as2 HTTP/1.1\r\nHost: us\r\n";

  private final RecordingEndpoint endpoint = new RecordingEndpoint();
  private final AtomicBoolean hasRoom = new AtomicBoolean(true);
  private As2Server server;

  @BeforeEach
  void open() throws Exception {
    server = As2Server.open(As2ServerIT.settings(0), endpoint, hasRoom::get);
  }

  @AfterEach
  void close() {
    server.close();
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
        "POST /as2 HTTP/1.1\nHost: us\nContent-Length: 0\n\n",
        POST + "Content-Length: 0\n\r\n",
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
  void expectation_is_not_met_when_the_headers_are_refused() throws Exception {
    assertRefused(POST + "Expect: 100-continue\r\nContent-Length: 100001\r\n\r\n", 413);
    endpoint.behaviour.set(request -> As2Response.empty(403));
    try (RawClient client = client()) {
      client.send(POST + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n");
      assertThat(client.reply().status()).isEqualTo(403);
      assertThat(client.isClosed()).isTrue();
    }
  }
}
