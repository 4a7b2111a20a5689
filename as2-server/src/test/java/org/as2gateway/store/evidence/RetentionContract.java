package org.as2gateway.store.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.As2Facts;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.JdbcMessageLog;
import org.as2gateway.store.log.JdbcReplayMemory;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.ReplayMemory;
import org.as2gateway.store.log.TransferState;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.store.payload.StageFile;
import org.as2gateway.store.payload.WireImage;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes when, whichever the database. */
abstract class RetentionContract {
  private static final Duration PAYLOAD = Duration.ofDays(30);
  private static final Duration EVIDENCE = Duration.ofDays(100);
  private static final Duration REFUSED = Duration.ofDays(10);

  @TempDir private Path home;
  private final FakeClock clock = FakeClock.standing();
  private Database database;
  private JdbcMessageLog log;
  private PayloadStore files;
  private EvidenceChain chain;

  abstract Database open();

  @BeforeEach
  final void openChain() throws IOException {
    database = open();
    log = new JdbcMessageLog(database);
    files = PayloadStore.open(new HomeFolders(home), 0, 0);
    chain =
        EvidenceChain.open(
            new JdbcEvidenceChain(database), TestPki.ec("evidence"), clock, AuditTrail.NONE);
  }

  @AfterEach
  final void closeDatabase() {
    database.close();
  }

  private void sweep(Optional<Duration> duplicates) throws IOException {
    Retention.Times times = new Retention.Times(PAYLOAD, EVIDENCE, duplicates, REFUSED);
    new Retention(times, new JdbcRetention(database), chain, log, files).sweep(clock.instant());
    chain.seal();
  }

  private List<String> findings() {
    return new EvidenceCheck(chain, log, files, PAYLOAD, EVIDENCE).run(true).findings();
  }

  private static As2Id id(String text) {
    return new As2Id(text);
  }

  /** An outbound message with payload, wire image, evidence, event and duplicate key. */
  private String message(MessageStatus status) throws IOException {
    String id = ChainIds.next(clock);
    MessageRecord message =
        new MessageRecord(
            id,
            Direction.OUT,
            "p",
            List.of(),
            TransferState.received(status, null, clock.instant(), clock.instant()),
            new As2Facts(
                "a", "b", "<" + id + "@a>", null, false, false, false, null, null, MdnState.NONE));
    try (StageFile file = files.stage(id, 0);
        WireImage wire = files.createWire(id)) {
      files.keep(List.of(file));
      files.unstage(file);
      wire.commit();
    }
    log.insert(message);
    Octets octets = Octets.of("mdn".getBytes(StandardCharsets.US_ASCII));
    log.addEvidence(new Evidence(id, EvidenceKind.MDN, clock.instant(), octets));
    assertThat(log.takeDuplicateKey(id("a"), id("b"), new MessageId(message.as2().messageId()), id))
        .isTrue();
    chain.seal();
    return id;
  }

  private boolean hasFiles(String id) {
    assertThat(files.payload(id, 0).isPresent()).isEqualTo(files.wire(id).isPresent());
    return files.payload(id, 0).isPresent();
  }

  private boolean isKeyTaken(String id) {
    return log.findAccepted(id("a"), id("b"), new MessageId("<" + id + "@a>")).isPresent();
  }

  @Test
  void payloads_go_after_their_time_and_evidence_stays() throws IOException {
    String ended = message(MessageStatus.ACKNOWLEDGED);
    String open = message(MessageStatus.QUEUED);
    clock.advance(PAYLOAD.minusHours(1));
    sweep(Optional.empty());
    assertThat(hasFiles(ended)).isTrue();

    clock.advance(Duration.ofHours(2));
    String fresh = message(MessageStatus.ACKNOWLEDGED);
    sweep(Optional.empty());

    assertThat(hasFiles(ended)).isFalse();
    assertThat(hasFiles(open)).isTrue();
    assertThat(hasFiles(fresh)).isTrue();
    assertThat(log.events(ended))
        .extracting(e -> e.kind())
        .containsExactly(EventKind.PAYLOAD_EXPIRED);
    assertThat(log.evidence(ended, EvidenceKind.MDN)).hasSize(1);
    assertThat(findings()).isEmpty();
  }

