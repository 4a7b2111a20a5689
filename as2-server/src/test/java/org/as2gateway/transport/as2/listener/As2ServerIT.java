package org.as2gateway.transport.as2.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.config.ConfigException;
import org.as2gateway.transport.as2.receive.As2Response;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the listener passes on and what it answers, over real sockets. */
class As2ServerIT {
  private static final String POST = "POST /as2 HTTP/1.1\r\nHost: us\r\n";

  private final RecordingEndpoint endpoint = new RecordingEndpoint();
  private As2Server server;

  @BeforeEach
  void open() throws Exception {
    server = As2Server.open(settings(0), endpoint, () -> true);
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

  @Test
  void a_body_at_the_limit_is_accepted() throws Exception {
    RawClient.Reply reply = ask(POST + "Content-Length: 100000\r\n\r\n" + "x".repeat(100_000));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(endpoint.bodies).containsExactly(100_000L);
  }

  @Test
  void connections_above_the_limit_are_answered_503() throws Exception {
    RawClient[] open = new RawClient[21];
    for (int i = 0; i < open.length; i++) {
      open[i] = client();
    }
    List<RawClient.Reply> replies = new ArrayList<>();
    for (RawClient client : open) {
      replies.add(client.send(POST + "Content-Length: 0\r\n\r\n").reply());
    }
    for (RawClient client : open) {
      client.close();
    }
    // which one was accepted last is the kernel's affair
    assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(20);
    assertThat(replies)
        .filteredOn(reply -> reply.status() == 503)
        .singleElement()
        .satisfies(reply -> assertThat(reply.header("Retry-After")).isNotNull());
  }

  @Test
  void requests_above_the_workers_of_an_address_are_answered_503() throws Exception {
    CountDownLatch release = hold();
    List<RawClient> busy = new ArrayList<>();
    for (String partner : List.of("a", "a", "b")) {
      busy.add(client().send(from(partner)));
    }
    Awaitility.await().until(() -> endpoint.requests.size() == 3);
    assertThat(ask(from("c")).status()).isEqualTo(503);
    release.countDown();
    for (RawClient client : busy) {
      assertThat(client.reply().status()).isEqualTo(200);
      client.close();
    }
    assertThat(ask(from("c")).status()).isEqualTo(200);
  }

  @Test
  void one_partner_leaves_half_of_the_workers_to_others() throws Exception {
    CountDownLatch release = hold();
    List<RawClient> busy = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      busy.add(client().send(from("greedy")));
    }
    Awaitility.await().until(() -> endpoint.requests.size() == 2);
    RawClient.Reply third = ask(from("greedy"));
    assertThat(third.status()).isEqualTo(503);
    assertThat(third.header("Retry-After")).isNotNull();
    busy.add(client().send(from("other")));
    Awaitility.await().until(() -> endpoint.requests.size() == 3);
    release.countDown();
    for (RawClient client : busy) {
      assertThat(client.reply().status()).isEqualTo(200);
      client.close();
    }
  }

  @Test // whoever knows several names could hold all workers by sending nothing
  void slow_bodies_of_several_names_make_room_for_who_comes() throws Exception {
    List<RawClient> slow = slowBodies("a", "b", "a");
    Awaitility.await().untilAsserted(() -> assertThat(ask(from("c")).status()).isEqualTo(200));
    List<Integer> answers = new ArrayList<>();
    for (RawClient client : slow) {
      RawClient.Reply reply = client.send("x".repeat(999)).reply();
      assertThat(reply.header("Retry-After") != null).isEqualTo(reply.status() == 503);
      answers.add(reply.status());
      client.close();
    }
    assertThat(answers).containsExactlyInAnyOrder(200, 200, 503);
    assertThat(ask(from("a")).status()).isEqualTo(200);
  }

  @Test
  void slow_bodies_make_room_for_others_of_their_name() throws Exception {
    List<RawClient> slow = slowBodies("a", "a");
    Awaitility.await().untilAsserted(() -> assertThat(ask(from("a")).status()).isEqualTo(200));
    for (RawClient client : slow) {
      client.close();
    }
  }

  /** Requests whose bodies stop after their first octet. */
  private List<RawClient> slowBodies(String... partners) throws IOException {
    List<RawClient> slow = new ArrayList<>();
    for (String partner : partners) {
      slow.add(client().send(POST + "AS2-From: " + partner + "\r\nContent-Length: 1000\r\n\r\nx"));
    }
    Awaitility.await().until(() -> endpoint.requests.size() == partners.length);
    return slow;
  }

  private static String from(String partner) {
    return POST + "AS2-From: " + partner + "\r\nContent-Length: 1\r\n\r\nx";
  }

  /** Requests wait in the endpoint until that is counted down. */
  private CountDownLatch hold() {
    CountDownLatch release = new CountDownLatch(1);
    endpoint.behaviour.set(
        request -> {
          awaitQuietly(release);
          return endpoint.readAndAnswer(request);
        });
    return release;
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
        .hasMessageContaining("'as2.http.port'")
        .hasMessageContaining(Integer.toString(port));
  }

  @Test
  void a_stop_answers_what_is_being_read_and_takes_nothing_new() throws Exception {
    try (RawClient busy = client();
        RawClient idle = client()) {
      assertThat(idle.send(POST + "Content-Length: 0\r\n\r\n").reply().status()).isEqualTo(200);
      busy.send(POST + "Content-Length: 10\r\n\r\nhello");
      Awaitility.await().until(() -> endpoint.requests.size() == 2);
      int port = server.urls().get(0).getPort();
      CompletableFuture<Void> stop = CompletableFuture.runAsync(server::close);
      assertThat(idle.isClosed()).isTrue();
      // the port is given back by the selector, a moment after the channel is closed
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> new RawClient(port).close())
                      .isInstanceOf(IOException.class));
      assertThat(stop).isNotDone();
      RawClient.Reply reply = busy.send("world").reply();
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.header("Connection")).isEqualTo("close");
      stop.get(5, TimeUnit.SECONDS);
    }
  }
}
