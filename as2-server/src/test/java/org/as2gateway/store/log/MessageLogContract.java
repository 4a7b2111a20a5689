package org.as2gateway.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.MessageQuery.Effort;
import org.as2gateway.store.log.MessageQuery.Field;
import org.as2gateway.store.log.MessageQuery.Has;
import org.as2gateway.store.log.MessageQuery.Match;
import org.as2gateway.store.log.MessageQuery.Order;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.transport.TransportKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a message log promises, whichever the database. */
abstract class MessageLogContract {
  private static final As2Id US = new As2Id("us");
  private static final As2Id THEM = new As2Id("them");

  private final FakeClock clock = FakeClock.standing();
  private int made;
  private Database database;
  private MessageLog log;

  abstract Database open();

  @BeforeEach
  final void openDatabase() {
    database = open();
    log = new JdbcMessageLog(database);
  }

  @AfterEach
  final void closeDatabase() {
    database.close();
  }

  private PayloadRecord payload(String filename, String inboxName) {
    return new PayloadRecord(
        filename, "text/plain; charset=UTF-8", 5_000_000_000L, "ab", inboxName);
  }

  private MessageRecord outbound(String partnership, String sourceFile) {
    return message(
        Direction.OUT,
        MessageStatus.QUEUED,
        partnership,
        sourceFile,
        List.of(payload("a.txt", null)));
  }

  private MessageRecord inbound(MessageStatus status, PayloadRecord... payloads) {
    return message(Direction.IN, status, "them-us", null, List.of(payloads));
  }

  /** Of the clock's time, whatever ids other tests of this process made. */
  private String nextId() {
    return MessageIds.floor(clock.instant()).substring(0, 10) + "%016d".formatted(++made);
  }

  private MessageRecord message(
      Direction direction,
      MessageStatus status,
      String partnership,
      String sourceFile,
      List<PayloadRecord> payloads) {
    clock.advance(Duration.ofSeconds(1));
    String id = nextId();
    boolean isOut = direction == Direction.OUT;
    return new MessageRecord(
        id,
        direction,
        partnership,
        payloads,
        new TransferState(
            status,
            null,
            0,
            clock.instant(),
            clock.instant(),
            clock.instant().plusSeconds(60),
            sourceFile),
        new As2Facts(
            isOut ? US.value() : THEM.value(),
            isOut ? THEM.value() : US.value(),
            "<" + id + "@us>",
            "Subject 100% of " + id,
            true,
            true,
            false,
            Mic.of(new byte[32], MicAlgorithm.SHA256),
            "automatic-action/MDN-sent-automatically; processed",
            MdnState.PENDING));
  }

  private MessageRecord inserted(MessageRecord message) {
    log.insert(message);
    return message;
  }

  @Test
  void finds_a_message_as_it_was_inserted() {
    MessageRecord full =
        inserted(inbound(MessageStatus.ACCEPTED, payload("a.txt", "a.txt"), payload("b", "b")));
    MessageRecord bare =
        inserted(
            new MessageRecord(
                nextId(),
                Direction.IN,
                "p",
                List.of(),
                TransferState.received(
                    MessageStatus.REFUSED,
                    new Failure(null, "because"),
                    clock.instant(),
                    clock.instant()),
                new As2Facts(
                    "them", "us", "", null, false, false, true, null, null, MdnState.NONE)));
    assertThat(log.find(full.id())).contains(full);
    assertThat(log.find(bare.id())).contains(bare);
    assertThat(log.find("none")).isEmpty();
  }

  @Test
  void a_message_of_another_transport_has_nothing_of_as2() {
    clock.advance(Duration.ofSeconds(1));
    MessageRecord queued =
        inserted(
            new MessageRecord(
                nextId(),
                Direction.OUT,
                "us-usps",
                List.of(payload("a.txt", null)),
                TransferState.queued(clock.instant(), null),
                new FileFacts(TransportKind.SFTP, "US", "USPS", true, false)));
    MessageRecord sent =
        queued.withState(
            queued.state().concluded(MessageStatus.SENT, null, clock.instant().plusSeconds(5)));
    assertThat(log.find(queued.id())).contains(queued);
    assertThat(log.update(sent, queued)).isTrue();
    assertThat(log.find(queued.id())).contains(sent);
    assertThat(queued.findAs2()).isEmpty();
    assertThat(log.countOpen("us-usps")).isZero();
    assertThat(transports("sftp")).containsExactly(queued.id());
    assertThat(transports("pdx")).isEmpty();
  }

