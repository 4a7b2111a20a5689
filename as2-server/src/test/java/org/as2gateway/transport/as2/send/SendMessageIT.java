package org.as2gateway.transport.as2.send;

import static org.as2gateway.transport.as2.send.SendingGateway.BUDGET;
import static org.as2gateway.transport.as2.send.SendingGateway.MDN_TIMEOUT;
import static org.as2gateway.transport.as2.send.SendingGateway.RETRY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.delivery.queue.OutboxEntry.Kind;
import org.as2gateway.store.db.DatabaseException;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.as2.receipt.Arrival;
import org.as2gateway.transport.as2.receipt.ReceiptJudge;
import org.as2gateway.transport.as2.receipt.ReceivedMdn;
import org.as2gateway.transport.as2.receipt.SentMessages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of protocol.md §1 and the order of reliability.md §3, on a real home and H2. */
class SendMessageIT {
  @TempDir Path home;
  private SendingGateway gateway;

  @BeforeEach
  void open() throws IOException {
    gateway = new SendingGateway(home);
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void a_verified_receipt_acknowledges() {
    MessageRecord sent = sendAnswering(this::positive);
    assertThat(sent.status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(sent.as2().mdn()).isEqualTo(MdnState.VERIFIED);
    assertThat(sent.error()).isNull();
    assertThat(sent.state().attempts()).isEqualTo(1);
    assertThat(gateway.outbox.find(sent.id(), Kind.MESSAGE)).isEmpty();
    assertThat(gateway.messages.evidence(sent.id(), EvidenceKind.MDN)).hasSize(1);
    assertThat(gateway.messages.evidence(sent.id(), EvidenceKind.MDN_SIGNER_CERTIFICATE))
        .hasSize(1);
    assertThat(gateway.eventKinds(sent.id()))
        .containsExactly("queued", "prepared", "attempt", "answer", "acknowledged");
  }

  @Test
  void the_request_carries_what_as2_asks_for() {
    MessageRecord sent = sendAnswering(this::positive);
    SendingGateway.SentRequest request = gateway.requests.get(0);
    assertThat(request.header("AS2-From")).isEqualTo("\"us id\"");
    assertThat(request.header("AS2-To")).isEqualTo("them");
    assertThat(request.header("AS2-Version")).isEqualTo("1.2");
    assertThat(request.header("Message-ID"))
        .isEqualTo(sent.as2().messageId())
        .matches("<\\S+@\\S+>");
    assertThat(request.header("MIME-Version")).isEqualTo("1.0");
    assertThat(request.header("Subject")).isEqualTo("order.txt");
    assertThat(request.header("Date")).endsWith("GMT");
    assertThat(request.header("Content-Type")).contains("application/pkcs7-mime");
    assertThat(request.header("Disposition-Notification-To")).isEqualTo("us");
    assertThat(request.header("Disposition-Notification-Options")).contains("pkcs7-signature");
    assertThat(request.header("Receipt-Delivery-Option")).isEmpty();
    assertThat(request.body()).doesNotContain("secret order");
  }

  @Test
  void the_wire_image_is_kept_before_the_first_byte_leaves() {
    sendAnswering(
        request -> {
          String id = gateway.messages.search(all()).messages().get(0).id();
          assertThat(Files.exists(gateway.folders.wire().resolve(id))).isTrue();
          assertThat(gateway.messages.evidence(id, EvidenceKind.WIRE_HEADERS)).hasSize(1);
          assertThat(gateway.message(id).status()).isEqualTo(MessageStatus.SENDING);
          assertThat(gateway.message(id).as2().mic()).isNotNull();
          return positive(request);
        });
    assertThat(gateway.requests).hasSize(1);
  }

  @Test
  void every_attempt_sends_the_same_bytes_even_after_a_restart() throws IOException {
    gateway.script(Mdns.status(503), Mdns.page(200, "<html>busy</html>"));
    MessageRecord message = gateway.submit("secret order");
    for (int i = 0; i < 3; i++) {
      gateway.deliverDue();
      gateway.clock.advance(RETRY);
    }
    gateway.close();
    SendingGateway restarted = new SendingGateway(home);
    restarted.clock.advance(RETRY.multipliedBy(5));
    restarted.recover();
    restarted.deliverDue();
    assertThat(gateway.requests).hasSize(3);
    assertThat(restarted.requests).hasSize(1);
    for (SendingGateway.SentRequest request : gateway.requests) {
      assertThat(request.body()).isEqualTo(restarted.requests.get(0).body());
      assertThat(request.request().headers())
          .isEqualTo(restarted.requests.get(0).request().headers());
    }
    assertThat(restarted.message(message.id()).state().attempts()).isEqualTo(4);
    gateway = restarted;
  }

  @Test
  void a_message_that_was_being_sent_is_sent_again_after_a_crash() throws IOException {
    MessageRecord message = gateway.submit("secret order");
    gateway.script(
        request -> {
          throw new DatabaseException("the process dies here");
        });
    assertThatThrownBy(gateway::deliverDue).isInstanceOf(DatabaseException.class);
    assertThat(gateway.message(message.id()).status()).isEqualTo(MessageStatus.SENDING);
    gateway.recover();
    assertThat(gateway.message(message.id()).status()).isEqualTo(MessageStatus.QUEUED);
    gateway.script(this::positive);
    gateway.deliverDue();
    assertThat(gateway.message(message.id()).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(gateway.requests.get(0).body()).isEqualTo(gateway.requests.get(1).body());
  }

  @Test
  void trouble_is_retried_and_the_reason_shown() {
    MessageRecord refused = sendAnswering();
    assertThat(refused.status()).isEqualTo(MessageStatus.QUEUED);
    assertThat(refused.reason()).isEqualTo(Reason.CONNECTION_FAILED);
    assertThat(refused.state().nextAttemptAt()).isEqualTo(gateway.clock.instant().plus(RETRY));
    assertThat(gateway.outbox.find(refused.id(), Kind.MESSAGE).orElseThrow().dueAt())
        .isEqualTo(gateway.clock.instant().plus(RETRY));
  }

  @Test
  void retry_after_is_honoured() {
    MessageRecord message = sendAnswering(Mdns.status(503, "Retry-After", "3600"));
    assertThat(message.state().nextAttemptAt())
        .isEqualTo(gateway.clock.instant().plusSeconds(3600));
  }

  @Test
  void the_budget_ends_in_failed_with_the_last_reason() {
    MessageRecord message = sendAnswering(Mdns.status(500));
    gateway.clock.advance(BUDGET);
    gateway.deliverDue();
    MessageRecord failed = gateway.message(message.id());
    assertThat(failed.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(failed.as2().mdn()).isEqualTo(MdnState.NONE);
    assertThat(failed.error()).contains("2 attempts");
    assertThat(failed.reason()).isEqualTo(Reason.CONNECTION_FAILED);
    assertThat(gateway.outbox.find(message.id(), Kind.MESSAGE)).isEmpty();
  }

  @Test
  void trouble_of_our_own_is_retried_and_ends_with_the_budget_too() {
    MessageRecord message = sendAnswering(broken());
    assertThat(message.status()).isEqualTo(MessageStatus.QUEUED);
    assertThat(message.error()).contains("planted");
    assertThat(message.reason()).isEqualTo(Reason.INTERNAL_ERROR);
    assertThat(message.state().nextAttemptAt()).isEqualTo(gateway.clock.instant().plus(RETRY));
    gateway.clock.advance(BUDGET);
    gateway.script(broken());
    gateway.deliverDue();
    assertThat(gateway.message(message.id()).status()).isEqualTo(MessageStatus.FAILED);
    assertThat(gateway.outbox.find(message.id(), Kind.MESSAGE)).isEmpty();
  }

  private static SendingGateway.Script broken() {
    return request -> {
      throw new IllegalStateException("planted");
    };
  }

  @Test
  void other_4xx_and_3xx_fail_at_once() {
    MessageRecord failed = sendAnswering(Mdns.status(404));
    assertThat(failed.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(failed.reason()).isEqualTo(Reason.HTTP_NOT_FOUND);
    assertThat(sendAnswering(Mdns.status(302)).status()).isEqualTo(MessageStatus.FAILED);
  }

  @Test
  void an_unusable_answer_is_kept_once_and_retried() {
    MessageRecord message =
        sendAnswering(Mdns.page(200, "<html>ok</html>"), Mdns.page(200, "<html>ok</html>"));
    gateway.clock.advance(RETRY);
    gateway.deliverDue();
    assertThat(gateway.message(message.id()).status()).isEqualTo(MessageStatus.QUEUED);
    assertThat(gateway.messages.evidence(message.id(), EvidenceKind.OTHER_ANSWER)).hasSize(1);
  }

  @Test
  void a_negative_receipt_fails_the_message() {
    MessageRecord failed =
        sendAnswering(
            request ->
                ok(
                    Mdns.signed(
                        sending(),
                        Disposition.error(ErrorWord.DECRYPTION_FAILED),
                        sending().as2().mic().fieldValue(),
                        SendingGateway.THEM)));
    assertThat(failed.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(failed.as2().mdn()).isEqualTo(MdnState.NEGATIVE);
    assertThat(failed.as2().disposition()).contains("decryption-failed");
  }

  @Test
  void receipts_that_prove_nothing_are_rejected() {
    String wrong = Mic.of(new byte[32], MicAlgorithm.SHA256).fieldValue();
    assertRejected(
        r -> ok(Mdns.signed(sending(), Disposition.processed(), wrong, SendingGateway.THEM)));
    assertRejected(
        r ->
            ok(
                Mdns.signed(
                    sending(),
                    Disposition.processed(),
                    sending().as2().mic().fieldValue(),
                    TestPki.rsa("mallory"))));
    assertRejected(r -> ok(Mdns.unsigned(sending())));
  }

  @Test
  void a_2xx_acknowledges_when_no_receipt_is_asked_for() {
    gateway.change(SendingGateway::withoutReceipt);
    MessageRecord sent = sendAnswering(Mdns.status(200));
    assertThat(sent.status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(sent.as2().mdn()).isEqualTo(MdnState.NONE);
    assertThat(gateway.requests.get(0).header("Disposition-Notification-To")).isEmpty();
  }

  @Test
  void an_asynchronous_receipt_is_waited_for_and_then_asked_for_again() {
    gateway.change(SendingGateway::asynchronous);
    MessageRecord message = sendAnswering(Mdns.status(202), Mdns.status(202));
    assertThat(message.status()).isEqualTo(MessageStatus.AWAITING_MDN);
    assertThat(message.as2().mdn()).isEqualTo(MdnState.PENDING);
    assertThat(gateway.requests.get(0).header("Receipt-Delivery-Option"))
        .isEqualTo("http://us.example/as2");
    gateway.clock.advance(MDN_TIMEOUT.minusSeconds(1));
    gateway.deliverDue();
    assertThat(gateway.requests).hasSize(1);
    gateway.clock.advance(Duration.ofSeconds(1));
    gateway.deliverDue();
    assertThat(gateway.requests).hasSize(2);
    assertThat(gateway.requests.get(1).body()).isEqualTo(gateway.requests.get(0).body());
    gateway.clock.advance(BUDGET);
    gateway.deliverDue();
    assertThat(gateway.message(message.id()).status()).isEqualTo(MessageStatus.FAILED);
    assertThat(gateway.message(message.id()).reason()).isEqualTo(Reason.RECEIPT_OVERDUE);
  }

  @Test
  void an_asynchronous_receipt_may_come_before_the_2xx_is_read() {
    gateway.change(SendingGateway::asynchronous);
    MessageRecord message =
        sendAnswering(
            request -> {
              post(sending().id(), Mdns.positive(sending()));
              return Mdns.status(200).answer(request);
            });
    assertThat(message.status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(message.as2().mdn()).isEqualTo(MdnState.VERIFIED);
    gateway.clock.advance(MDN_TIMEOUT.multipliedBy(2));
    gateway.deliverDue();
    assertThat(gateway.requests).hasSize(1);
  }

  @Test
  void an_asynchronous_receipt_counts_although_the_answer_was_lost() {
    gateway.change(SendingGateway::asynchronous);
    MessageRecord message = sendAnswering();
    post(message.id(), Mdns.positive(gateway.message(message.id())));
    assertThat(gateway.message(message.id()).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    gateway.clock.advance(RETRY);
    gateway.deliverDue();
    assertThat(gateway.requests).hasSize(1);
  }

  @Test
  void a_second_receipt_changes_nothing_and_is_flagged_only_if_it_differs() {
    gateway.change(SendingGateway::asynchronous);
    MessageRecord message = sendAnswering(Mdns.status(200));
    MimeEntity mdn = Mdns.positive(gateway.message(message.id()));
    post(message.id(), mdn);
    post(message.id(), mdn);
    assertThat(gateway.eventKinds(message.id())).doesNotContain("mdn-flagged");
    MessageRecord acknowledged = gateway.message(message.id());
    post(
        message.id(),
        Mdns.signed(
            acknowledged,
            Disposition.error(ErrorWord.AUTHENTICATION_FAILED),
            acknowledged.as2().mic().fieldValue(),
            SendingGateway.THEM));
    assertThat(gateway.eventKinds(message.id())).contains("mdn-flagged");
    assertThat(gateway.message(message.id())).isEqualTo(acknowledged);
    assertThat(gateway.messages.evidence(message.id(), EvidenceKind.MDN)).hasSize(1);
    assertThat(gateway.messages.evidence(message.id(), EvidenceKind.OTHER_ANSWER)).hasSize(1);
  }

  @Test
  void an_incomplete_partnership_keeps_the_message_queued_until_it_is_complete() {
    MessageRecord message = gateway.submit("secret order");
    gateway.change(p -> SendingGateway.withUrl(p, Optional.empty()));
    gateway.deliverDue();
    MessageRecord waiting = gateway.message(message.id());
    assertThat(waiting.status()).isEqualTo(MessageStatus.QUEUED);
    assertThat(waiting.error()).contains("as2_url");
    assertThat(waiting.reason()).isEqualTo(Reason.PARTNERSHIP_INCOMPLETE);
    assertThat(waiting.state().attempts()).isZero();
    gateway.change(
        p -> SendingGateway.withUrl(p, Optional.of(URI.create("http://localhost:2/as2"))));
    gateway.clock.advance(Duration.ofSeconds(15));
    gateway.script(this::positive);
    gateway.deliverDue();
    assertThat(gateway.message(message.id()).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(gateway.requests.get(0).request().url()).hasPort(2);
  }

  @Test
  void either_mic_of_a_plain_message_is_accepted() throws IOException {
    gateway.change(SendingGateway::plain);
    MessageRecord bare = sendAnswering(this::positive);
    assertThat(bare.as2().mdn()).isEqualTo(MdnState.VERIFIED);
    MessageRecord headed =
        sendAnswering(
            request -> {
              String kept =
                  new String(
                      gateway
                          .messages
                          .evidence(sending().id(), EvidenceKind.SENT_MICS)
                          .get(0)
                          .content()
                          .toBytes(),
                      StandardCharsets.US_ASCII);
              String second = kept.lines().skip(1).findFirst().orElseThrow();
              return ok(
                  Mdns.signed(sending(), Disposition.processed(), second, SendingGateway.THEM));
            });
    assertThat(headed.as2().mdn()).isEqualTo(MdnState.VERIFIED);
    assertThat(gateway.messages.events(headed.id()).toString()).contains("RFC 5402");
    assertThat(gateway.requests.get(0).body()).isEqualTo("secret order");
  }

  private void assertRejected(SendingGateway.Script script) {
    MessageRecord rejected = sendAnswering(script);
    assertThat(rejected.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(rejected.as2().mdn()).isEqualTo(MdnState.REJECTED);
    assertThat(gateway.messages.evidence(rejected.id(), EvidenceKind.MDN)).hasSize(1);
    assertThat(gateway.outbox.find(rejected.id(), Kind.MESSAGE)).isEmpty();
  }

  private MessageRecord sendAnswering(SendingGateway.Script... scripts) {
    gateway.script(scripts);
    MessageRecord message = gateway.submit("secret order");
    gateway.deliverDue();
    return gateway.message(message.id());
  }

  private void post(String id, MimeEntity mdn) {
    MessageRecord message = gateway.message(id);
    var partnership = gateway.registry().partnerships().partnerships().get(0);
    ReceivedMdn received =
        gateway.recorder.read(mdn, partnership, gateway.registry()).orElseThrow();
    var expected =
        new SentMessages(gateway.messages).expectation(message, MDN_TIMEOUT).orElseThrow();
    gateway.recorder.record(
        id, Arrival.posted(mdn, "asynchronous MDN"), ReceiptJudge.ofMdn(received, expected));
  }

  private HttpExchange.Answer positive(SendingGateway.SentRequest request) {
    return ok(Mdns.positive(sending()));
  }

  private static HttpExchange.Answer ok(MimeEntity mdn) {
    return Mdns.answer(200, mdn);
  }

  private MessageRecord sending() {
    return gateway.messages.search(all()).messages().stream()
        .filter(m -> m.status() == MessageStatus.SENDING)
        .findFirst()
        .orElseThrow();
  }

  private static MessageQuery all() {
    return MessageQuery.newest(100);
  }
}
