package org.as2gateway.usps.ledger;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.As2Facts;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.FileFacts;
import org.as2gateway.store.log.JdbcMessageLog;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.TransferState;
import org.as2gateway.store.log.TransportFacts;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.store.payload.InboxNames;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.store.payload.StageFile;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.transport.TransportKind;
import org.as2gateway.usps.Samples;
import org.as2gateway.usps.files.ManifestHeader;
import org.as2gateway.usps.files.PieceKey;
import org.as2gateway.usps.layouts.UspsTables;
import org.as2gateway.usps.ledger.FileMessage.State;
import org.as2gateway.usps.ledger.Ledger.FileAnswer;
import org.as2gateway.usps.ledger.PieceAnswer.Severity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of the ledger, and what is decided over them. */
abstract class LedgerContract {
  private static final Instant NOW = Instant.parse("2026-01-16T12:00:00Z");
  private static final String ROUTE = "us-to-usps";

  @TempDir private Path home;
  private final FakeClock clock = new FakeClock(NOW);
  private Database database;
  private Ledger ledger;

  abstract Database open();

  @BeforeEach
  void openLedger() {
    database = open();
    ledger = new Ledger(database, JdbcLedgerTables.in(database));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static ManifestHeader header(String efn, String date) {
    return new ManifestHeader(
        1,
        "H1|" + efn + "|…",
        efn,
        "1",
        date,
        "183000",
        "D",
        "20260",
        "020",
        "202601150001",
        "000000003",
        "999999999");
  }

  private UspsFile insert(int serial, FileState state) {
    return insert(serial, state, "20260115", NOW);
  }

  private UspsFile insert(int serial, FileState state, String date, Instant at) {
    String efn = Samples.efn(serial);
    ledger.files().insert(header(efn, date), ROUTE, state, at);
    UspsFile file = ledger.files().find(efn).orElseThrow();
    ledger.files().putHeader(file.id(), file.header(), ROUTE, 5);
    return ledger.files().find(efn).orElseThrow();
  }

  private UspsFile read(UspsFile file) {
    return ledger.files().find(file.id()).orElseThrow();
  }

  private String add(UspsFile file, State state, long line) {
    String message = MessageIds.next(clock);
    ledger.messages().add(new FileMessage(file.id(), message, 0, line, state, false, "ab", 5));
    return message;
  }

  @Test
  void files_are_listed_by_state_number_mailer_and_partnership_page_by_page() {
    for (int i = 1; i <= 5; i++) {
      insert(i, i % 2 == 0 ? FileState.SENT : FileState.RECEIVED);
    }
    FileQuery sent =
        new FileQuery(
            List.of(FileState.SENT),
            Optional.empty(),
            List.of("999999999"),
            Optional.of(ROUTE),
            OptionalLong.empty(),
            10);
    assertThat(ledger.files().list(sent))
        .extracting(UspsFile::efn)
        .containsExactly(Samples.efn(4), Samples.efn(2));
    List<UspsFile> page = ledger.files().list(FileQuery.newest(2));
    assertThat(page).extracting(UspsFile::efn).containsExactly(Samples.efn(5), Samples.efn(4));
    FileQuery rest =
        new FileQuery(
            List.of(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            OptionalLong.of(page.get(1).id()),
            10);
    assertThat(ledger.files().list(rest)).hasSize(3);
    assertThat(ledger.files().counts())
        .containsEntry(FileState.SENT, 2)
        .containsEntry(FileState.RECEIVED, 3);
  }

  @Test
  void header_is_kept_as_it_was_with_all_bytes_that_a_database_takes() {
    UspsFile file = insert(1, FileState.BLOCKED);
    ManifestHeader odd =
        new ManifestHeader(
            1,
            "H1|\0\u00ff" + "x".repeat(9000),
            file.efn(),
            "1".repeat(99),
            "x",
            "y",
            "",
            "",
            "",
            "",
            "",
            "longer than nine");
    ledger.files().putHeader(file.id(), odd, ROUTE, 2);

    assertThat(read(file).header().raw()).hasSize(4000).startsWith("H1| \u00ffxx");
    assertThat(read(file).header().mailerId()).isEqualTo("longer th");
  }

  @Test
  void pieces_are_found_in_all_their_files_and_added_once() {
    UspsFile one = insert(1, FileState.SENT);
    UspsFile two = insert(2, FileState.SENT);
    assertThat(ledger.pieces().add(one.id(), new long[] {5, -3, 5})).isEqualTo(2);
    assertThat(ledger.pieces().add(one.id(), new long[] {-3, 9})).isEqualTo(1);
    assertThat(ledger.pieces().add(two.id(), new long[] {9})).isEqualTo(1);

    assertThat(ledger.pieces().filesOf(List.of(9L, -3L, 4L)))
        .hasSize(2)
        .containsEntry(9L, Set.of((int) one.id(), (int) two.id()))
        .containsEntry(-3L, Set.of((int) one.id()));
  }

  @Test
  void answers_reject_pieces_until_they_are_accepted() {
    UspsFile file = insert(1, FileState.RECEIVED);
    add(file, State.RECEIVED, 1);
    ledger.addPieces(
        file.id(),
        List.of(
            answer(1, Severity.REJECTED),
            answer(2, Severity.REJECTED),
            answer(3, Severity.WARNING)));
    ledger.answer(file.id(), said(FileState.PARTLY));
    assertThat(read(file).state()).isEqualTo(FileState.PARTLY);
    assertThat(read(file).answered().rejected()).isEqualTo(2);
    assertThat(read(file).answered().accepted()).isEqualTo(3);

    ledger.addPieces(file.id(), List.of(answer(2, Severity.ACCEPTED)));
    ledger.answer(file.id(), said(FileState.PARTLY));
    assertThat(ledger.rejected(file.id(), 10)).extracting(PieceAnswer::piece).containsExactly(1L);

    ledger.answer(file.id(), said(FileState.ACCEPTED));
    assertThat(read(file).answered().rejected()).isZero();
    assertThat(ledger.answers().ofFile(file.id(), false, 10)).hasSize(4);
    assertThatThrownBy(() -> said(FileState.SENT)).hasMessageContaining("sent");
  }

  @Test
  void an_acceptance_proves_messages_without_receipts_until_they_say_so() {
    UspsFile file = insert(1, FileState.RECEIVED);
    String uploaded = add(file, State.RECEIVED, 1);
    String signed = add(file, State.RECEIVED, 1);
    JdbcMessageLog log = new JdbcMessageLog(database);
    log.insert(message(uploaded, new FileFacts(TransportKind.SFTP, "us", "usps", false, false)));
    log.insert(
        message(
            signed,
            new As2Facts(
                "us", "usps", "<1@us>", null, true, true, false, null, null, MdnState.VERIFIED)));
    ledger.answer(file.id(), said(FileState.REJECTED));
    assertThat(ledger.proofs().next(9)).isEmpty();

    ledger.answer(file.id(), said(FileState.ACCEPTED));
    ledger.answer(file.id(), said(FileState.ACCEPTED));
    String text = "USPS file " + file.efn() + " is accepted: answer.txt";
    assertThat(ledger.proofs().next(9)).containsExactly(new JdbcProofs.Proof(uploaded, text));
    ledger.proofs().remove(uploaded);
    assertThat(ledger.proofs().next(9)).isEmpty();
  }

  @Test
  void an_acceptance_ends_doubt_where_one_message_alone_can_have_brought_the_file() {
    FileFacts pdx = new FileFacts(TransportKind.PDX, "us", "usps", false, false);
    TransferState doubtful =
        TransferState.queued(NOW, null)
            .sending(NOW)
            .concluded(MessageStatus.FAILED, new Failure(Reason.OUTCOME_UNKNOWN, "?"), NOW);
    JdbcMessageLog log = new JdbcMessageLog(database);
    UspsFile alone = insert(1, FileState.UNUSED);
    String proven = add(alone, State.UNUSED, 1);
    UspsFile twice = insert(2, FileState.RECEIVED);
    String first = add(twice, State.UNUSED, 1);
    String second = add(twice, State.RECEIVED, 1);
    log.insert(message(proven, pdx).withState(doubtful));
    log.insert(message(first, pdx).withState(doubtful));
    log.insert(message(second, pdx));

    ledger.answer(alone.id(), said(FileState.ACCEPTED));
    ledger.answer(twice.id(), said(FileState.ACCEPTED));
    assertThat(ledger.proofs().next(9))
        .extracting(JdbcProofs.Proof::message)
        .containsExactlyInAnyOrder(proven, second);
  }

  private static MessageRecord message(String id, TransportFacts facts) {
    TransferState queued = TransferState.queued(NOW, null);
    return new MessageRecord(
        id,
        Direction.OUT,
        ROUTE,
        List.of(),
        queued.concluded(MessageStatus.SENT, null, NOW),
        facts);
  }

  @Test
  void answer_about_a_file_that_was_never_sent_is_noted_and_decides_nothing() {
    UspsFile file = insert(1, FileState.BLOCKED);
    add(file, State.BLOCKED, 1);
    ledger.answer(file.id(), said(FileState.ACCEPTED));

    assertThat(read(file).state()).isEqualTo(FileState.BLOCKED);
    assertThat(read(file).answered().at()).isNull();
    assertThat(ledger.files().steps(file.id()))
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.kind()).isEqualTo("ignored");
              assertThat(step.detail())
                  .startsWith("as the answer says; but nothing of it was sent");
            });
  }

  private static FileAnswer said(FileState outcome) {
    return new FileAnswer(outcome, NOW, "answer.txt", null, "as the answer says");
  }

  private static PieceAnswer answer(long piece, Severity severity) {
    return new PieceAnswer(piece, "92" + piece, severity, "1", "CHECK DIGIT ERROR", 7, null, NOW);
  }

  @Test
  void scans_move_a_file_on_unless_pieces_of_it_are_rejected() {
    UspsFile accepted = insert(1, FileState.ACCEPTED);
    UspsFile partly = insert(2, FileState.PARTLY);
    add(partly, State.RECEIVED, 1);
    UspsFile.Scans scans = new UspsFile.Scans(2, 1, 0, 0, "202601171305", "202601181305");
    ledger.scanned(accepted.id(), scans, NOW);
    ledger.scanned(partly.id(), scans, NOW);

    assertThat(read(accepted).state()).isEqualTo(FileState.SCANNED);
    assertThat(read(accepted).scans()).isEqualTo(scans);
    assertThat(read(partly).state()).isEqualTo(FileState.PARTLY);
    ledger.answer(partly.id(), said(FileState.ACCEPTED));
    assertThat(read(partly).state()).isEqualTo(FileState.SCANNED);
  }

  @Test
  void overdue_files_are_counted_by_partnership() {
    JdbcOverdue overdue = new JdbcOverdue(database, ledger.files());
    UspsFile late = insert(1, FileState.RECEIVED, "20260112", NOW);
    ledger.files().putReceived(late.id(), NOW.minus(Duration.ofHours(5)), "mdn");
    UspsFile early = insert(2, FileState.RECEIVED);
    ledger.files().putReceived(early.id(), NOW.minus(Duration.ofHours(1)), "mdn");
    insert(3, FileState.REJECTED);

    Instant before = NOW.minus(Duration.ofHours(3));
    assertThat(overdue.unconfirmed(ROUTE, before.minus(Duration.ofDays(9)), before))
        .containsExactly(new JdbcOverdue.Overdue("999999999", 1, late.id()));
    long rejected = overdue.rejected(ROUTE).get(0).newest();
    assertThat(overdue.file(rejected).orElseThrow().efn()).isEqualTo(Samples.efn(3));
    assertThat(overdue.rejected("other")).isEmpty();
    LocalDate today = LocalDate.of(2026, 1, 16);
    assertThat(overdue.notScanned(ROUTE, today.minusDays(9), today.minusDays(2)))
        .containsExactly(new JdbcOverdue.Overdue("999999999", 1, late.id()));
  }

  @Test
  void files_go_with_their_pieces_120_days_after_their_last_change() {
    Instant old = NOW.minus(Ledger.MEMORY).minusSeconds(1);
    UspsFile gone = insert(1, FileState.SCANNED, "20250901", old);
    UspsFile kept = insert(2, FileState.SCANNED);
    for (UspsFile file : List.of(gone, kept)) {
      ledger.pieces().add(file.id(), new long[] {file.id(), -file.id(), 77});
      ledger.addPieces(file.id(), List.of(answer(1, Severity.WARNING)));
      String message = add(file, State.RECEIVED, 1);
      ledger.messages().addCorrection(message);
    }
    ledger.files().giveUpNumber(gone.id());
    new LedgerRetention(new JdbcLedgerRetention(database, ledger.pieces())).accept(NOW);

    assertThat(ledger.messages().ofFile(gone.id())).isEmpty();
    assertThat(ledger.answers().ofFile(gone.id(), false, 9)).isEmpty();
    assertThat(ledger.answers().ofFile(kept.id(), false, 9)).hasSize(1);
    assertThat(ledger.pieces().filesOf(List.of(gone.id(), -gone.id(), 77L)))
        .containsOnlyKeys(77L)
        .containsEntry(77L, Set.of((int) kept.id()));
    assertThat(ledger.files().list(FileQuery.newest(9))).hasSize(1);
  }

  @Test
  void pieces_of_a_sent_message_are_entered_by_block_and_once_after_a_stop() throws IOException {
    UspsFile one = insert(1, FileState.RECEIVED);
    UspsFile two = insert(2, FileState.RECEIVED);
    String message = add(one, State.RECEIVED, 1);
    ledger.messages().add(new FileMessage(two.id(), message, 0, 5, State.RECEIVED, false, "ab", 2));
    PayloadStore payloads = payloads();
    keep(
        payloads, message, Samples.manifest(one.efn(), 1, 3) + Samples.manifest(two.efn(), 100, 2));
    long known = PieceKey.of(Samples.pic(2)).hash();
    assertThat(ledger.pieces().add(one.id(), new long[] {known})).isEqualTo(1); // before a stop
    ledger.files().addEntered(one.id(), 1);

    PieceEntry entry = new PieceEntry(ledger, database, payloads, Samples::tables, clock);
    entry.run();
    entry.run();

    assertThat(read(one).pieces()).isEqualTo(3);
    assertThat(read(two).pieces()).isEqualTo(2);
    assertThat(ledger.pieces().filesOf(hashes(1, 3)).values())
        .hasSize(3)
        .allMatch(Set.of((int) one.id())::equals);
    assertThat(ledger.pieces().filesOf(hashes(100, 2)).values())
        .hasSize(2)
        .allMatch(Set.of((int) two.id())::equals);
    assertThat(ledger.messages().nextUnread("")).isEmpty();
  }

  @Test
  void pieces_of_a_file_that_is_no_longer_kept_are_given_up_visibly() throws IOException {
    UspsFile file = insert(1, FileState.RECEIVED);
    add(file, State.RECEIVED, 1);
    add(insert(2, FileState.QUEUED), State.QUEUED, 1);
    new PieceEntry(ledger, database, payloads(), Samples::tables, clock).run();

    assertThat(ledger.files().steps(file.id()))
        .singleElement()
        .satisfies(step -> assertThat(step.kind()).isEqualTo("not-entered"));
    assertThat(ledger.messages().nextUnread("")).isEmpty();
  }

  @Test
  void pieces_of_other_messages_do_not_wait_for_one_that_cannot_be_read() throws IOException {
    String broken = add(insert(1, FileState.RECEIVED), State.RECEIVED, 1);
    UspsFile two = insert(2, FileState.RECEIVED);
    String message = add(two, State.RECEIVED, 1);
    PayloadStore payloads = payloads();
    keep(payloads, broken, Samples.manifest(Samples.efn(1), 1, 5));
    keep(payloads, message, Samples.manifest(two.efn(), 100, 5));
    AtomicBoolean isBroken = new AtomicBoolean(true);
    Supplier<UspsTables> tables =
        () -> {
          if (isBroken.getAndSet(false)) {
            throw new UncheckedIOException(new IOException("the first file cannot be read"));
          }
          return Samples.tables();
        };
    PieceEntry entry = new PieceEntry(ledger, database, payloads, tables, clock);

    assertThatThrownBy(entry::run).hasMessageContaining("the first file cannot be read");
    assertThat(ledger.messages().isEntered(two.id())).isTrue();
    assertThat(entry.isIdle()).isFalse();
    entry.run();
    assertThat(entry.isIdle()).isTrue();
  }

  private PayloadStore payloads() throws IOException {
    return PayloadStore.open(new HomeFolders(home), 0, 1 << 20, InboxNames.of(false));
  }

  private static void keep(PayloadStore payloads, String message, String content)
      throws IOException {
    try (StageFile stage = payloads.stage(message, 0)) {
      stage.output().write(content.getBytes(ISO_8859_1));
      payloads.keep(List.of(stage));
      stage.handOver();
    }
  }

  private static List<Long> hashes(int first, int count) {
    List<Long> hashes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      hashes.add(PieceKey.of(Samples.pic(first + i)).hash());
    }
    return hashes;
  }
}
