package org.as2gateway.transport.as2.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.TransportPolicy;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.HttpAnswer;
import org.as2gateway.store.log.KeptAnswer;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.Scripts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of answers that are no receipts, over real connections. */
class PartnerAnswerIT {
  private static final String LOGIN = "<html><title>Sign in</title></html>";

  @TempDir Path folder;
  private final CountDownLatch testIsOver = new CountDownLatch(1);
  private SendingGateway gateway;
  private ScriptedPartner partner;
  private ClientFixture fixture;
  private MessageRecord message;

  @BeforeEach
  void open() throws IOException {
    gateway = new SendingGateway(Files.createDirectory(folder.resolve("home")));
    partner = ScriptedPartner.start(Files.createDirectory(folder.resolve("partner")));
    fixture = new ClientFixture(folder);
    gateway.change(p -> impatient(SendingGateway.withUrl(p, Optional.of(partner.url()))));
    message = gateway.submit("order");
  }

  @AfterEach
  void close() throws IOException {
    testIsOver.countDown();
    fixture.close();
    partner.close();
    gateway.close();
  }

  private static Partnership impatient(Partnership p) {
    TransportPolicy t = p.transport();
    return new Partnership(
        p.name(),
        p.sender(),
        p.receiver(),
        p.message(),
        p.security(),
        p.receipt(),
        p.access(),
        p.kind(),
        new TransportPolicy(
            t.url(),
            t.isChunked(),
            t.connectTimeout(),
            Duration.ofSeconds(2),
            t.tlsTrust(),
            t.tlsClientAlias(),
            t.basicUser(),
            t.maxBytes(),
            t.restart(),
            t.proxy()),
        p.sftp(),
        p.pgp(),
        p.pdx(),
        p.queue(),
        p.files(),
        p.usps(),
        p.profile());
  }

  /** Sends once, over the network, to a partner that does that. */
  private HttpAnswer answerOf(ScriptedPartner.Script script) {
    attempt(script);
    List<KeptAnswer> kept = gateway.messages.answers(message.id());
    assertThat(kept).isNotEmpty();
    return kept.get(0).answer();
  }

  private void attempt(ScriptedPartner.Script script) {
    partner.answer(script);
    gateway.script(sent -> fixture.client.send(sent.request()));
    gateway.clock.advance(SendingGateway.RETRY);
    gateway.deliverDue();
  }

  private static ScriptedPartner.Script page(int status, String type, byte[] body) {
    return Scripts.respond(
        status,
        new MimeEntity(
            Headers.of("Content-Type", type, "Set-Cookie", "sid=4711", "X-Auth-Token", "t0p"),
            body));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_login_page_is_kept_without_its_cookie() {
    HttpAnswer answer = answerOf(page(200, "text/html", bytes(LOGIN)));
    assertThat(answer.head())
        .startsWith("HTTP/1.1 200")
        .contains("Content-Type: text/html\r\n")
        .contains("Set-Cookie: (hidden)\r\n")
        .contains("X-Auth-Token: (hidden)\r\n");
    assertThat(answer.body().toBytes()).asString().isEqualTo(LOGIN);
    assertThat(answer.isWhole()).isTrue();
    List<Evidence> kept = gateway.messages.evidence(message.id(), EvidenceKind.OTHER_ANSWER);
    assertThat(kept).hasSize(1);
    assertThat(kept.get(0).content().toBytes())
        .asString(StandardCharsets.UTF_8)
        .contains(LOGIN)
        .doesNotContain("4711");
  }

  @Test
  void only_the_newest_few_are_kept_however_often_it_is_retried() {
    for (int i = 1; i <= 6; i++) {
      assertThat(answerOf(page(500, "text/plain", bytes("oops " + i))).head())
          .startsWith("HTTP/1.1 500");
    }
    List<KeptAnswer> kept = gateway.messages.answers(message.id());
    assertThat(kept).extracting(KeptAnswer::attempt).containsExactly(6, 5, 4);
    assertThat(kept.get(0).answer().body().toBytes()).asString().isEqualTo("oops 6");
  }

  @Test
  void a_long_body_and_long_headers_are_cut() {
    Headers headers = Headers.of("Content-Type", "text/html", "X-Long", "x".repeat(20_000));
    HttpAnswer answer =
        answerOf(Scripts.respond(502, new MimeEntity(headers, bytes("<p>" + "y".repeat(100_000)))));
    assertThat(answer.head()).hasSize(HttpAnswer.MAX_HEAD_CHARS);
    assertThat(answer.body().length()).isEqualTo(HttpAnswer.MAX_BODY_BYTES);
    assertThat(answer.bodyBytes()).isEqualTo(100_003);
    assertThat(answer.isWhole()).isFalse();
  }

  @Test
  void a_body_too_large_for_a_receipt_is_kept_in_part() {
    HttpAnswer answer = answerOf(page(200, "text/html", bytes("z".repeat(3_000_000))));
    assertThat(answer.body().length()).isEqualTo(HttpAnswer.MAX_BODY_BYTES);
    assertThat(answer.bodyBytes()).isNull();
    assertThat(gateway.message(message.id()).status()).isEqualTo(MessageStatus.QUEUED);
  }

  @Test
  void a_body_that_never_ends_is_kept_as_far_as_it_came() {
    HttpAnswer answer =
        answerOf(
            exchange -> {
              exchange.readBody();
              exchange.write("HTTP/1.1 200 Fine\r\nTransfer-Encoding: chunked\r\n\r\n");
              while (testIsOver.getCount() > 0) {
                exchange.write("5\r\ndrip \r\n");
                pause();
              }
            });
    assertThat(answer.head()).startsWith("HTTP/1.1 200 Fine\r\n");
    assertThat(answer.body().toBytes()).asString().startsWith("drip drip ");
    assertThat(answer.bodyBytes()).isNull();
  }

  private void pause() {
    try {
      var unused = testIsOver.await(20, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void a_body_that_is_cut_off_is_kept_as_far_as_it_came() {
    MimeEntity entity = new MimeEntity(Headers.of("Content-Type", "text/html"), bytes(LOGIN));
    HttpAnswer answer = answerOf(Scripts.truncated(6, request -> entity));
    assertThat(answer.body().toBytes()).asString().isEqualTo("<html>");
    assertThat(answer.isWhole()).isFalse();
  }

  @Test
  void octets_are_kept_as_they_came() {
    byte[] octets = ClientFixture.bytes(300);
    assertThat(answerOf(page(200, "text/html", octets)).body().toBytes()).isEqualTo(octets);
  }

  @Test
  void no_answer_and_a_receipt_leave_nothing() {
    attempt(Scripts.closeBeforeAnswer(true));
    assertThat(gateway.messages.answers(message.id())).isEmpty();
    gateway.script(sent -> SendingGateway.acknowledge(gateway, sent));
    gateway.clock.advance(SendingGateway.RETRY);
    gateway.deliverDue();
    assertThat(gateway.message(message.id()).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(gateway.messages.answers(message.id())).isEmpty();
  }
}
