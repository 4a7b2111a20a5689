package org.as2gateway.transport.as2.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** protocol.md §1, "too slow, idle": neither threads nor patience without end. */
@Tag("slow")
class SlowPartnersIT {
  private static final String POST = "POST /as2 HTTP/1.1\r\nHost: us\r\n";
  private static final Duration HEADER_TIME = Duration.ofMillis(1500);
  private static final Duration IDLE_TIME = Duration.ofSeconds(1);

  private final RecordingEndpoint endpoint = new RecordingEndpoint();
  private final CountDownLatch never = new CountDownLatch(1);
  private As2Server server;

  @BeforeEach
  void open() throws Exception {
    server =
        As2Server.open(
            new HttpServerSettings(
                "/as2",
                List.of(new HttpServerSettings.Listener("http", "127.0.0.1", 0, Optional.empty())),
                new HttpServerSettings.Limits(
                    1_000_000, 16_384, HEADER_TIME, IDLE_TIME, 1024, 5000, 8),
                Duration.ofSeconds(5)),
            endpoint,
            () -> true);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private RawClient client() throws IOException {
    return new RawClient(server.urls().get(0).getPort());
  }

  /** Sends an octet every so often until the server closes; fails if it takes all of them. */
  private void drip(RawClient client, String octet, Duration pause) {
    try {
      for (int i = 0; i < 200; i++) {
        client.send(octet);
        pause(pause);
      }
    } catch (IOException e) {
      return; // closed
    }
    fail("200 octets were read, one every " + pause);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void pause(Duration pause) {
    try {
      var unused = never.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_dripping_header_block_ends_with_the_header_time() throws Exception {
    try (RawClient client = client()) {
      long start = System.nanoTime();
      client.send(POST + "X: ");
      drip(client, "x", Duration.ofMillis(100));
      assertThat(since(start)).isGreaterThanOrEqualTo(HEADER_TIME);
    }
    assertThat(endpoint.requests).isEmpty();
  }

  @Test
  void a_stalled_header_block_ends_with_408_or_a_close() throws Exception {
    try (RawClient client = client()) {
      client.send(POST + "X: ");
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void a_second_header_block_has_its_time_too() throws Exception {
    try (RawClient client = client()) {
      client.send(POST + "Content-Length: 0\r\n\r\n");
      assertThat(client.reply().status()).isEqualTo(200);
      long start = System.nanoTime();
      client.send(POST + "X: ");
      drip(client, "x", Duration.ofMillis(100));
      assertThat(since(start)).isGreaterThanOrEqualTo(HEADER_TIME);
    }
    assertThat(endpoint.requests).hasSize(1);
  }

  @Test
  void a_connection_without_a_request_is_closed() throws Exception {
    try (RawClient client = client()) {
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void a_connection_at_rest_is_closed_after_the_idle_time() throws Exception {
    try (RawClient client = client()) {
      client.send(POST + "Content-Length: 0\r\n\r\n");
      assertThat(client.reply().status()).isEqualTo(200);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void a_stalled_body_ends_with_408() throws Exception {
    try (RawClient client = client()) {
      client.send(POST + "Content-Length: 10\r\n\r\nhello");
      RawClient.Reply reply = client.reply();
      assertThat(reply.status()).isEqualTo(408);
      assertThat(reply.header("Connection")).isEqualTo("close");
    }
    assertThat(endpoint.bodies).isEmpty();
  }

  @Test
  void a_dripping_body_ends_with_408() throws Exception {
    try (RawClient client = client()) {
      client.send(POST + "Content-Length: 100000\r\n\r\n" + "x".repeat(50_000));
      long start = System.nanoTime();
      Thread dripping = new Thread(() -> drip(client, "x", Duration.ofMillis(50)), "dripping");
      dripping.setDaemon(true);
      dripping.start();
      assertThat(client.reply().status()).isEqualTo(408);
      assertThat(since(start)).isGreaterThanOrEqualTo(IDLE_TIME);
    }
  }

  @Test
  void a_slow_body_above_the_minimum_rate_is_accepted() throws Exception {
    try (RawClient client = client()) {
      client.send(POST + "Content-Length: 15000\r\n\r\n");
      for (int i = 0; i < 15; i++) {
        client.send("x".repeat(1000));
        pause(Duration.ofMillis(200));
      }
      assertThat(client.reply().status()).isEqualTo(200);
    }
  }

  @Test
  void a_slow_endpoint_is_not_held_against_the_partner() throws Exception {
    endpoint.behaviour.set(
        request -> {
          var answer = endpoint.readAndAnswer(request);
          pause(IDLE_TIME.multipliedBy(3));
          return answer;
        });
    try (RawClient client = client()) {
      client.send(POST + "Content-Length: 5\r\n\r\nhello");
      assertThat(client.reply().status()).isEqualTo(200);
    }
  }

  @Test
  void a_thousand_slow_connections_cost_no_thread_and_delay_nobody() throws Exception {
    Duration alone = timeToAnswer();
    List<RawClient> slow = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      slow.add(client().send("POST /as2 HTTP/1.1\r\nX: "));
    }
    assertThat(timeToAnswer())
        .as("it waits for none of them to end")
        .isLessThan(alone.multipliedBy(2).plus(HEADER_TIME));
    assertThat(
            Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("as2-http"))
                .count())
        .isLessThan(26);
    assertThat(slow.get(999).isClosed()).isTrue();
    for (RawClient client : slow) {
      client.close();
    }
  }

  private Duration timeToAnswer() throws IOException {
    long start = System.nanoTime();
    try (RawClient client = client()) {
      client.send(POST + "Content-Length: 5\r\n\r\nhello");
      assertThat(client.reply().status()).isEqualTo(200);
    }
    return since(start);
  }

  @Test // Jetty starts one for each, left to itself
  void connections_that_break_together_start_no_threads() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      clients.add(client().send(POST + "X: "));
    }
    long before = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount();
    for (RawClient client : clients) {
      client.close();
    }
    try (RawClient good = client()) {
      assertThat(good.send(POST + "Content-Length: 0\r\n\r\n").reply().status()).isEqualTo(200);
    }
    long started = ManagementFactory.getThreadMXBean().getTotalStartedThreadCount() - before;
    assertThat(started).isLessThan(100);
  }
}
