package org.as2gateway.transport.as2.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.Scripts;
import org.as2gateway.transport.as2.send.HttpExchange.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Partners that refuse, stall, cut off or talk nonsense. */
class FailedSendIT {
  private static final MimeEntity RECEIPT =
      new MimeEntity(
          Headers.of("Content-Type", "text/plain", "AS2-From", "\"a  b\""),
          ClientFixture.bytes(5000));

  @TempDir Path folder;
  private final CountDownLatch testIsOver = new CountDownLatch(1);
  private ClientFixture fixture;
  private ScriptedPartner partner;

  @BeforeEach
  void open() throws IOException {
    fixture = new ClientFixture(folder);
    partner = ScriptedPartner.start(folder);
  }

  @AfterEach
  void close() throws IOException {
    testIsOver.countDown();
    fixture.close();
    partner.close();
  }

  private static void pause(CountDownLatch end, Duration limit) {
    try {
      var unused = end.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void an_answer_over_one_mebibyte_is_a_failure() {
    partner.answer(
        Scripts.respond(200, new MimeEntity(Headers.empty(), ClientFixture.bytes(1_048_577))));
    assertThat(fixture.failure(fixture.request(partner.url())).reason())
        .isEqualTo(Reason.RECEIPT_MISSING);
  }

  @Test
  void a_truncated_answer_is_a_failure() {
    partner.answer(Scripts.truncated(1000, r -> RECEIPT));
    assertThat(fixture.failure(fixture.request(partner.url())).reason())
        .isEqualTo(Reason.CONNECTION_LOST);
  }

  @Test
  void a_truncated_chunked_answer_is_a_failure() {
    partner.answer(
        exchange -> {
          exchange.readBody();
          exchange.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");
          exchange.close(false);
        });
    assertThat(fixture.failure(fixture.request(partner.url())).reason())
        .isEqualTo(Reason.CONNECTION_LOST);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_connection_closed_before_the_answer_is_a_failure(boolean isReset) {
    partner.answer(Scripts.closeBeforeAnswer(isReset));
    assertThat(fixture.failure(fixture.request(partner.url())).reason())
        .isEqualTo(Reason.CONNECTION_LOST);
  }

  @Test
  void nonsense_is_a_failure() {
    partner.answer(
        exchange -> {
          exchange.readBody();
          exchange.write("220 mail.example ESMTP\r\n");
          exchange.close(false);
        });
    assertThat(fixture.failure(fixture.request(partner.url())).reason())
        .isEqualTo(Reason.HTTP_UNREADABLE);
  }

  @Test
  void a_partner_that_never_answers_is_a_time_out() {
    partner.answer(Scripts.stall());
    assertThat(fixture.failure(fixture.impatient(partner.url())).reason())
        .isEqualTo(Reason.CONNECTION_STALLED);
  }

  @Test
  void a_partner_that_stalls_within_its_answer_is_a_time_out() {
    partner.answer(Scripts.stallWithinAnswer(r -> RECEIPT));
    assertThat(fixture.failure(fixture.impatient(partner.url())).reason())
        .isEqualTo(Reason.CONNECTION_STALLED);
  }

  @Test
  void a_partner_that_stops_reading_is_a_time_out() throws Exception {
    fixture.replaceBody(30_000_000);
    partner.answer(
        exchange -> pause(testIsOver, Duration.ofMinutes(1))); // it neither reads nor closes
    assertThat(fixture.failure(fixture.impatient(partner.url())).reason())
        .isEqualTo(Reason.CONNECTION_STALLED);
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
    assertThat(fixture.failure(fixture.impatient(partner.url())).reason())
        .isEqualTo(Reason.CONNECTION_STALLED);
  }

  @Test
  void a_refused_connection_is_said_so() throws Exception {
    partner.stop();
    HttpFailure thrown = fixture.failure(fixture.request(partner.url()));
    assertThat(thrown.reason()).isEqualTo(Reason.CONNECTION_FAILED);
    assertThat(thrown).hasMessageContaining("127.0.0.1:" + partner.url().getPort());
  }

  @Test
  void an_unknown_host_is_said_so() {
    HttpFailure thrown = fixture.failure(fixture.request(URI.create("http://nowhere.invalid/as2")));
    assertThat(thrown.reason()).isEqualTo(Reason.HOST_UNKNOWN);
    assertThat(thrown).hasMessageContaining("nowhere.invalid");
  }

  @Test
  void a_missing_body_is_no_failure_of_the_partner() throws Exception {
    Files.delete(fixture.body);
    assertThatThrownBy(() -> fixture.client.send(fixture.request(partner.url())))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(partner.connections()).isZero();
  }

  @Test
  void a_silent_tls_server_ends_with_the_connect_time_out() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Request r =
          fixture.request(
              URI.create("https://127.0.0.1:" + silent.getLocalPort() + "/"), ClientFixture.NO_TLS);
      HttpFailure thrown =
          fixture.failure(
              new Request(
                  r.url(),
                  r.headers(),
                  r.body(),
                  false,
                  ClientFixture.SHORT,
                  r.readTimeout(),
                  r.tls(),
                  r.basic(),
                  r.proxy()));
      assertThat(thrown.reason()).isEqualTo(Reason.TLS_FAILED);
      assertThat(thrown).hasMessageContaining("did not complete the TLS handshake");
    }
  }

  @RepeatedTest(5)
  void an_answer_counts_even_if_the_partner_closes_while_the_body_is_sent() throws Exception {
    fixture.replaceBody(30_000_000);
    partner.answer(Scripts.statusAtOnce(413));
    assertThat(fixture.client.send(fixture.request(partner.url())).status()).isEqualTo(413);
  }

  @Test
  void a_reset_within_the_body_is_a_failure() throws Exception {
    fixture.replaceBody(30_000_000);
    partner.answer(Scripts.resetAfter(1_000_000));
    assertThat(fixture.failure(fixture.request(partner.url())).reason())
        .isEqualTo(Reason.CONNECTION_LOST);
  }

  @Test
  void a_reset_within_an_unframed_answer_is_a_failure() {
    partner.answer(
        exchange -> {
          exchange.readBody();
          exchange.write("HTTP/1.1 200 OK\r\n\r\nhalf");
          pause(testIsOver, Duration.ofMillis(300));
          exchange.close(true);
        });
    assertThat(fixture.failure(fixture.request(partner.url())).reason())
        .isEqualTo(Reason.CONNECTION_LOST);
  }
}
