package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.testkit.OpenSslEntities;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** protocol.md §1: accepted content under another Message-ID is confirmed, and delivered once. */
class ReplayIT {
  private static final Headers LARGE =
      PartnerSide.SIGNED_RECEIPT.with("X-Junk", "j".repeat(50_000));

  private static PartnerSide side;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    side = PartnerSide.open(folder);
  }

  @AfterAll
  static void close() throws Exception {
    side.close();
  }

  private static long inInbox(String partner, String start) throws Exception {
    return side.gateway().inbox(partner).stream()
        .filter(file -> file.getFileName().toString().startsWith(start))
        .count();
  }

  private static void assertRepeat(MessageRecord first, PartnerSide.Exchange again)
      throws Exception {
    PartnerSide.Mdn mdn = side.mdn(again);
    assertThat(mdn.disposition()).endsWith("; processed");
    assertThat(mdn.isSigned()).isTrue();
    assertThat(mdn.mic()).isEqualTo(first.as2().mic().base64() + ", sha-256");
    MessageRecord record = side.record(again);
    assertThat(record.status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(record.as2().mic()).isEqualTo(first.as2().mic());
    assertThat(record.payloads()).extracting(PayloadRecord::inboxName).containsOnlyNulls();
    assertThat(record.payloads())
        .extracting(PayloadRecord::sha256)
        .isEqualTo(first.payloads().stream().map(PayloadRecord::sha256).toList());
    assertThat(side.gateway().gateway().replays().repeats(Set.of(record.id(), first.id())))
        .isEqualTo(Map.of(record.id(), first.id()));
    assertThat(side.gateway().gateway().messages().events(record.id()))
        .anyMatch(e -> e.kind() == EventKind.REPLAYED && e.detail().contains(first.id()));
    assertThat(side.gateway().gateway().messages().events(first.id()))
        .anyMatch(e -> e.kind() == EventKind.REPEATED && e.detail().contains(record.id()));
  }

  @Test
  void the_same_signed_bytes_under_other_message_ids_are_confirmed_and_delivered_once()
      throws Exception {
    MimeEntity signed = side.signed(PartnerSide.payload("signed.edi", "UNA"));
    MessageRecord first = side.accepted("legacy", signed);
    for (int i = 0; i < 3; i++) {
      assertRepeat(first, side.send("legacy", PartnerSide.SIGNED_RECEIPT, signed));
    }
    assertThat(inInbox("legacy", "signed")).isEqualTo(1);
    assertThat(side.gateway().gateway().attackSigns().current())
        .anyMatch(
            s -> s.kind() == AttackSigns.Kind.REPLAYED && s.partnership().equals("legacy-to-us"));
  }

  @Test
  void the_same_envelope_under_other_message_ids_is_confirmed_and_delivered_once()
      throws Exception {
    MimeEntity enveloped = side.enveloped(side.signed(PartnerSide.payload("sealed.edi", "UNA")));
    MessageRecord first = side.accepted("partner", enveloped);
    for (int i = 0; i < 3; i++) {
      assertRepeat(first, side.send("partner", PartnerSide.SIGNED_RECEIPT, enveloped));
    }
    assertThat(inInbox("partner", "sealed")).isEqualTo(1);
  }

  @Test
  void a_signature_that_came_in_an_envelope_is_a_repeat_without_one() throws Exception {
    MimeEntity signed = side.signed(PartnerSide.payload("anew.edi", "UNA"));
    MessageRecord first = side.accepted("legacy", side.enveloped(signed));
    assertRepeat(first, side.send("legacy", PartnerSide.SIGNED_RECEIPT, signed));
    assertThat(inInbox("legacy", "anew")).isEqualTo(1);
  }

  @Test // the rule is about the content key: a new one is made for a new message
  void signed_content_under_a_new_content_key_is_delivered() throws Exception {
    MimeEntity signed = side.signed(PartnerSide.payload("fresh.edi", "UNA"));
    side.accepted("partner", side.enveloped(signed));
    side.accepted("partner", side.enveloped(signed));
    assertThat(inInbox("partner", "fresh")).isEqualTo(2);
  }

  @Test // it is not part of the signature
  void other_certificates_beside_the_signature_do_not_make_another_message() throws Exception {
    MimeEntity payload = PartnerSide.payload("certs.edi", "UNA");
    Path content = side.openSsl().openSsl().temporary(".entity", payload.toBytes());
    byte[] signature =
        Files.readAllBytes(side.openSsl().openSsl().sign(content, PartnerSide.PARTNER));
    MessageRecord first =
        side.accepted("legacy", OpenSslEntities.multipartSigned(payload, signature, "sha-256"));
    int at = new String(signature, StandardCharsets.ISO_8859_1).indexOf("partner");
    signature[at] = 'P'; // in the certificate, which stands in front of the SignerInfo
    MimeEntity other = OpenSslEntities.multipartSigned(payload, signature, "sha-256");
    assertRepeat(first, side.send("legacy", PartnerSide.SIGNED_RECEIPT, other));
    assertThat(inInbox("legacy", "certs")).isEqualTo(1);
  }

  @Test
  void a_repeat_has_a_stored_mdn_of_its_own() throws Exception {
    MimeEntity signed = side.signed(PartnerSide.payload("stored.edi", "UNA"));
    side.accepted("legacy", signed);
    Headers headers = PartnerSide.identity("legacy").with(PartnerSide.SIGNED_RECEIPT);
    PartnerSide.Exchange one = side.send(headers, signed);
    PartnerSide.Exchange two = side.send(headers, signed);
    assertThat(two.response().entity().body()).isEqualTo(one.response().entity().body());
    assertThat(side.record(one).status()).isEqualTo(MessageStatus.DELIVERED);
  }

  @Test
  void twenty_copies_at_once_under_as_many_message_ids_are_delivered_once() throws Exception {
    MimeEntity enveloped = side.enveloped(side.signed(PartnerSide.payload("many.edi", "UNA")));
    Callable<PartnerSide.Exchange> copy =
        () -> side.send("partner", PartnerSide.SIGNED_RECEIPT, enveloped);
    List<PartnerSide.Exchange> answers = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      for (Future<PartnerSide.Exchange> answer :
          threads.invokeAll(java.util.Collections.nCopies(20, copy))) {
        answers.add(answer.get());
      }
    } finally {
      threads.shutdownNow();
    }
    for (PartnerSide.Exchange answer : answers) {
      assertThat(side.mdn(answer).disposition()).endsWith("; processed");
    }
    assertThat(inInbox("partner", "many")).isEqualTo(1);
  }

  @Test // HTTP headers are not signed: whoever captured a message can repeat it
  void of_many_repeats_twenty_are_recorded_and_all_are_confirmed() throws Exception {
    MimeEntity signed = side.signed(PartnerSide.payload("flood.edi", "UNA"));
    MessageRecord first = side.accepted("legacy", signed);
    List<PartnerSide.Exchange> copies = new ArrayList<>();
    for (int i = 0; i < RepeatRecording.MOST_RECORDED + 3; i++) {
      copies.add(side.send("legacy", LARGE, signed));
    }
    for (PartnerSide.Exchange copy : copies) {
      assertThat(side.mdn(copy).disposition()).endsWith("; processed");
      assertThat(side.mdn(copy).mic()).isEqualTo(first.as2().mic().base64() + ", sha-256");
    }
    MessageLog messages = side.gateway().gateway().messages();
    assertThat(copies.stream().filter(copy -> isRecorded(messages, copy)))
        .hasSize(RepeatRecording.MOST_RECORDED);
    assertThat(messages.events(first.id()))
        .filteredOn(e -> e.kind() == EventKind.REPEATS_NOT_RECORDED)
        .hasSize(1);
    String repeat = side.record(copies.get(0)).id();
    assertThat(messages.evidence(repeat, EvidenceKind.REQUEST_HEADERS).get(0).content().length())
        .isEqualTo(8 * 1024);
    // a receipt that is to be posted would need a record
    Headers later =
        PartnerSide.SIGNED_RECEIPT.with(
            "Receipt-Delivery-Option", side.receipts().url().toString());
    MimeEntity sealed = side.enveloped(side.signed(PartnerSide.payload("flood.edi", "UNB")));
    side.accepted("partner", sealed);
    for (int i = 0; i < RepeatRecording.MOST_RECORDED; i++) {
      side.send("partner", PartnerSide.SIGNED_RECEIPT, sealed);
    }
    assertThat(side.send("partner", later, sealed).status()).isEqualTo(409);
  }

  private static boolean isRecorded(MessageLog messages, PartnerSide.Exchange copy) {
    return !messages.findByMessageId(new MessageId(copy.messageId())).isEmpty();
  }

  @Test // gw.replay deliver
  void a_partner_that_must_gets_the_same_bytes_delivered_again() throws Exception {
    MimeEntity enveloped = side.enveloped(side.signed(PartnerSide.payload("again.edi", "UNA")));
    side.accepted("replaying", enveloped);
    side.accepted("replaying", enveloped);
    assertThat(inInbox("replaying", "again")).isEqualTo(2);
    // other ciphertext under that key is an experiment all the same
    PartnerSide.Exchange forged =
        side.send("replaying", PartnerSide.SIGNED_RECEIPT, Damage.flipped(enveloped, -17));
    assertThat(side.mdn(forged).disposition()).endsWith("processed/error: decryption-failed");
    assertThat(side.record(forged).reason()).isEqualTo(Reason.CONTENT_KEY_REUSED);
  }

  @Test // the same payload, signed and encrypted by the partner once more, is another message
  void the_same_payload_signed_anew_is_delivered_again() throws Exception {
    MimeEntity payload = PartnerSide.payload("daily.edi", "UNA");
    side.accepted("legacy", side.signed(payload));
    org.awaitility.Awaitility.await() // openssl puts the second into signingTime
        .pollDelay(java.time.Duration.ofMillis(1100))
        .until(() -> true);
    side.accepted("legacy", side.signed(payload));
    assertThat(inInbox("legacy", "daily")).isEqualTo(2);
  }

  @Test
  void a_content_key_of_an_accepted_message_with_other_ciphertext_is_an_urgent_sign()
      throws Exception {
    MimeEntity enveloped = side.enveloped(side.signed(PartnerSide.payload("key.edi", "UNA")));
    MessageRecord first = side.accepted("partner", enveloped);
    PartnerSide.Exchange forged =
        side.send("partner", PartnerSide.SIGNED_RECEIPT, Damage.flipped(enveloped, -17));
    assertThat(side.mdn(forged).disposition()).endsWith("processed/error: decryption-failed");
    assertThat(side.record(forged).error()).contains(first.id());
    assertThat(side.gateway().gateway().attackSigns().current())
        .anyMatch(
            s ->
                s.kind() == AttackSigns.Kind.CONTENT_KEY_REUSED
                    && s.latest().equals(side.record(forged).id()));
  }
}
