package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.RawHttp;
import org.as2gateway.testkit.ScriptedExchange;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** protocol.md §1: repeats of an accepted message, and its Message-ID with other content. */
class RepeatedMessagesIT {
  private static final int COPIES = 50;

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

  /** Header fields but those that the server adds to each answer. */
  private static String head(RawHttp.Response response) {
    return response.headers().without("Connection").toLines();
  }

  private static void assertSame(RawHttp.Response one, RawHttp.Response other) {
    assertThat(other.status()).isEqualTo(200);
    assertThat(other.entity().body()).isEqualTo(one.entity().body());
    // Date included: it is the MDN's own, stored with it
    assertThat(head(other)).isEqualTo(head(one));
  }

  @Test // §1: repeat of an accepted message → the stored MDN, byte for byte; one delivery
  void a_repeat_gets_the_same_mdn_byte_for_byte_and_no_second_delivery() throws Exception {
    MimeEntity entity = side.enveloped(side.signed(PartnerSide.payload("repeat.edi", "UNA")));
    Headers headers = PartnerSide.identity("partner").with(PartnerSide.SIGNED_RECEIPT);
    PartnerSide.Exchange first = side.send(headers, entity);
    assertThat(side.mdn(first).disposition()).endsWith("; processed");
    long second = Instant.now().getEpochSecond();
    Awaitility.await("a new MDN would have another Date")
        .until(() -> Instant.now().getEpochSecond() > second);

    assertSame(first.response(), side.send(headers, entity).response());
    // RFC 4130: encrypted anew it is the same message all the same
    MimeEntity anew = side.enveloped(side.signed(PartnerSide.payload("repeat.edi", "UNA")));
    assertSame(first.response(), side.send(headers, anew).response());

    assertThat(inInbox("partner", "repeat")).isEqualTo(1);
    MessageRecord record = side.record(first); // one record
    assertThat(side.gateway().gateway().messages().events(record.id()))
        .filteredOn(event -> event.kind() == EventKind.REPEATED)
        .hasSize(2);
  }

  @Test // §4.4: brackets do not make another Message-ID
  void a_repeat_whose_message_id_lacks_the_brackets_is_the_same_message() throws Exception {
    MimeEntity entity = PartnerSide.payload("bare.edi", "UNA");
    Headers receipt = PartnerSide.SIGNED_RECEIPT;
    PartnerSide.Exchange first =
        side.send(PartnerSide.identity("open", "<bare id>").with(receipt), entity);
    PartnerSide.Exchange second =
        side.send(PartnerSide.identity("open", "bare id").with(receipt), entity);
    assertSame(first.response(), second.response());
    assertThat(inInbox("open", "bare")).isEqualTo(1);
  }

