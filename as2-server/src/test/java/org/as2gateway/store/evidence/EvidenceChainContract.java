package org.as2gateway.store.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.As2Facts;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.JdbcMessageLog;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.log.TransferState;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.store.payload.KeptFiles;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.store.payload.StageFile;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the chain finds, whichever the database. Whoever tampers does it by SQL. */
abstract class EvidenceChainContract {
  private static final String ABC = // printf abc | sha256sum
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

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

  /** A message with two pieces of evidence, sealed. */
  private String recorded() {
    String id = ChainIds.next(clock);
    record(id, EvidenceKind.REQUEST_HEADERS, "headers of " + id);
    record(id, EvidenceKind.MDN, "mdn of " + id);
    chain.seal();
    return id;
  }

  private void record(String id, EvidenceKind kind, String text) {
    Octets octets = Octets.of(text.getBytes(StandardCharsets.US_ASCII));
    log.addEvidence(List.of(new Evidence(id, kind, clock.instant(), octets)));
  }

  private List<String> findings() {
    return check(false).findings();
  }

  private ChainReport check(boolean withFiles) {
    return new EvidenceCheck(chain, log, files, Duration.ofDays(30), Duration.ofDays(2555))
        .run(withFiles);
  }

  private void tamper(String sql, Object... arguments) {
    assertThat(database.<Integer>call(handle -> handle.execute(sql, arguments))).isPositive();
  }

  private void swap(String table, String key, String column, String where) {
    List<Long> ids =
        database.call(
            handle ->
                handle
                    .createQuery("SELECT " + key + " FROM " + table + " WHERE " + where)
                    .mapTo(Long.class)
                    .list());
    assertThat(ids).hasSize(2);
    String sql = "UPDATE " + table + " SET " + column + " = ? WHERE " + column + " = ?";
    tamper(sql, -1, ids.get(0));
    tamper(sql, ids.get(0), ids.get(1));
    tamper(sql, ids.get(1), -1);
  }

  @Test
  void untouched_evidence_is_as_the_chain_tells() {
    recorded();
    recorded();
    record(ChainIds.next(clock), EvidenceKind.MDN, "not sealed yet");
    chain.checkpoint();

    ChainReport report = check(true);

    assertThat(report.findings()).isEmpty();
    assertThat(report.blocks()).isEqualTo(3);
    assertThat(report.lines()).isEqualTo(5);
    assertThat(report.messages()).isEqualTo(3);
  }

  @Test
  void evidence_in_several_parts_and_the_same_twice_holds() {
    String id = ChainIds.next(clock);
    record(id, EvidenceKind.OTHER_ANSWER, "x".repeat(1_200_000));
    record(id, EvidenceKind.OTHER_ANSWER, "same");
    record(id, EvidenceKind.OTHER_ANSWER, "same");
    assertThat(findings()).isEmpty();
  }

  @Test
  void an_altered_row_is_named() {
    recorded();
    String id = recorded();
    tamper(
        "UPDATE evidence SET content = ? WHERE message = ? AND kind = 'MDN'",
        "mdn of somebody".getBytes(StandardCharsets.US_ASCII),
        id);
    assertThat(findings()).singleElement().asString().contains(id, "MDN was altered, row ");
  }

  @Test
  void a_changed_time_and_a_changed_kind_are_alterations() {
    String first = recorded();
    String second = recorded();
    tamper("UPDATE evidence SET at = at + INTERVAL '1' SECOND WHERE message = ?", first);
    tamper("UPDATE evidence SET kind = 'SIGNATURE' WHERE message = ? AND kind = 'MDN'", second);
    assertThat(findings())
        .contains("message " + second + ": MDN is missing")
        .anyMatch(f -> f.contains(first) && f.contains("MDN was altered"))
        .anyMatch(f -> f.contains(second) && f.contains("SIGNATURE, row"));
  }

  @Test
  void a_missing_row_and_a_missing_message_are_named() {
    String first = recorded();
    String second = recorded();
    tamper("DELETE FROM evidence WHERE message = ? AND kind = 'MDN'", first);
    tamper("DELETE FROM evidence WHERE message = ?", second);
    assertThat(findings())
        .containsExactlyInAnyOrder(
            "message " + first + ": MDN is missing",
            "message " + second + ": MDN is missing",
            "message " + second + ": REQUEST_HEADERS is missing");
  }

  @Test
  void a_row_that_was_slipped_in_is_named() {
    String id = recorded();
    tamper(
        "INSERT INTO evidence (message, kind, part, at, content)"
            + " SELECT message, kind, part, at, ? FROM evidence WHERE message = ? AND kind = 'MDN'",
        "another".getBytes(StandardCharsets.US_ASCII),
        id);
    assertThat(findings()).singleElement().asString().contains(id, "is not in the chain");
  }

  @Test
  void re_ordered_rows_are_named() {
    String id = ChainIds.next(clock);
    record(id, EvidenceKind.MDN, "the first");
    record(id, EvidenceKind.MDN, "the second");
    chain.seal();
    swap("evidence", "id", "id", "kind = 'MDN'");
    assertThat(findings()).containsExactly("message " + id + ": its evidence was reordered");
  }