  @Test
  void refused_records_of_strangers_go_after_a_time_of_their_own_and_leave_no_line()
      throws IOException {
    String kept = message(MessageStatus.ACKNOWLEDGED);
    MessageRecord refused = refused(log.find(kept).orElseThrow());
    Octets octets = Octets.of("headers".getBytes(StandardCharsets.US_ASCII));
    log.insertRefused(
        refused,
        List.of(new Evidence(refused.id(), EvidenceKind.REQUEST_HEADERS, clock.instant(), octets)));
    clock.advance(REFUSED.minusHours(1));
    sweep(Optional.empty());
    assertThat(log.evidence(refused.id(), EvidenceKind.REQUEST_HEADERS)).hasSize(1);
    assertThat(findings()).isEmpty();

    clock.advance(Duration.ofHours(2));
    sweep(Optional.empty());

    assertThat(log.find(refused.id())).isEmpty();
    assertThat(log.evidence(refused.id(), EvidenceKind.REQUEST_HEADERS)).isEmpty();
    assertThat(log.find(kept)).isPresent();
    assertThat(log.countDropped()).isEmpty();
    assertThat(chain.oldest().orElseThrow().lines()).doesNotContain(refused.id());
    assertThat(findings()).isEmpty();
  }

  private MessageRecord refused(MessageRecord like) {
    return new MessageRecord(
        ChainIds.next(clock),
        Direction.IN,
        "p",
        List.of(),
        TransferState.received(
            MessageStatus.REFUSED,
            new Failure(Reason.INSUFFICIENT_SECURITY, "not signed"),
            like.state().createdAt(),
            clock.instant()),
        new As2Facts("b", "a", "<x@b>", null, false, false, false, null, null, MdnState.NONE));
  }

  /** A resend gives a message another end. */
  @Test
  void the_time_runs_from_the_end_of_a_message() throws IOException {
    String id = message(MessageStatus.QUEUED);
    clock.advance(Duration.ofDays(200));
    MessageRecord open = log.find(id).orElseThrow();
    log.update(
        open.withState(open.state().withStatus(MessageStatus.FAILED, clock.instant())), open);
    sweep(Optional.empty());
    assertThat(hasFiles(id)).isTrue();
    clock.advance(Duration.ofDays(31));
    sweep(Optional.empty());
    assertThat(hasFiles(id)).isFalse();
    assertThat(log.find(id)).isPresent();
  }

  @Test
  void messages_go_with_their_evidence_and_the_chain_still_holds() throws IOException {
    String ended = message(MessageStatus.ACKNOWLEDGED);
    String second = message(MessageStatus.FAILED);
    String open = message(MessageStatus.QUEUED);
    clock.advance(EVIDENCE.plusDays(1));
    String fresh = message(MessageStatus.ACKNOWLEDGED);
    sweep(Optional.empty());

    assertThat(log.find(ended)).isEmpty();
    assertThat(log.find(second)).isEmpty();
    assertThat(log.evidence(ended, EvidenceKind.MDN)).isEmpty();
    assertThat(log.events(ended)).isEmpty();
    assertThat(log.find(open)).isPresent();
    assertThat(log.find(fresh)).isPresent();
    assertThat(isKeyTaken(ended)).isTrue();
    assertThat(findings()).isEmpty();
    // two blocks had nothing left, the third tells of the open message
    assertThat(chain.oldest().orElseThrow().number()).isEqualTo(3);
    assertThat(chain.store().checkpoint(chain.oldest().orElseThrow().node(), 2)).isPresent();

    clock.advance(EVIDENCE.plusDays(1));
    sweep(Optional.empty());
    assertThat(log.find(fresh)).isEmpty();
    assertThat(findings()).isEmpty();
  }