  @Test // §1, reliability.md §2: copies that arrive at the same time
  void fifty_copies_at_once_get_the_same_mdn_and_one_delivery() throws Exception {
    MimeEntity entity =
        side.enveloped(side.signed(PartnerSide.payload("copies.edi", "UNA".repeat(999))));
    Headers headers =
        PartnerSide.identity("partner").with(PartnerSide.SIGNED_RECEIPT).with(entity.headers());
    byte[] body = entity.body();
    CyclicBarrier start = new CyclicBarrier(COPIES);
    Callable<RawHttp.Response> copy =
        () -> {
          start.await();
          return RawHttp.post(side.url(), headers, body);
        };
    List<RawHttp.Response> answers = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(COPIES);
    try {
      for (Future<RawHttp.Response> answer :
          threads.invokeAll(java.util.Collections.nCopies(COPIES, copy))) {
        answers.add(answer.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(side.mdn(answers.get(0).entity()).disposition()).endsWith("; processed");
    answers.forEach(answer -> assertSame(answers.get(0), answer));
    assertThat(inInbox("partner", "copies")).isEqualTo(1);
    MessageId id = new MessageId(headers.first("Message-ID").orElseThrow());
    assertThat(side.gateway().gateway().messages().findByMessageId(id)).hasSize(1);
  }

  @Test // §1: … or, if asked so, async again
  void a_repeat_of_an_asynchronous_request_gets_its_mdn_again_asynchronously() throws Exception {
    MimeEntity entity = PartnerSide.payload("async.edi", "UNA");
    Headers headers =
        PartnerSide.identity("open")
            .with(PartnerSide.SIGNED_RECEIPT)
            .with("Receipt-Delivery-Option", side.receipts().url().toString());
    CountDownLatch isRepeated = new CountDownLatch(1);
    side.receipts() // the repeat comes while the first attempt is under way
        .answer(
            exchange -> {
              exchange.readBody();
              awaitQuietly(isRepeated);
              exchange.respond(200, new MimeEntity(Headers.empty(), new byte[0]));
            });
    side.send(headers, entity);
    ScriptedExchange.Request one = side.receipts().awaitRequest(1);
    assertThat(side.send(headers, entity).status()).isEqualTo(200);
    isRepeated.countDown();
    ScriptedExchange.Request two = side.receipts().awaitRequest(2);

    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(two.entity().body())
                    .hasSizeGreaterThan(100)
                    .isEqualTo(one.entity().body()));
    assertThat(two.messageId()).isEqualTo(one.messageId());
    assertThat(inInbox("open", "async")).isEqualTo(1);
    // asked for at once, it is given at once
    Headers synchronous = headers.without("Receipt-Delivery-Option");
    assertThat(side.send(synchronous, entity).response().entity().body())
        .isEqualTo(one.entity().body());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_repeat_may_ask_for_the_receipt_that_the_first_copy_did_not() throws Exception {
    MimeEntity entity = PartnerSide.payload("late.edi", "UNA");
    Headers identity = PartnerSide.identity("open");
    assertThat(side.send(identity, entity).response().entity().length()).isZero();

    PartnerSide.Exchange asking = side.send(identity.with(PartnerSide.SIGNED_RECEIPT), entity);
    PartnerSide.Mdn mdn = side.mdn(asking);
    assertThat(mdn.disposition()).endsWith("; processed");
    assertThat(mdn.mic()).isEqualTo(side.digest(entity.body(), "-sha256") + ", sha-256");
    assertSame(
        asking.response(), side.send(identity.with(PartnerSide.SIGNED_RECEIPT), entity).response());
    assertThat(inInbox("open", "late")).isEqualTo(1);
    MessageRecord record = side.record(asking);
    assertThat(record.as2().mdn()).isEqualTo(MdnState.VERIFIED);
    assertThat(record.as2().disposition()).endsWith("; processed");
    assertThat(record.status()).isEqualTo(MessageStatus.DELIVERED);
  }

  @Test // §1: an accepted Message-ID with other content
  void an_accepted_message_id_with_other_content_is_refused_and_not_delivered() throws Exception {
    Headers headers = PartnerSide.identity("clear").with(PartnerSide.SIGNED_RECEIPT);
    PartnerSide.Exchange first =
        side.send(headers, side.signed(PartnerSide.payload("reuse.edi", "UNA")));
    PartnerSide.Exchange other =
        side.send(headers, side.signed(PartnerSide.payload("reuse.edi", "UNB")));

    assertThat(side.mdn(first).disposition()).endsWith("; processed");
    assertThat(side.mdn(other).disposition())
        .endsWith("; processed/error: unexpected-processing-error");
    assertThat(side.mdn(other).isSigned()).isTrue();
    assertThat(inInbox("clear", "reuse")).isEqualTo(1);
    List<MessageRecord> records =
        side.gateway().gateway().messages().findByMessageId(new MessageId(first.messageId()));
    assertThat(records)
        .extracting(MessageRecord::status)
        .containsExactly(MessageStatus.DELIVERED, MessageStatus.REFUSED);
    assertThat(records.get(1).error()).contains(records.get(0).id());
    assertThat(records.get(1).reason()).isEqualTo(Reason.MESSAGE_ID_REUSED);
    // the first one's receipt stands
    assertSame(
        first.response(),
        side.send(headers, side.signed(PartnerSide.payload("reuse.edi", "UNA"))).response());
  }

  @Test // reliability.md §1: no negative MDN for something delivered
  void a_delivered_message_gets_no_negative_mdn_whoever_sends_its_message_id() throws Exception {
    Headers headers = PartnerSide.identity("clear").with(PartnerSide.SIGNED_RECEIPT);
    MimeEntity payload = PartnerSide.payload("doubt.edi", "UNA");
    PartnerSide.Exchange first = side.send(headers, side.signed(payload));
    assertThat(side.mdn(first).disposition()).endsWith("; processed");

    PartnerSide.Exchange unsigned = side.send(headers, payload);
    assertThat(unsigned.status()).isEqualTo(409);
    assertThat(unsigned.response().entity().length()).isZero();
    assertThat(
            side.gateway().gateway().messages().findByMessageId(new MessageId(first.messageId())))
        .extracting(MessageRecord::status)
        .containsExactly(MessageStatus.DELIVERED, MessageStatus.REFUSED);
    assertSame(first.response(), side.send(headers, side.signed(payload)).response());
    assertThat(inInbox("clear", "doubt")).isEqualTo(1);
  }

  @Test // reliability.md §2: nobody can poison another's Message-ID
  void a_refused_message_does_not_take_its_message_id_nor_does_another_pair() throws Exception {
    Headers headers = PartnerSide.identity("clear").with(PartnerSide.SIGNED_RECEIPT);
    MimeEntity payload = PartnerSide.payload("poison.edi", "UNA");
    PartnerSide.Exchange refused = side.send(headers, payload);
    assertThat(side.mdn(refused).disposition()).contains("processed/error");
    Headers open = PartnerSide.identity("open", refused.messageId());
    side.send(open.with(PartnerSide.SIGNED_RECEIPT), PartnerSide.payload("poison.edi", "UNZ"));

    assertThat(side.mdn(side.send(headers, side.signed(payload))).disposition())
        .endsWith("; processed");
    assertThat(inInbox("clear", "poison")).isEqualTo(1);
  }

  @AfterEach
  void no_temporary_file_is_left() throws Exception {
    Path stage = side.gateway().home().path().resolve("data/stage");
    Awaitility.await().untilAsserted(() -> assertThat(stage).isEmptyDirectory());
  }
}
