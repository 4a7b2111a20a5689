package org.as2gateway.transport.as2.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.delivery.queue.OutboxEntry;
import org.as2gateway.delivery.queue.OutboxEntry.Kind;
import org.as2gateway.delivery.queue.ReceiptLanes;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.ReceiptPolicy;
import org.as2gateway.store.log.As2Facts;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.TransferState;
import org.as2gateway.transport.as2.receive.ReceiveAsyncMdn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asynchronous MDNs, both ways (protocol.md §2.7, §6.3). */
class AsyncMdnIT {
  private static final String ID = "01M80RDRQ89P4YGT6A2XF75JKD";
  private static final String REGISTERED = "http://them.example/mdn";

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

  @Test
  void a_posted_mdn_acknowledges_the_open_message() throws IOException {
    MessageRecord message = awaiting();
    assertThat(post(Mdns.positive(message))).isEqualTo(200);
    assertThat(gateway.message(message.id()).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
    assertThat(gateway.message(message.id()).as2().mdn()).isEqualTo(MdnState.VERIFIED);
    assertThat(gateway.outbox.find(message.id(), Kind.MESSAGE)).isEmpty();
  }

  @Test
  void a_posted_mdn_that_proves_nothing_is_flagged_and_the_message_waits_on() throws IOException {
    MessageRecord message = awaiting();
    assertThat(post(Mdns.unsigned(message))).isEqualTo(200);
    assertThat(gateway.message(message.id())).isEqualTo(message);
    assertThat(gateway.eventKinds(message.id())).contains("mdn-flagged");
    assertThat(post(Mdns.positive(message))).isEqualTo(200);
    assertThat(gateway.message(message.id()).as2().mdn()).isEqualTo(MdnState.VERIFIED);
  }

  @Test
  void an_mdn_for_a_message_that_has_ended_is_kept_and_flagged() throws IOException {
    gateway.change(SendingGateway::asynchronous);
    gateway.script(Mdns.status(404));
    MessageRecord message = gateway.submit("order");
    gateway.deliverDue();
    MessageRecord failed = gateway.message(message.id());
    assertThat(post(Mdns.positive(failed))).isEqualTo(200);
    assertThat(gateway.message(message.id())).isEqualTo(failed);
    assertThat(gateway.eventKinds(message.id())).contains("mdn-flagged");
    assertThat(gateway.messages.evidence(message.id(), EvidenceKind.OTHER_ANSWER)).hasSize(1);
  }

  @Test
  void an_mdn_before_anything_was_sent_changes_nothing() throws IOException {
    gateway.change(SendingGateway::asynchronous);
    MessageRecord sent = awaiting();
    MessageRecord queued = gateway.submit("other");
    MimeEntity forged = Mdns.positive(queued.withAs2(queued.as2().withMic(sent.as2().mic())));
    assertThat(post(forged)).isEqualTo(200);
    assertThat(gateway.message(queued.id()).status()).isEqualTo(MessageStatus.QUEUED);
  }

  @Test
  void strangers_and_garbage_are_refused() throws IOException {
    MimeEntity mdn = Mdns.positive(awaiting());
    assertThat(post(with(mdn, "AS2-From", "mallory"))).isEqualTo(403);
    assertThat(post(new MimeEntity(mdn.headers().without("AS2-To"), mdn.body()))).isEqualTo(400);
    assertThat(post(new MimeEntity(mdn.headers(), new byte[] {1, 2, 3}))).isEqualTo(400);
    assertThat(post(new MimeEntity(mdn.headers(), new byte[2 << 20]))).isEqualTo(413);
  }

  @Test
  void the_stored_mdn_goes_to_the_registered_url_with_the_query_that_was_asked() {
    receive(REGISTERED + "?order=7");
    gateway.script(Mdns.status(503), Mdns.status(202));
    gateway.deliverDue();
    assertThat(gateway.message(ID).as2().mdn()).isEqualTo(MdnState.PENDING);
    gateway.clock.advance(SendingGateway.RETRY);
    gateway.deliverDue();
    assertThat(gateway.requests).hasSize(2);
    assertThat(gateway.requests.get(0).request().url())
        .isEqualTo(URI.create(REGISTERED + "?order=7"));
    assertThat(gateway.requests.get(1).body())
        .isEqualTo("the\r\n\r\nreport")
        .isEqualTo(gateway.requests.get(0).body());
    assertThat(gateway.requests.get(1).header("Content-Type")).isEqualTo("multipart/report");
    assertThat(gateway.message(ID).as2().mdn()).isEqualTo(MdnState.VERIFIED);
    assertThat(gateway.message(ID).status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(gateway.outbox.find(ID, Kind.ASYNC_MDN)).isEmpty();
  }

  @Test
  void of_a_message_that_may_be_anybodys_neither_query_nor_retries_are_taken() {
    receive(REGISTERED + "?order=7", ReceiptLanes.unverified(SendingGateway.NAME));
    gateway.script(Mdns.status(503));
    gateway.deliverDue();
    assertThat(gateway.requests.get(0).request().url()).isEqualTo(URI.create(REGISTERED));
    assertThat(gateway.eventKinds(ID)).contains("mdn-failed");
    assertThat(gateway.outbox.find(ID, Kind.ASYNC_MDN)).isEmpty();
  }

  @Test
  void an_mdn_that_the_partner_refuses_is_given_up_and_recorded() {
    receive(REGISTERED);
    gateway.script(Mdns.status(404));
    gateway.deliverDue();
    assertThat(gateway.message(ID).as2().mdn()).isEqualTo(MdnState.PENDING);
    assertThat(gateway.message(ID).reason()).isEqualTo(Reason.HTTP_NOT_FOUND);
    assertThat(gateway.eventKinds(ID)).contains("mdn-failed");
    assertThat(gateway.outbox.find(ID, Kind.ASYNC_MDN)).isEmpty();
  }

  @Test
  void an_mdn_goes_to_no_other_partner_that_the_partnership_names_now() {
    receive(REGISTERED);
    Partner stranger = SendingGateway.partner("stranger", "stranger");
    gateway.change(p -> incoming(p, stranger));
    gateway.deliverDue();
    assertThat(gateway.requests).isEmpty();
    assertThat(gateway.outbox.find(ID, Kind.ASYNC_MDN)).isPresent();

    gateway.change(p -> incoming(p, p.receiver()));
    gateway.script(Mdns.status(202));
    gateway.clock.advance(SendingGateway.RETRY);
    gateway.deliverDue();
    assertThat(gateway.message(ID).as2().mdn()).isEqualTo(MdnState.VERIFIED);
  }

  /** A partnership on which messages come in, with a URL for their MDNs. */
  private static Partnership incoming(Partnership p, Partner partner) {
    Partner us = p.sender();
    return new Partnership(
        p.name(),
        partner,
        us,
        p.message(),
        p.security(),
        new ReceiptPolicy(
            Optional.empty(),
            Optional.empty(),
            false,
            List.of(),
            Optional.of(URI.create(REGISTERED)),
            SendingGateway.MDN_TIMEOUT),
        p.access(),
        p.kind(),
        p.transport(),
        p.sftp(),
        p.pgp(),
        p.pdx(),
        p.queue(),
        p.files(),
        p.usps(),
        p.profile());
  }

  /** A delivered message whose MDN is still to be brought to the partner. */
  private void receive(String askedUrl) {
    receive(askedUrl, ReceiptLanes.verified(SendingGateway.NAME));
  }

  private void receive(String askedUrl, String lane) {
    gateway.change(p -> incoming(p, p.receiver()));
    Instant now = gateway.clock.instant();
    gateway.messages.insert(
        new MessageRecord(
            ID,
            Direction.IN,
            SendingGateway.NAME,
            List.of(),
            new TransferState(MessageStatus.DELIVERED, null, 0, now, now, now, null),
            new As2Facts(
                "them",
                "us id",
                "<1@them>",
                null,
                true,
                true,
                false,
                null,
                null,
                MdnState.PENDING)));
    evidence(
        EvidenceKind.REQUEST_HEADERS,
        "Disposition-Notification-To: x\r\nReceipt-Delivery-Option: " + askedUrl + "\r\n\r\n");
    evidence(EvidenceKind.MDN, "Content-Type: multipart/report\r\n\r\nthe\r\n\r\nreport");
    gateway.outbox.put(new OutboxEntry(ID, Kind.ASYNC_MDN, lane, now, 0, now));
  }

  private void evidence(EvidenceKind kind, String text) {
    Octets octets = Octets.of(text.getBytes(StandardCharsets.US_ASCII));
    gateway.messages.addEvidence(new Evidence(ID, kind, gateway.clock.instant(), octets));
  }

  private MessageRecord awaiting() {
    gateway.change(SendingGateway::asynchronous);
    gateway.script(Mdns.status(202));
    MessageRecord message = gateway.submit("order");
    gateway.deliverDue();
    return gateway.message(message.id());
  }

  private int post(MimeEntity mdn) throws IOException {
    return receiver.receive(mdn.headers(), new ByteArrayInputStream(mdn.body())).status();
  }

  private static MimeEntity with(MimeEntity entity, String name, String value) {
    Headers headers = entity.headers().without(name).with(name, value);
    return new MimeEntity(headers, entity.body());
  }
}