  @Test
  void notes_of_transfers_go_with_their_messages() throws IOException {
    String ended = message(MessageStatus.SENT);
    String open = message(MessageStatus.QUEUED);
    for (String id : List.of(ended, open)) {
      note("INSERT INTO sftp_upload (message, payload_index, renamed_at) VALUES (?, 0, NOW())", id);
      note("INSERT INTO sftp_name (message, payload_index, path) VALUES (?, 0, 'a')", id);
      note("INSERT INTO sftp_offer (message, partner, offered_at) VALUES (?, 'p', NOW())", id);
      note("INSERT INTO pdx_upload (message, site, filename) VALUES (?, 's', 'a')", id);
    }
    clock.advance(EVIDENCE.minusDays(1));
    sweep(Optional.empty());
    for (String table : List.of("sftp_upload", "sftp_name", "sftp_offer", "pdx_upload")) {
      assertThat(noted(table)).as(table).containsExactlyInAnyOrder(ended, open);
    }
    clock.advance(Duration.ofDays(2));
    sweep(Optional.empty());
    for (String table : List.of("sftp_upload", "sftp_name", "sftp_offer", "pdx_upload")) {
      assertThat(noted(table)).as(table).containsExactly(open);
    }
  }

  private void note(String insert, String id) {
    database.<Integer>call(handle -> handle.execute(insert, id));
  }

  private List<String> noted(String table) {
    return database.call(
        handle -> handle.createQuery("SELECT message FROM " + table).mapTo(String.class).list());
  }

  @Test
  void a_forged_beginning_of_a_shortened_chain_is_found() throws IOException {
    message(MessageStatus.ACKNOWLEDGED);
    clock.advance(EVIDENCE.plusDays(1));
    message(MessageStatus.ACKNOWLEDGED);
    sweep(Optional.empty());
    assertThat(findings()).isEmpty();
    database.<Integer>call(handle -> handle.execute("DELETE FROM evidence_checkpoint"));
    assertThat(findings()).anyMatch(f -> f.contains("its beginning is missing"));
  }

  @Test
  void retention_follows_the_clock_but_no_jump_of_it() {
    JdbcRetention rows = new JdbcRetention(database);
    Duration step = Duration.ofHours(1);
    Instant start = clock.instant();
    assertThat(rows.follow(start, step)).isEqualTo(start);
    Instant soon = start.plusSeconds(1200);
    assertThat(rows.follow(soon, step)).isEqualTo(soon);
    Instant jump = soon.plus(Duration.ofDays(3650));
    assertThat(rows.follow(jump, step)).isEqualTo(soon.plus(step));
    assertThat(rows.follow(jump, step)).isEqualTo(soon.plus(step).plus(step));
    assertThat(rows.follow(soon, step)).isEqualTo(soon);
  }

  @Test
  void duplicate_keys_stay_for_ever_unless_an_operator_says_otherwise() throws IOException {
    String old = message(MessageStatus.ACKNOWLEDGED);
    clock.advance(Duration.ofDays(5000));
    String fresh = message(MessageStatus.ACKNOWLEDGED);
    sweep(Optional.empty());
    assertThat(isKeyTaken(old)).isTrue();

    sweep(Optional.of(Duration.ofDays(5001)));
    assertThat(isKeyTaken(old)).isTrue();
    sweep(Optional.of(Duration.ofDays(4999)));
    assertThat(isKeyTaken(old)).isFalse();
    assertThat(isKeyTaken(fresh)).isTrue();
  }

  @Test
  void replay_keys_stay_as_long_as_duplicate_keys_and_notes_of_repeats_as_their_messages()
      throws IOException {
    ReplayMemory memory = new JdbcReplayMemory(database);
    Octets digest = Octets.of(new byte[32]);
    String old = message(MessageStatus.DELIVERED);
    assertThat(memory.take(List.of(new ReplayMemory.Key(digest, digest, true)), old)).isTrue();
    memory.addRepeat(old, "first");
    clock.advance(Duration.ofDays(5000));
    sweep(Optional.of(Duration.ofDays(5001)));
    assertThat(memory.find(digest)).isPresent();
    assertThat(memory.repeats(Set.of(old))).isEmpty();
    sweep(Optional.of(Duration.ofDays(4999)));
    assertThat(memory.find(digest)).isEmpty();
  }
}
