package org.as2gateway.transport.as2.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.delivery.queue.OutboxEntry;
import org.as2gateway.delivery.queue.OutboxEntry.Kind;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.as2.receipt.KeptReceipt;
import org.as2gateway.transport.as2.receive.ReceiveAsyncMdn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Receipts that anybody may have posted (protocol.md §1, "What a sender concludes"): one that
 * proves nothing is kept and changes nothing, until an operator has it judged again.
 */
class PostedReceiptIT {
  private static final OwnKey NEW_KEY = TestPki.rsa("them", 2);
  private static final String OTHER_MIC = "A".repeat(43) + "=, sha-256";
  private static final int MANY = 60;

  @TempDir Path home;
  private SendingGateway gateway;
  private ReceiveAsyncMdn receiver;

  @BeforeEach
  void open() throws IOException {
    gateway = new SendingGateway(home);
    receiver =
        new ReceiveAsyncMdn(
            gateway.messages, gateway::registry, gateway.recorder, java.time.Clock.systemUTC());
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  /** Where an open message may stand when a receipt is posted for it. */
  enum Open {
    AWAITING_MDN {
      @Override
      MessageRecord message(SendingGateway gateway) {
        gateway.change(SendingGateway::asynchronous);
        gateway.script(Mdns.status(202));
        return sent(gateway);
      }
    },
    QUEUED_BETWEEN_ASYNCHRONOUS_ATTEMPTS {
      @Override
      MessageRecord message(SendingGateway gateway) {
        gateway.change(SendingGateway::asynchronous);
        return sent(gateway);
      }
    },
    QUEUED_BETWEEN_SYNCHRONOUS_ATTEMPTS {
      @Override
      MessageRecord message(SendingGateway gateway) {
        return sent(gateway);
      }
    };

    abstract MessageRecord message(SendingGateway gateway);

    private static MessageRecord sent(SendingGateway gateway) {
      MessageRecord message = gateway.submit("order");
      gateway.deliverDue();
      return gateway.message(message.id());
    }
  }

  /** What somebody makes of what he knows of a message. */
  private interface Forgery {
    MimeEntity of(MessageRecord message) throws Exception;
  }

  private static final List<Forgery> FORGERIES =
      List.of(
          Mdns::unsigned,
          message -> signed(message, TestPki.rsa("stranger")),
          message -> signed(message, TestPki.rsa("them", 3)), // the partner's name, another key
          message -> mic(message, OTHER_MIC),
          message -> mic(message, "no MIC at all"),
          Mdns::withoutSigner,
          PostedReceiptIT::tampered,
          message -> Mdns.signed(message, refusal(), "", TestPki.rsa("stranger")));

  static Stream<Arguments> forgeries() {
    return Stream.of(Open.values())
        .flatMap(open -> FORGERIES.stream().map(forgery -> Arguments.of(open, forgery)));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void a_posted_receipt_that_proves_nothing_changes_nothing(Open open, Forgery forgery)
      throws Exception {
    MessageRecord message = open.message(gateway);
    OutboxEntry entry = gateway.outbox.find(message.id(), Kind.MESSAGE).orElseThrow();
    assertThat(post(forgery.of(message))).isEqualTo(200);
    assertUnchanged(message, entry);

    assertThat(post(Mdns.positive(message))).isEqualTo(200);
    assertThat(gateway.message(message.id()).as2().mdn()).isEqualTo(MdnState.VERIFIED);
    assertThat(gateway.outbox.find(message.id(), Kind.MESSAGE)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Open.class)
  void a_receipt_posted_by_another_partner_changes_nothing_and_is_kept(Open open) throws Exception {
    MessageRecord message = open.message(gateway);
    OutboxEntry entry = gateway.outbox.find(message.id(), Kind.MESSAGE).orElseThrow();
    MimeEntity positive = Mdns.positive(message);
    assertThat(post(with(positive, "AS2-From", "other"))).isEqualTo(200);
    assertUnchanged(message, entry);
  }

  @ParameterizedTest
  @EnumSource(Open.class)
  void a_posted_refusal_whose_signature_holds_ends_the_message(Open open) throws Exception {
    MessageRecord message = open.message(gateway);
    post(Mdns.unsigned(message));
    post(refused(message));
    assertThat(gateway.message(message.id()).status()).isEqualTo(MessageStatus.FAILED);
    assertThat(gateway.message(message.id()).as2().mdn()).isEqualTo(MdnState.NEGATIVE);
  }

  @Test
  void the_time_limit_and_the_retries_go_on_after_a_forged_receipt() throws Exception {
    MessageRecord message = Open.AWAITING_MDN.message(gateway);
    post(Mdns.unsigned(message));
    gateway.clock.advance(SendingGateway.MDN_TIMEOUT);
    gateway.script(Mdns.status(202));
    gateway.deliverDue();
    assertThat(gateway.requests).hasSize(2);
    assertThat(gateway.requests.get(1).body()).isEqualTo(gateway.requests.get(0).body());
  }

  @Test
  void receipts_of_strangers_are_kept_within_bounds_and_crowd_out_no_genuine_one()
      throws Exception {
    MessageRecord message = Open.AWAITING_MDN.message(gateway);
    for (int i = 0; i < MANY; i++) {
      post(mic(message, i + OTHER_MIC.substring(2)));
    }
    post(signed(message, NEW_KEY));
    assertThat(gateway.messages.evidence(message.id(), EvidenceKind.OTHER_ANSWER)).hasSize(11);
    assertThat(gateway.messages.flaggedReceipts(message.id()).received()).isEqualTo(MANY + 1);
    assertThat(gateway.eventKinds(message.id()).stream().filter("mdn-flagged"::equals))
        .hasSizeLessThan(MANY);
    assertThat(judgeWithNewKey(message).as2().mdn()).isEqualTo(MdnState.VERIFIED);
  }

  @Test
  void the_same_receipt_again_and_again_is_kept_once() throws Exception {
    MessageRecord message = Open.AWAITING_MDN.message(gateway);
    MimeEntity forged = Mdns.unsigned(message);
    for (int i = 0; i < MANY; i++) {
      post(forged);
    }
    assertThat(gateway.messages.evidence(message.id(), EvidenceKind.OTHER_ANSWER)).hasSize(1);
    post(Mdns.positive(message));
    int events = gateway.eventKinds(message.id()).size();
    MimeEntity counted = Mdns.positive(message);
    for (int i = 0; i < MANY; i++) {
      post(counted);
    }
    assertThat(gateway.eventKinds(message.id())).hasSizeLessThan(events + MANY);
  }

  @Test
  void an_alert_tells_of_a_receipt_that_proves_nothing_and_not_of_a_late_genuine_one()
      throws Exception {
    MessageRecord message = Open.AWAITING_MDN.message(gateway);
    Instant start = gateway.clock.instant();
    post(Mdns.positive(message));
    post(refused(message));
    assertThat(gateway.eventKinds(message.id())).contains("mdn-flagged");
    assertThat(gateway.messages.unprovenReceipts(start)).isEmpty();
    post(Mdns.unsigned(message));
    assertThat(gateway.messages.unprovenReceipts(start))
        .singleElement()
        .satisfies(group -> assertThat(group.newest()).isEqualTo(message.id()));
  }

  @ParameterizedTest
  @EnumSource(Open.class)
  void an_operator_has_a_receipt_judged_again_after_importing_the_certificate(Open open)
      throws Exception {
    MessageRecord message = open.message(gateway);
    post(Mdns.unsigned(message));
    post(signed(message, NEW_KEY));
    assertThat(gateway.receipts.judge(message.id())).isEqualTo(message);
    MessageRecord judged = judgeWithNewKey(message);
    assertThat(judged.status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(judged.as2().mdn()).isEqualTo(MdnState.VERIFIED);
    assertThat(judged.as2().disposition()).contains("processed");
    assertThat(gateway.message(message.id())).isEqualTo(judged);
    assertThat(gateway.outbox.find(message.id(), Kind.MESSAGE)).isEmpty();
    assertThat(gateway.messages.evidence(message.id(), EvidenceKind.MDN)).hasSize(1);
    assertThat(gateway.messages.evidence(message.id(), EvidenceKind.MDN_SIGNER_CERTIFICATE))
        .hasSize(1);
    assertThat(gateway.eventKinds(message.id())).contains("mdn-judged", "acknowledged");
    assertThat(gateway.messages.unprovenReceipts(Instant.EPOCH)).isEmpty();
    assertThat(gateway.receipts.look(judged).stream().map(KeptReceipt::hasCounted))
        .containsExactlyInAnyOrder(false, true);
    assertThatThrownBy(() -> gateway.receipts.judge(message.id()))
        .isInstanceOf(RefusedOperation.class)
        .hasMessageContaining("acknowledged already");
  }

  @Test
  void a_refusal_that_is_judged_again_fails_an_open_message() throws Exception {
    MessageRecord message = Open.AWAITING_MDN.message(gateway);
    post(Mdns.signed(message, refusal(), message.as2().mic().fieldValue(), NEW_KEY));
    MessageRecord judged = judgeWithNewKey(message);
    assertThat(judged.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(judged.as2().mdn()).isEqualTo(MdnState.NEGATIVE);
  }

  @Test
  void a_receipt_counts_when_judged_for_a_message_that_failed_by_its_time_limit() throws Exception {
    MessageRecord message = Open.AWAITING_MDN.message(gateway);
    post(signed(message, NEW_KEY));
    gateway.clock.advance(SendingGateway.BUDGET.plus(SendingGateway.MDN_TIMEOUT));
    gateway.deliverDue();
    assertThat(gateway.message(message.id()).status()).isEqualTo(MessageStatus.FAILED);
    assertThat(judgeWithNewKey(message).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(gateway.message(message.id()).error()).isNull();
  }

  @Test
  void the_rejected_answer_itself_can_be_judged_again() throws Exception {
    gateway.script(request -> Mdns.answer(200, signed(only(), NEW_KEY)));
    MessageRecord message = Open.QUEUED_BETWEEN_SYNCHRONOUS_ATTEMPTS.message(gateway);
    assertThat(message.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(message.as2().mdn()).isEqualTo(MdnState.REJECTED);
    assertThat(judgeWithNewKey(message).as2().mdn()).isEqualTo(MdnState.VERIFIED);
    assertThat(gateway.messages.evidence(message.id(), EvidenceKind.MDN)).hasSize(1);
  }

  @Test
  void a_refusal_from_before_a_resend_does_not_count_when_judged() throws Exception {
    gateway.change(SendingGateway::asynchronous);
    gateway.script(Mdns.status(404), Mdns.status(202));
    MessageRecord failed = gateway.submit("order");
    gateway.deliverDue();
    failed = gateway.message(failed.id());
    post(Mdns.signed(failed, refusal(), failed.as2().mic().fieldValue(), NEW_KEY));
    gateway.clock.advance(SendingGateway.RETRY);
    gateway.outbound.resend().resend(failed.id());
    gateway.deliverDue();
    assertThat(judgeWithNewKey(failed).status()).isEqualTo(MessageStatus.AWAITING_MDN);
  }

  @Test
  void a_message_without_kept_receipts_has_nothing_to_judge() {
    MessageRecord message = Open.AWAITING_MDN.message(gateway);
    assertThatThrownBy(() -> gateway.receipts.judge(message.id()))
        .isInstanceOf(RefusedOperation.class)
        .hasMessageContaining("no receipt is kept");
  }

  private MessageRecord judgeWithNewKey(MessageRecord message) throws RefusedOperation {
    gateway.register(NEW_KEY.certificate());
    return gateway.receipts.judge(message.id());
  }

  private MessageRecord only() {
    List<MessageRecord> sending = new ArrayList<>();
    gateway.messages.forEachInStatus(Direction.OUT, MessageStatus.SENDING, sending::add);
    return sending.get(0);
  }

  private void assertUnchanged(MessageRecord message, OutboxEntry entry) {
    assertThat(gateway.message(message.id())).isEqualTo(message);
    assertThat(gateway.outbox.find(message.id(), Kind.MESSAGE)).contains(entry);
    assertThat(gateway.messages.evidence(message.id(), EvidenceKind.OTHER_ANSWER)).hasSize(1);
    assertThat(gateway.messages.evidence(message.id(), EvidenceKind.MDN)).isEmpty();
    assertThat(gateway.eventKinds(message.id())).contains("mdn-flagged");
    assertThat(gateway.messages.unprovenReceipts(Instant.EPOCH)).hasSize(1);
  }

  private int post(MimeEntity mdn) throws IOException {
    return receiver.receive(mdn.headers(), new ByteArrayInputStream(mdn.body())).status();
  }

  private static Disposition refusal() {
    return Disposition.error(ErrorWord.AUTHENTICATION_FAILED);
  }

  private static MimeEntity refused(MessageRecord message) {
    return Mdns.signed(message, refusal(), message.as2().mic().fieldValue(), SendingGateway.THEM);
  }

  private static MimeEntity signed(MessageRecord message, OwnKey signer) {
    return Mdns.signed(message, Disposition.processed(), message.as2().mic().fieldValue(), signer);
  }

  private static MimeEntity mic(MessageRecord message, String mic) {
    return Mdns.signed(message, Disposition.processed(), mic, SendingGateway.THEM);
  }

  /** Signed by the partner, then turned from a refusal into a receipt. */
  private static MimeEntity tampered(MessageRecord message) {
    MimeEntity refused = refused(message);
    String body = new String(refused.body(), StandardCharsets.ISO_8859_1);
    String turned = body.replaceAll("processed/error: [a-z-]+", "processed");
    assertThat(turned).isNotEqualTo(body);
    return new MimeEntity(refused.headers(), turned.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static MimeEntity with(MimeEntity entity, String name, String value) {
    return new MimeEntity(entity.headers().without(name).with(name, value), entity.body());
  }
}
