package org.as2gateway.transport.as2.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.delivery.queue.OutboxEntry;
import org.as2gateway.delivery.queue.OutboxEntry.Kind;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.ReceiptPolicy;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.transport.as2.receive.ReceiveAsyncMdn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Receipts of a partnership that asks for unsigned ones (protocol.md §1, row 1.30). */
class UnsignedReceiptIT {
  private static final Optional<URI> SYNCHRONOUS = Optional.empty();
  private static final Optional<URI> ASYNCHRONOUS = Optional.of(URI.create("http://us/as2"));

  @TempDir Path home;
  private SendingGateway gateway;
  private ReceiveAsyncMdn receiver;

  @BeforeEach
  void open() throws IOException {
    gateway = new SendingGateway(home);
    receiver =
        new ReceiveAsyncMdn(
            gateway.messages, gateway::registry, gateway.recorder, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  /** What anybody can post who knows the Message-ID. */
  private interface Forgery {
    MimeEntity of(MessageRecord message);
  }

  private static final Forgery POSITIVE_WITH_MIC = Mdns::unsigned;
  private static final Forgery POSITIVE =
      message -> Mdns.unsignedWithoutMic(message, Disposition.processed());
  private static final Forgery NEGATIVE =
      message ->
          Mdns.unsignedWithoutMic(message, Disposition.error(ErrorWord.AUTHENTICATION_FAILED));

  static Stream<Arguments> forgeries() {
    return Stream.of(
        Arguments.of(SYNCHRONOUS, POSITIVE),
        Arguments.of(SYNCHRONOUS, POSITIVE_WITH_MIC),
        Arguments.of(SYNCHRONOUS, NEGATIVE),
        Arguments.of(ASYNCHRONOUS, POSITIVE),
        Arguments.of(ASYNCHRONOUS, NEGATIVE));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void a_posted_unsigned_receipt_that_anybody_can_make_changes_nothing(
      Optional<URI> asyncUrl, Forgery forgery) throws Exception {
    MessageRecord message = queuedAgain(asyncUrl);
    OutboxEntry entry = gateway.outbox.find(message.id(), Kind.MESSAGE).orElseThrow();
    post(forgery.of(message));
    assertThat(gateway.message(message.id())).isEqualTo(message);
    assertThat(gateway.outbox.find(message.id(), Kind.MESSAGE)).contains(entry);
    assertThat(gateway.messages.evidence(message.id(), EvidenceKind.OTHER_ANSWER)).hasSize(1);
    assertThat(gateway.eventKinds(message.id())).contains("mdn-flagged");
    assertThat(gateway.messages.unprovenReceipts(Instant.EPOCH)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void a_posted_unsigned_receipt_does_not_count_when_judged_again(
      Optional<URI> asyncUrl, Forgery forgery) throws Exception {
    MessageRecord message = queuedAgain(asyncUrl);
    post(forgery.of(message));
    assertThat(gateway.receipts.judge(message.id())).isEqualTo(message);
    gateway.outbound.cancel().cancel(message.id());
    assertThat(gateway.receipts.judge(message.id()).status()).isEqualTo(MessageStatus.CANCELLED);
    assertThat(gateway.receipts.look(message))
        .allSatisfy(receipt -> assertThat(receipt.verdict().provesNothing()).isTrue());
  }

  @Test
  void a_receipt_in_an_answer_that_is_no_success_does_not_count_when_judged_again()
      throws Exception {
    gateway.change(p -> unsigned(p, SYNCHRONOUS));
    gateway.script(request -> Mdns.answer(404, Mdns.unsigned(sending(request))));
    MessageRecord message = gateway.submit("order");
    gateway.deliverDue();
    MessageRecord failed = gateway.message(message.id());
    assertThat(failed.status()).isEqualTo(MessageStatus.FAILED);
    assertThat(gateway.receipts.judge(message.id())).isEqualTo(failed);
  }

  @Test
  void an_unsigned_asynchronous_receipt_as_asked_counts_by_its_mic() throws Exception {
    MessageRecord message = queuedAgain(ASYNCHRONOUS);
    post(Mdns.unsigned(message));
    assertThat(gateway.message(message.id()).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(gateway.message(message.id()).as2().mdn()).isEqualTo(MdnState.VERIFIED);
  }

  @Test
  void a_posted_receipt_with_a_valid_signature_counts_though_an_unsigned_one_was_asked_for()
      throws Exception {
    MessageRecord message = queuedAgain(SYNCHRONOUS);
    post(Mdns.positive(message));
    assertThat(gateway.message(message.id()).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
  }

  @Test
  void an_unsigned_receipt_in_the_answer_counts() {
    gateway.change(p -> unsigned(p, SYNCHRONOUS));
    gateway.script(
        request ->
            Mdns.answer(200, Mdns.unsignedWithoutMic(sending(request), Disposition.processed())));
    MessageRecord message = gateway.submit("order");
    gateway.deliverDue();
    assertThat(gateway.message(message.id()).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
  }

  private static Partnership unsigned(Partnership p, Optional<URI> asyncUrl) {
    return SendingGateway.with(
        p,
        new ReceiptPolicy(
            Optional.of("us"),
            Optional.empty(),
            false,
            List.of(),
            asyncUrl,
            SendingGateway.MDN_TIMEOUT));
  }

  /** Between two attempts: the partner could not be reached. */
  private MessageRecord queuedAgain(Optional<URI> asyncUrl) {
    gateway.change(p -> unsigned(p, asyncUrl));
    MessageRecord message = gateway.submit("order");
    gateway.deliverDue();
    assertThat(gateway.message(message.id()).status()).isEqualTo(MessageStatus.QUEUED);
    return gateway.message(message.id());
  }

  private MessageRecord sending(SendingGateway.SentRequest request) {
    MessageId id = new MessageId(request.header("Message-ID"));
    return gateway.messages.findByMessageId(id).get(0);
  }

  private void post(MimeEntity mdn) throws IOException {
    receiver.receive(mdn.headers(), new ByteArrayInputStream(mdn.body()));
  }
}