  private List<String> transports(String transport) {
    MessageQuery all = MessageQuery.newest(10);
    MessageQuery query =
        new MessageQuery(
            null,
            Set.of(),
            List.of(),
            List.of(Match.of(Field.TRANSPORT, transport)),
            null,
            null,
            null,
            null,
            all.limit(),
            all.order(),
            Effort.ALL);
    return log.search(query).messages().stream().map(MessageRecord::id).toList();
  }

  @Test
  void tells_which_ids_have_a_message() {
    String first = inserted(outbound("p", null)).id();
    String second = inserted(inbound(MessageStatus.ACCEPTED, payload("a", "a"))).id();
    assertThat(log.recorded(Set.of(first, second, "none")))
        .containsExactlyInAnyOrder(first, second);
    assertThat(log.recorded(Set.of())).isEmpty();
  }

  @Test
  void finds_many_messages_with_their_files_at_once() {
    MessageRecord first = inserted(outbound("p", null));
    MessageRecord second =
        inserted(inbound(MessageStatus.ACCEPTED, payload("a", "a"), payload("b", "b")));
    inserted(outbound("p", null));
    assertThat(log.findAll(List.of(second.id(), "none", first.id())))
        .containsExactlyInAnyOrder(first, second);
    assertThat(log.findAll(List.of())).isEmpty();
  }

  @Test
  void updates_only_what_nobody_has_changed_since_it_was_read() {
    MessageRecord queued = inserted(outbound("p", null));
    MessageRecord sending =
        queued.withState(
            queued
                .state()
                .sending(clock.instant().plusSeconds(5))
                .withFailure(new Failure(Reason.HTTP_BUSY, "error")));
    assertThat(log.update(sending, queued)).isTrue();
    assertThat(log.find(queued.id())).contains(sending);
    assertThat(log.update(queued, queued)).isFalse();
    assertThat(log.find(queued.id())).contains(sending);
  }

  @Test
  void a_receipt_recorded_meanwhile_is_not_written_over() {
    MessageRecord accepted = inserted(inbound(MessageStatus.ACCEPTED, payload("a", "a")));
    MessageRecord answered = accepted.withAs2(accepted.as2().withReceipt(MdnState.VERIFIED, null));
    assertThat(answered).isNotEqualTo(accepted);
    assertThat(log.update(answered, accepted)).isTrue();
    MessageRecord delivered = in(MessageStatus.DELIVERED, accepted);
    assertThat(log.update(delivered, accepted)).isFalse();
    assertThat(log.find(accepted.id())).contains(answered);
  }

  @Test
  void a_message_that_has_come_to_the_same_status_again_is_another() {
    MessageRecord queued = inserted(outbound("p", null));
    MessageRecord again =
        queued.withState(queued.state().withUpdatedAt(clock.instant().plusSeconds(1)));
    assertThat(log.update(again, queued)).isTrue();
    assertThat(log.update(in(MessageStatus.FAILED, queued), queued)).isFalse();
  }

  @Test
  void update_replaces_payloads() {
    MessageRecord accepted = inserted(inbound(MessageStatus.ACCEPTED, payload("a", "a")));
    MessageRecord changed =
        accepted.withPayloads(List.of(payload("b", "b (2)"), payload("c", "c")));
    assertThat(log.update(changed, accepted)).isTrue();
    assertThat(log.find(accepted.id())).contains(changed);
  }

  @Test
  void finds_by_message_id_with_and_without_brackets_newest_first() {
    MessageRecord first = inserted(named("<x@us>", outbound("p", null)));
    MessageRecord second = inserted(named("x@us", outbound("p", null)));
    inserted(named("<y@us>", outbound("p", null)));
    assertThat(log.findByMessageId(new MessageId("x@us"))).containsExactly(second, first);
    assertThat(log.findByMessageId(new MessageId(" <x@us>"))).containsExactly(second, first);
  }

  @Test
  void finds_ours_before_accepted_ones_and_those_before_refused_ones() {
    MessageRecord accepted =
        inserted(named("<x@us>", inbound(MessageStatus.DELIVERED, payload("a", "a"))));
    MessageRecord ours = inserted(named("<x@us>", outbound("p", null)));
    MessageRecord refused = inserted(named("<x@us>", inbound(MessageStatus.REFUSED)));
    assertThat(log.findByMessageId(new MessageId("x@us"))).containsExactly(ours, accepted, refused);
  }

