package org.as2gateway.transport.as2.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.PartnershipRegistry;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.as2.receive.ReceiveAsyncMdn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose certificates verify the receipts of a message whose partnership was edited since. */
class ReceiptPartnershipIT {
  private static final OwnKey NEW_KEY = TestPki.rsa("them", 2);

  @TempDir Path home;
  private SendingGateway gateway;
  private MessageRecord message;

  @BeforeEach
  void send() throws IOException {
    gateway = new SendingGateway(home);
    gateway.change(SendingGateway::asynchronous);
    gateway.script(Mdns.status(202));
    String id = gateway.submit("order").id();
    gateway.deliverDue();
    message = gateway.message(id);
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void no_kept_receipt_is_judged_by_the_partner_that_the_partnership_names_now() throws Exception {
    post(gateway.registry(), signed(NEW_KEY));
    gateway.change(p -> edited(SendingGateway.asynchronous(p), p.name(), stranger()));
    gateway.register(NEW_KEY.certificate());
    assertThatThrownBy(() -> gateway.receipts.judge(message.id()))
        .isInstanceOf(RefusedOperation.class)
        .hasMessageContaining("no partnership from 'us id' to 'them' exists any more");
    assertThat(gateway.message(message.id())).isEqualTo(message);
  }

  @Test
  void a_kept_receipt_is_judged_by_the_partnership_of_the_same_partners_under_another_name()
      throws Exception {
    post(gateway.registry(), signed(NEW_KEY));
    gateway.change(p -> edited(SendingGateway.asynchronous(p), "renamed", p.receiver()));
    gateway.register(NEW_KEY.certificate());
    assertThat(gateway.receipts.judge(message.id()).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
  }

  @Test
  void no_posted_receipt_is_verified_by_the_partner_that_the_partnership_names_now()
      throws Exception {
    Partnership sent = partnership();
    Partner withoutCertificate =
        new Partner("them", Optional.of(new As2Id("them")), Optional.of("us"), Optional.empty());
    Registry edited =
        new Registry(
            new PartnershipRegistry(
                List.of(sent.sender(), stranger(), withoutCertificate),
                List.of(
                    edited(sent, sent.name(), stranger()),
                    edited(sent, "us-them-2", withoutCertificate))),
            gateway.registry().certificates(),
            List.of());
    post(edited, signed(SendingGateway.THEM));
    assertThat(gateway.message(message.id())).isEqualTo(message);
    assertThat(gateway.eventKinds(message.id())).contains("mdn-flagged");

    post(gateway.registry(), signed(SendingGateway.THEM));
    assertThat(gateway.message(message.id()).status()).isEqualTo(MessageStatus.ACKNOWLEDGED);
  }

  /** Another partner, who signs with what is registered under the alias {@code them}. */
  private static Partner stranger() {
    return new Partner(
        "stranger", Optional.of(new As2Id("stranger")), Optional.of("them"), Optional.empty());
  }

  private Partnership partnership() {
    return gateway.registry().partnerships().partnership(SendingGateway.NAME).orElseThrow();
  }

  private static Partnership edited(Partnership p, String name, Partner receiver) {
    return new Partnership(
        name,
        p.sender(),
        receiver,
        p.message(),
        p.security(),
        p.receipt(),
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

  private MimeEntity signed(OwnKey signer) {
    return Mdns.signed(message, Disposition.processed(), message.as2().mic().fieldValue(), signer);
  }

  private void post(Registry registry, MimeEntity mdn) throws IOException {
    int status =
        new ReceiveAsyncMdn(gateway.messages, () -> registry, gateway.recorder, Clock.systemUTC())
            .receive(mdn.headers(), new ByteArrayInputStream(mdn.body()))
            .status();
    assertThat(status).isEqualTo(200);
  }
}