  @Test
  void altered_missing_and_re_ordered_blocks_are_named() {
    for (int i = 0; i < 5; i++) {
      recorded();
    }
    chain.checkpoint();
    tamper("UPDATE evidence_block SET at = 'then' WHERE number = 2");
    assertThat(findings()).singleElement().asString().contains("block 2: was altered");

    tamper("DELETE FROM evidence_block WHERE number = 2");
    assertThat(findings()).anyMatch(f -> f.contains("block 3: blocks missing before it: 1"));

    swap("evidence_block", "number", "number", "number IN (3, 4)");
    assertThat(findings())
        .anyMatch(f -> f.contains("block 3: was altered"))
        .anyMatch(f -> f.contains("block 4: was altered"));
  }

  @Test
  void a_chain_without_its_end_or_its_beginning_is_told() {
    for (int i = 0; i < 3; i++) {
      recorded();
    }
    chain.checkpoint();
    tamper("DELETE FROM evidence_block WHERE number = 3");
    assertThat(findings()).anyMatch(f -> f.contains("blocks after 2 are missing"));
    tamper("DELETE FROM evidence_block WHERE number = 1");
    assertThat(findings()).anyMatch(f -> f.contains("its beginning is missing"));
  }

  /** Who writes the whole chain anew lacks the key that signed the checkpoint. */
  @Test
  void a_chain_that_was_written_anew_contradicts_its_checkpoint() {
    String id = recorded();
    chain.checkpoint();
    tamper(
        "UPDATE evidence SET content = ? WHERE message = ? AND kind = 'MDN'",
        "forged".getBytes(StandardCharsets.US_ASCII),
        id);
    JdbcEvidenceChain store = chain.store();
    Block old = store.after(store.nodes().get(0), 0).orElseThrow();
    StringBuilder lines = new StringBuilder();
    store.rows(id).forEach(row -> lines.append(row.line()));
    Block forged =
        Block.sealed(old.node(), old.number(), old.at(), old.previous(), lines.toString());
    tamper("UPDATE evidence_block SET lines = ?, hash = ?", forged.lines(), forged.hash());
    assertThat(findings()).singleElement().asString().contains("the block is another");

    tamper("DELETE FROM evidence_checkpoint");
    store.add(
        Checkpoint.sign(forged, clock.instant(), TestPki.ec("mallory")), Octets.of(new byte[] {1}));
    assertThat(findings()).singleElement().asString().contains("not signed by the evidence key");
  }

  @Test
  void evidence_that_says_it_was_let_go_too_early_is_told() {
    String id = recorded();
    tamper("DELETE FROM evidence WHERE message = ?", id);
    tamper(
        "INSERT INTO evidence_sealing (lines) VALUES (?)",
        id + " EXPIRED " + clock.instant().plus(Duration.ofDays(3)) + "\n");
    assertThat(findings()).singleElement().asString().contains(id, "let go after 3 days");
  }

  @Test
  void evidence_from_before_there_was_a_chain_is_taken_in() {
    String id = recorded();
    tamper("DELETE FROM evidence_block");
    assertThat(findings()).hasSize(2);
    tamper("INSERT INTO evidence_before_chain (message) VALUES (?)", id);
    chain =
        EvidenceChain.open(
            new JdbcEvidenceChain(database), TestPki.ec("evidence"), clock, AuditTrail.NONE);
    assertThat(findings()).isEmpty();
    tamper("DELETE FROM evidence WHERE message = ?", id);
    assertThat(findings()).hasSize(2);
  }

  @Test
  void kept_files_are_held_against_the_evidence() throws IOException {
    String id = ChainIds.next(clock);
    try (StageFile file = files.stage(id, 0)) {
      file.output().write("abc".getBytes(StandardCharsets.US_ASCII));
      files.keep(List.of(file));
      files.unstage(file);
    }
    MessageRecord message =
        new MessageRecord(
            id,
            Direction.IN,
            "p",
            List.of(new PayloadRecord("a.txt", "text/plain", 3, ABC, "x/a.txt")),
            TransferState.received(MessageStatus.DELIVERED, null, clock.instant(), clock.instant()),
            new As2Facts("a", "b", "<1@a>", null, false, false, false, null, null, MdnState.NONE));
    log.addEvidence(Evidence.ofContent(message, clock.instant()));
    assertThat(check(true).findings()).isEmpty();
    assertThat(check(true).files()).isEqualTo(1);

    Path kept = KeptFiles.file(files.payload(id, 0).orElseThrow());
    Files.writeString(kept, "abd");
    assertThat(check(true).findings()).singleElement().asString().contains(id, "was altered");
    assertThat(findings()).isEmpty();

    Files.delete(kept);
    assertThat(check(true).findings()).singleElement().asString().contains(id, "is missing");
    clock.advance(Duration.ofDays(31));
    assertThat(check(true).findings()).isEmpty();
  }
}