  private MessageRecord in(MessageStatus status, MessageRecord message) {
    return message.withState(message.state().withStatus(status, clock.instant()));
  }

  private static MessageRecord withoutSource(MessageRecord message) {
    return message.withState(message.state().withoutSourceFile());
  }

  private static MessageRecord named(String messageId, MessageRecord message) {
    As2Facts as2 = message.as2();
    return message.withAs2(
        new As2Facts(
            as2.from(),
            as2.to(),
            messageId,
            as2.subject(),
            as2.isSigned(),
            as2.isEncrypted(),
            as2.isCompressed(),
            as2.mic(),
            as2.disposition(),
            as2.mdn()));
  }

  @Test
  void finds_outbound_by_pair_and_message_id() {
    MessageRecord message = inserted(outbound("p", null));
    MessageId id = new MessageId(message.as2().messageId());
    assertThat(log.findOutbound(US, THEM, id)).contains(message);
    assertThat(log.findOutbound(US, THEM, new MessageId(id.bare()))).contains(message);
    assertThat(log.findOutbound(THEM, US, id)).isEmpty();
  }

  @Test
  void pages_through_all_messages_newest_first() {
    List<MessageRecord> all = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      all.add(0, inserted(outbound("p", null)));
    }
    List<MessageRecord> seen = new ArrayList<>();
    String cursor = null;
    do {
      MessagePage page = log.search(MessageQuery.newest(10).from(cursor, 10));
      seen.addAll(page.messages());
      cursor = page.next();
    } while (cursor != null);
    assertThat(seen).isEqualTo(all);
  }

  @Test
  void last_page_has_no_cursor() {
    inserted(outbound("p", null));
    assertThat(log.search(MessageQuery.newest(1)).next()).isNull();
  }

  @Test
  void search_matches_each_criterion() {
    MessageRecord out = inserted(outbound("p", null));
    MessageRecord in = inserted(inbound(MessageStatus.DELIVERED, payload("Invoice_7.XML", "x")));
    assertThat(search(q().direction(Direction.IN))).containsExactly(in);
    assertThat(search(q().status(MessageStatus.QUEUED))).containsExactly(out);
    assertThat(search(q().partnership("p"))).containsExactly(out);
    assertThat(search(q().partnerId("them"))).containsExactly(in, out);
    assertThat(search(q().partnerId("nobody"))).isEmpty();
    assertThat(search(q().filename("invoice_7"))).containsExactly(in);
    assertThat(search(q().filename("invoice-7"))).isEmpty();
    assertThat(search(q().text("xml"))).containsExactly(in);
    assertThat(search(q().text(in.as2().messageId().toLowerCase(Locale.ROOT)))).containsExactly(in);
    assertThat(search(q().text("100% of"))).containsExactly(in, out);
    assertThat(search(q().text("100%%of"))).isEmpty();
    assertThat(search(q().since(in.state().createdAt()))).containsExactly(in);
    assertThat(search(q().until(in.state().createdAt()))).containsExactly(out);
    assertThat(search(q().direction(Direction.IN).partnership("p"))).isEmpty();
  }

  @Test
  void a_search_without_patience_goes_on_where_it_ended() {
    MessageRecord first = inserted(outbound("p", null));
    for (int i = 0; i < 12; i++) {
      inserted(inbound(MessageStatus.DELIVERED, payload("other-" + i, "x")));
      inserted(outbound(i % 3 == 0 ? "q" : "p", null));
    }
    String word = first.as2().messageId().toLowerCase(Locale.ROOT);
    for (List<String> partnerships : List.<List<String>>of(List.of(), List.of("p", "q", "r"))) {
      List<MessageRecord> seen = new ArrayList<>();
      int pages = 0;
      String cursor = null;
      do {
        MessagePage page =
            log.search(hard(word, partnerships, cursor, new Effort(4, Duration.ZERO)));
        seen.addAll(page.messages());
        cursor = page.next();
        pages++;
      } while (cursor != null);
      assertThat(seen).containsExactly(first);
      assertThat(pages).isGreaterThan(3);
      Effort enough = new Effort(4, Duration.ofMinutes(1));
      assertThat(log.search(hard(word, partnerships, null, enough)))
          .isEqualTo(new MessagePage(List.of(first), null));
    }
  }

  @Test
  void pages_of_several_partnerships_hold_each_message_once_newest_first() {
    List<MessageRecord> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      all.add(0, inserted(outbound(i < 20 ? "p" : i % 3 == 0 ? "q" : "r", null)));
    }
    all.removeIf(message -> message.partnership().equals("r"));
    String everywhere = "@"; // stands in every Message-ID
    for (Effort effort : List.of(new Effort(5, Duration.ZERO), Effort.ALL)) {
      List<MessageRecord> seen = new ArrayList<>();
      String cursor = null;
      do {
        MessagePage page = log.search(hard(everywhere, List.of("p", "q"), cursor, effort));
        seen.addAll(page.messages());
        cursor = page.next();
      } while (cursor != null);
      assertThat(seen).isEqualTo(all);
    }
  }

  @Test
  void alternatives_and_exclusions_hold_whatever_the_order() {
    MessageRecord queued = inserted(outbound("p", null));
    MessageRecord delivered = inserted(inbound(MessageStatus.DELIVERED, payload("a.xml", "x")));
    MessageRecord refused = inserted(inbound(MessageStatus.REFUSED, payload("b.txt", "y")));
    MessageStatus[] ended = {MessageStatus.DELIVERED, MessageStatus.REFUSED};
    assertThat(search(q().status(ended))).containsExactly(refused, delivered);
    assertThat(search(q().status(ended).oldestFirst())).containsExactly(delivered, refused);
    assertThat(search(q().oldestFirst())).containsExactly(queued, delivered, refused);
    assertThat(search(q().has(Field.FILENAME, "A.X", "b.t"))).containsExactly(refused, delivered);
    assertThat(search(q().hasNot(Field.FILENAME, "a.x", "nothing")))
        .containsExactly(refused, queued);
    assertThat(search(q().hasNot(Field.ERROR, "no error says this")))
        .as("messages without an error too")
        .containsExactly(refused, delivered, queued);
    assertThat(search(q().hasNot(Field.PARTNERSHIP, "p"))).doesNotContain(queued);
    assertThat(search(q().has(Field.SENDER, "THE", "u%")))
        .as("how an AS2 id begins")
        .containsExactly(refused, delivered);
    assertThat(search(q().has(Field.RECEIVER, "the"))).containsExactly(queued);
  }

  @Test
  void many_partnerships_are_found_like_few() {
    List<MessageRecord> all = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      names.add("p" + i);
      all.add(0, inserted(outbound("p" + i, null)));
    }
    inserted(outbound("q", null));
    String[] many = names.toArray(new String[0]);
    assertThat(search(q().partnership(many))).isEqualTo(all);
    assertThat(search(q().partnership(many).status(MessageStatus.QUEUED, MessageStatus.FAILED)))
        .isEqualTo(all);
    assertThat(search(q().partnership("p2", "p1").status(MessageStatus.QUEUED)))
        .extracting(MessageRecord::partnership)
        .containsExactly("p2", "p1");
  }

  @Test
  void oldest_first_goes_on_where_it_ended() {
    List<MessageRecord> all = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      all.add(inserted(outbound(i % 2 == 0 ? "p" : "q", null)));
    }
    Effort effort = new Effort(4, Duration.ZERO);
    MessageQuery query = q().oldestFirst().effort(effort).partnership("p", "q").text("@").query();
    List<MessageRecord> seen = new ArrayList<>();
    String cursor = null;
    do {
      MessagePage page = log.search(query.from(cursor, 3));
      seen.addAll(page.messages());
      cursor = page.next();
    } while (cursor != null);
    assertThat(seen).isEqualTo(all);
  }

  @Test
  void counts_up_to_a_bound_and_no_longer_than_it_may_take() {
    for (int i = 0; i < 12; i++) {
      inserted(outbound(i % 3 == 0 ? "q" : "p", null));
    }
    assertThat(log.count(q().query(), 100)).hasValue(12);
    assertThat(log.count(q().query(), 5)).hasValue(6);
    assertThat(log.count(q().partnership("p", "q").query(), 100)).hasValue(12);
    assertThat(log.count(q().partnership("q").text("@").query(), 100)).hasValue(4);
    assertThat(log.count(q().status(MessageStatus.FAILED).query(), 100)).hasValue(0);
    Effort little = new Effort(5, Duration.ZERO);
    assertThat(log.count(q().text("@").effort(little).query(), 100)).isEmpty();
    Effort enough = new Effort(5, Duration.ofMinutes(1));
    assertThat(log.count(q().text("@").effort(enough).query(), 100)).hasValue(12);
  }

  private static MessageQuery hard(
      String text, List<String> partnerships, @Nullable String cursor, Effort effort) {
    return new MessageQuery(
        null,
        Set.of(),
        partnerships,
        List.of(Match.of(Field.TEXT, text)),
        null,
        null,
        null,
        cursor,
        3,
        Order.NEWEST_FIRST,
        effort);
  }

  @Test
  void the_newest_of_a_partnership_are_counted_by_status() {
    MessageRecord first = inserted(outbound("p", null));
    inserted(outbound("p", null));
    MessageRecord failed = outbound("p", null);
    inserted(
        failed.withState(
            failed
                .state()
                .concluded(
                    MessageStatus.FAILED, new Failure(null, "x"), failed.state().createdAt())));
    inserted(outbound("q", null));
    Instant start = first.state().createdAt().minusSeconds(60);
    assertThat(log.countNewest("p", start, 9))
        .isEqualTo(Map.of(MessageStatus.QUEUED, 2, MessageStatus.FAILED, 1));
    assertThat(log.countNewest("p", start, 1)).isEqualTo(Map.of(MessageStatus.FAILED, 1));
    assertThat(log.countNewest("p", failed.state().createdAt().plusSeconds(60), 9)).isEmpty();
  }

  private MessageRecord ended(MessageRecord message, MessageStatus status) {
    Instant now = message.state().createdAt().plusSeconds(1);
    Failure failure = status == MessageStatus.FAILED ? new Failure(null, "x") : null;
    MessageRecord after = message.withState(message.state().concluded(status, failure, now));
    assertThat(log.update(after, message)).isTrue();
    return after;
  }

  private int unhandled() {
    return log
        .groups(MessageStatus.FAILED, Instant.EPOCH, Instant.now().plusSeconds(86_400))
        .stream()
        .mapToInt(MessageLog.Group::count)
        .sum();
  }

  @Test
  void failure_is_handled_until_it_is_undone_or_sent_again() {
    HandledMessages handled = log.handled();
    Handled mark = new Handled("pat", Instant.EPOCH, "sent by mail");
    MessageRecord open = inserted(outbound("p", null));
    assertThat(handled.mark(open.id(), mark)).isFalse();
    MessageRecord failed = ended(open, MessageStatus.FAILED);
    assertThat(unhandled()).isEqualTo(1);
    assertThat(handled.mark(failed.id(), mark)).isTrue();
    assertThat(handled.mark(failed.id(), mark)).isTrue();
    assertThat(handled.find(Set.of(failed.id()))).isEqualTo(Map.of(failed.id(), mark));
    assertThat(unhandled()).isZero();
    assertThat(handled.unmark(failed.id())).isTrue();
    assertThat(handled.unmark(failed.id())).isFalse();
    assertThat(unhandled()).isEqualTo(1);
    handled.mark(failed.id(), mark);
    Instant now = failed.state().updatedAt();
    MessageRecord again = failed.withState(failed.state().queuedAgain(now, null, now));
    assertThat(log.update(again, failed)).isTrue();
    assertThat(handled.find(Set.of(failed.id()))).isEmpty();
  }

  @Test
  void resend_that_succeeds_handles_the_failed_original() {
    MessageRecord failed = ended(inserted(outbound("p", null)), MessageStatus.FAILED);
    MessageRecord received = ended(inserted(outbound("p", null)), MessageStatus.ACKNOWLEDGED);
    MessageRecord resend = inserted(outbound("p", null));
    MessageRecord other = inserted(outbound("p", null));
    log.handled().addResent(resend.id(), failed.id());
    log.handled().addResent(other.id(), received.id());
    assertThat(log.handled().originals(Set.of(resend.id())))
        .isEqualTo(Map.of(resend.id(), failed.id()));
    assertThat(log.handled().resent(Set.of(failed.id())))
        .isEqualTo(Map.of(failed.id(), resend.id()));
    ended(other, MessageStatus.ACKNOWLEDGED);
    assertThat(unhandled()).isEqualTo(1);
    ended(resend, MessageStatus.ACKNOWLEDGED);
    assertThat(unhandled()).isZero();
    Map<String, Handled> marks = log.handled().find(Set.of(failed.id(), received.id()));
    assertThat(marks).containsOnlyKeys(failed.id());
    assertThat(marks.get(failed.id()).note()).contains(resend.id());
  }

  @Test
  void answers_are_kept_newest_first_and_few() {
    for (int i = 1; i <= 5; i++) {
      HttpAnswer answer =
          HttpAnswer.of("HTTP/1.1 200 OK", Headers.empty(), new byte[] {(byte) i}, i % 2 == 0);
      log.keepAnswer("a", new KeptAnswer(Instant.EPOCH, i, answer));
    }
    assertThat(log.answers("a")).extracting(KeptAnswer::attempt).containsExactly(5, 4, 3);
    assertThat(log.answers("a").get(0).answer().bodyBytes()).isNull();
    assertThat(log.answers("a").get(1).answer().bodyBytes()).isEqualTo(1);
    assertThat(log.answers("a").get(1).answer().body().toBytes()).containsExactly(4);
    assertThat(log.answers("b")).isEmpty();
  }

  @Test
  void the_newest_of_a_partnership_come_without_payloads() {
    MessageRecord first = inserted(outbound("p", null));
    MessageRecord second = inserted(outbound("p", null));
    MessageRecord third = inserted(outbound("p", null));
    inserted(outbound("q", null));
    assertThat(log.findNewest("p", second.state().createdAt(), 9))
        .extracting(MessageRecord::id)
        .containsExactly(third.id(), second.id());
    assertThat(log.findNewest("p", first.state().createdAt(), 1))
        .containsExactly(third.withPayloads(List.of()));
  }

  @Test
  void text_of_a_query_is_never_sql() {
    inserted(outbound("p", null));
    assertThat(search(q().text("' OR 1=1 --"))).isEmpty();
    assertThat(search(q().partnership("' OR '1'='1"))).isEmpty();
  }

  @Test
  void shows_every_message_of_a_status_oldest_first_while_they_change() {
    List<String> ids = new ArrayList<>();
    database.inTransaction(
        () -> {
          for (int i = 0; i < 1100; i++) {
            ids.add(inserted(outbound("p", null)).id());
          }
          return true;
        });
    inserted(inbound(MessageStatus.ACCEPTED));
    List<String> seen = new ArrayList<>();
    log.forEachInStatus(
        Direction.OUT,
        MessageStatus.QUEUED,
        message -> {
          seen.add(message.id());
          log.update(in(MessageStatus.SENDING, message), message);
        });
    assertThat(seen).isEqualTo(ids);
  }

  @Test
  void a_source_file_is_held_until_the_end_of_its_message_is_filed() {
    MessageRecord message = inserted(outbound("p", "a.txt"));
    inserted(outbound("other", "b.txt"));
    inserted(outbound("p", null));
    assertThat(log.heldSources("p")).containsExactly("a.txt");
    assertThat(log.unfiledSources("", 10)).isEmpty();
    MessageRecord failed = in(MessageStatus.FAILED, message);
    assertThat(log.update(failed, message)).isTrue();
    assertThat(log.countOpen("p")).isEqualTo(1);
    assertThat(log.heldSources("p")).containsExactly("a.txt");
    UnfiledSource end = log.unfiledSources("", 10).get(0);
    assertThat(end.messageId()).isEqualTo(message.id());
    assertThat(log.unfiledSources(message.id(), 10)).isEmpty();
    log.removeUnfiledSource(end);
    assertThat(log.heldSources("p")).isEmpty();
  }

  @Test
  void a_message_whose_file_was_handed_over_is_not_changed_by_who_still_sees_the_file() {
    MessageRecord message = inserted(outbound("p", "a.txt"));
    MessageRecord failed = in(MessageStatus.FAILED, message);
    log.update(failed, message);
    assertThat(log.update(withoutSource(failed), failed)).isTrue();
    log.forgetUnfiledSource(message.id());
    MessageRecord acknowledged = in(MessageStatus.ACKNOWLEDGED, failed);
    assertThat(log.update(acknowledged, failed)).isFalse();
    assertThat(log.find(message.id())).contains(withoutSource(failed));
    assertThat(log.update(withoutSource(acknowledged), withoutSource(failed))).isTrue();
    assertThat(log.unfiledSources("", 10)).isEmpty();
  }

  @Test
  void a_message_that_goes_on_or_ends_otherwise_asks_for_its_file_anew() {
    MessageRecord message = inserted(outbound("p", "a.txt"));
    MessageRecord failed = in(MessageStatus.FAILED, message);
    log.update(failed, message);
    UnfiledSource first = log.unfiledSources("", 10).get(0);
    log.update(message, failed);
    assertThat(log.unfiledSources("", 10)).isEmpty();
    assertThat(log.heldSources("p")).containsExactly("a.txt");
    log.update(failed, message);
    MessageRecord acknowledged = in(MessageStatus.ACKNOWLEDGED, failed);
    log.update(acknowledged, failed);
    log.removeUnfiledSource(first);
    assertThat(log.unfiledSources("", 10))
        .singleElement()
        .satisfies(end -> assertThat(end.status()).isEqualTo(MessageStatus.ACKNOWLEDGED));
    log.addUnfiledSource(acknowledged);
    assertThat(log.unfiledSources("", 10)).hasSize(1);
    log.forgetUnfiledSource(message.id());
    assertThat(log.unfiledSources("", 10)).isEmpty();
  }

  @Test
  void flagged_receipts_are_counted_and_the_unproven_ones_are_told_of_until_settled() {
    MessageRecord message = inserted(outbound("p", null));
    Instant at = clock.instant();
    assertThat(log.flaggedReceipts(message.id())).isEqualTo(FlaggedReceipts.NONE);
    log.countFlagged(message.id(), log.lockFlaggedReceipts(message).with(true), null);
    assertThat(log.unprovenReceipts(at)).isEmpty();
    log.countFlagged(message.id(), log.lockFlaggedReceipts(message).with(false).withRepeat(), at);
    assertThat(log.flaggedReceipts(message.id())).isEqualTo(new FlaggedReceipts(3, 1, 1));
    assertThat(log.unprovenReceipts(at))
        .containsExactly(new MessageLog.Group("p", 1, message.id(), message.id()));
    log.countFlagged(message.id(), log.lockFlaggedReceipts(message).withRepeat(), null);
    assertThat(log.unprovenReceipts(at)).hasSize(1);
    log.settleFlagged(message.id());
    assertThat(log.unprovenReceipts(at)).isEmpty();
  }

  @Test
  void counts_open_messages_always_and_ended_ones_since() {
    inserted(outbound("p", null));
    inserted(inbound(MessageStatus.DELIVERED));
    Instant since = inserted(inbound(MessageStatus.DELIVERED)).state().createdAt();
    assertThat(log.counts(since))
        .containsEntry(MessageStatus.QUEUED, 1)
        .containsEntry(MessageStatus.DELIVERED, 1);
  }

  @Test
  void groups_messages_of_a_status_by_partnership_within_a_time() {
    inserted(message(Direction.IN, MessageStatus.REFUSED, "p", null, List.of()));
    var first = inserted(message(Direction.IN, MessageStatus.REFUSED, "p", null, List.of()));
    inserted(message(Direction.IN, MessageStatus.DELIVERED, "p", null, List.of()));
    var last = inserted(message(Direction.IN, MessageStatus.REFUSED, "p", null, List.of()));
    var other = inserted(message(Direction.IN, MessageStatus.REFUSED, "", null, List.of()));
    var late = inserted(message(Direction.IN, MessageStatus.REFUSED, "q", null, List.of()));

    assertThat(
            log.groups(MessageStatus.REFUSED, first.state().createdAt(), late.state().createdAt()))
        .containsExactlyInAnyOrder(
            new MessageLog.Group("p", 2, first.id(), last.id()),
            new MessageLog.Group("", 1, other.id(), other.id()));
    assertThat(
            log.groups(MessageStatus.FAILED, first.state().createdAt(), late.state().createdAt()))
        .isEmpty();
  }

  @Test
  void duplicate_key_is_taken_once_brackets_or_not() {
    assertThat(log.takeDuplicateKey(THEM, US, new MessageId("<1@them>"), "first")).isTrue();
    assertThat(log.takeDuplicateKey(THEM, US, new MessageId("1@them"), "second")).isFalse();
    assertThat(log.findAccepted(THEM, US, new MessageId("1@them"))).contains("first");
    assertThat(log.takeDuplicateKey(US, THEM, new MessageId("<1@them>"), "third")).isTrue();
    assertThat(log.findAccepted(THEM, US, new MessageId("<2@them>"))).isEmpty();
  }

  @Test
  void only_one_of_many_threads_takes_a_duplicate_key() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> work =
          IntStream.range(0, 50)
              .mapToObj(
                  i ->
                      (Callable<Boolean>)
                          () ->
                              database.durably(
                                  () ->
                                      log.takeDuplicateKey(
                                          THEM, US, new MessageId("<1@them>"), "m" + i)))
              .toList();
      int taken = 0;
      for (Future<Boolean> done : threads.invokeAll(work)) {
        taken += done.get() ? 1 : 0;
      }
      assertThat(taken).isEqualTo(1);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void refused_duplicate_key_leaves_the_transaction_usable() {
    log.takeDuplicateKey(THEM, US, new MessageId("<1@them>"), "first");
    boolean isTaken =
        database.inTransaction(
            () -> {
              boolean taken = log.takeDuplicateKey(THEM, US, new MessageId("<1@them>"), "second");
              inserted(inbound(MessageStatus.REFUSED));
              return taken;
            });
    assertThat(isTaken).isFalse();
    assertThat(search(q().status(MessageStatus.REFUSED))).hasSize(1);
  }

  @Test
  void inbox_name_is_reserved_while_its_message_is_accepted() {
    MessageRecord message = inserted(inbound(MessageStatus.ACCEPTED, payload("a", "acme/a.txt")));
    assertThat(log.isInboxNameReserved("acme", "a.txt")).isTrue();
    assertThat(log.isInboxNameReserved("other", "a.txt")).isFalse();
    assertThat(log.isInboxNameReserved("acme", "b.txt")).isFalse();
    log.update(in(MessageStatus.DELIVERED, message), message);
    assertThat(log.isInboxNameReserved("acme", "a.txt")).isFalse();
  }

  @Test
  void keeps_events_in_order() {
    MessageEvent first = new MessageEvent(clock.instant(), EventKind.QUEUED, null, "");
    MessageEvent second =
        new MessageEvent(clock.instant(), EventKind.ATTEMPT, 503, Reason.HTTP_BUSY, "no room");
    log.addEvent("m", first);
    log.addEvents("m", List.of(second, first));
    log.addEvent("other", first);
    assertThat(log.events("m")).containsExactly(first, second, first);
  }

  @Test
  void keeps_evidence_byte_for_byte_however_long() {
    byte[] octets = new byte[3 * JdbcEvidence.PART_BYTES + 17];
    new Random(1).nextBytes(octets);
    Evidence mdn = new Evidence("m", EvidenceKind.MDN, clock.instant(), Octets.of(octets));
    Evidence empty = new Evidence("m", EvidenceKind.MDN, clock.instant(), Octets.of(new byte[0]));
    Evidence headers =
        new Evidence("m", EvidenceKind.REQUEST_HEADERS, clock.instant(), Octets.of(new byte[] {1}));
    log.addEvidence(List.of(empty, mdn, headers));
    log.addEvidence(mdn);
    assertThat(log.evidence("m", EvidenceKind.MDN)).containsExactly(empty, mdn, mdn);
    assertThat(log.evidence("m", EvidenceKind.REQUEST_HEADERS)).containsExactly(headers);
    assertThat(log.evidence("m", EvidenceKind.SIGNATURE)).isEmpty();
  }

  private List<MessageRecord> search(Criteria criteria) {
    return log.search(criteria.query()).messages();
  }

  private static Criteria q() {
    return new Criteria();
  }

  /** A query one criterion at a time. */
  private static final class Criteria {
    private Direction direction;
    private Set<MessageStatus> statuses = Set.of();
    private List<String> partnerships = List.of();
    private final List<Match> matches = new ArrayList<>();
    private Instant since;
    private Instant until;
    private Order order = Order.NEWEST_FIRST;
    private Effort effort = Effort.ALL;

    Criteria direction(Direction value) {
      direction = value;
      return this;
    }

    Criteria status(MessageStatus... values) {
      statuses = Set.of(values);
      return this;
    }

    Criteria partnership(String... values) {
      partnerships = List.of(values);
      return this;
    }

    Criteria partnerId(String value) {
      return has(Field.PARTNER_ID, value);
    }

    Criteria filename(String value) {
      return has(Field.FILENAME, value);
    }

    Criteria text(String value) {
      return has(Field.TEXT, value);
    }

    Criteria has(Field field, String... values) {
      matches.add(match(false, field, values));
      return this;
    }

    Criteria hasNot(Field field, String... values) {
      matches.add(match(true, field, values));
      return this;
    }

    private static Match match(boolean isExcluded, Field field, String... values) {
      return new Match(Stream.of(values).map(value -> new Has(field, value)).toList(), isExcluded);
    }

    Criteria since(Instant value) {
      since = value;
      return this;
    }

    Criteria until(Instant value) {
      until = value;
      return this;
    }

    Criteria oldestFirst() {
      order = Order.OLDEST_FIRST;
      return this;
    }

    Criteria effort(Effort value) {
      effort = value;
      return this;
    }

    MessageQuery query() {
      return new MessageQuery(
          direction, statuses, partnerships, matches, null, since, until, null, 100, order, effort);
    }
  }
}
