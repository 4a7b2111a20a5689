package org.as2gateway.usps.scans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.payload.Content;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.usps.Samples;
import org.as2gateway.usps.files.CheckDigits;
import org.as2gateway.usps.files.ExtractLines;
import org.as2gateway.usps.files.PieceKey;
import org.as2gateway.usps.intake.IncomingFile;
import org.as2gateway.usps.layouts.TablesFolder;
import org.as2gateway.usps.layouts.UspsTables;
import org.as2gateway.usps.ledger.FileState;
import org.as2gateway.usps.ledger.Ledger;
import org.as2gateway.usps.ledger.UspsFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What has to hold of scans in each database. */
abstract class ScansContract {
  private static final Instant NOW = Instant.parse("2026-01-20T10:00:00Z");
  private static final String EFN = ExtractLines.EFN;

  private final FakeClock clock = new FakeClock(NOW);
  private final Map<String, Content> payloads = new HashMap<>();
  private Database database;
  private LedgerRows rows;
  private Ledger ledger;
  private Scans scans;

  abstract Database open();

  @BeforeEach
  void openDatabase() {
    database = open();
    rows = new LedgerRows(database);
    ledger = rows.ledger();
    UspsTables tables = new TablesFolder(Path.of("no-home")).current();
    scans =
        new Scans(
            new JdbcScanTables(database),
            ledger,
            (message, payload) -> Optional.ofNullable(payloads.get(message)),
            () -> tables,
            clock);
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  @Test
  void counts_what_became_of_the_pieces_of_a_file() throws IOException {
    rows.file(1, EFN, pics(0, 5));
    upload(
        line(0, "07", "20260118", "0900"),
        line(0, "01", "20260119", "1305"),
        line(1, "08", "20260118", "0800"),
        line(2, "04", "20260120", "1000"),
        line(3, "MA", "20260115", "1830"));

    UspsFile file = ledger.files().find(EFN).orElseThrow();
    assertThat(file.scans())
        .isEqualTo(new UspsFile.Scans(3, 1, 1, 1, "202601180800", "202601201000"));
    assertThat(file.state()).isEqualTo(FileState.SCANNED);
  }

  @Test
  void the_echo_of_a_manifest_is_no_scan() throws IOException {
    rows.file(1, EFN, pics(0, 1));
    upload(line(0, "MA", "20260115", "1830"));
    assertThat(ledger.files().find(EFN).orElseThrow().scans().scanned()).isZero();
    assertThat(ledger.files().find(EFN).orElseThrow().state()).isEqualTo(FileState.SENT);
    assertThat(scans.ofPiece(pic(0))).extracting(Scan::code).containsExactly("MA");
  }

  @Test
  void the_same_extract_twice_counts_once() throws IOException {
    rows.file(1, EFN, pics(0, 2));
    String[] lines = {line(0, "01", "20260119", "1305"), line(1, "07", "20260119", "1305")};
    assertThat(upload(lines).added()).isEqualTo(2);
    ScanFile again = upload(lines);
    assertThat(again.events()).isEqualTo(2);
    assertThat(again.added()).isZero();
    assertThat(scans.ofPiece(pic(0))).hasSize(1);
    assertThat(ledger.files().find(EFN).orElseThrow().scans().scanned()).isEqualTo(2);
  }

  @Test
  void an_event_of_the_future_is_no_scan_and_is_shown_with_the_reason() throws IOException {
    rows.file(1, EFN, pics(0, 2));
    ScanFile read =
        upload(line(0, "01", "20990101", "1305"), line(1, "07", "20260121", "0900")); // far west
    assertThat(read.events()).isEqualTo(1);
    assertThat(read.firstUnreadable())
        .singleElement()
        .satisfies(
            line -> assertThat(line.reason()).contains("20990101").contains("in the future"));
    assertThat(scans.ofPiece(pic(0))).isEmpty();
    UspsFile file = ledger.files().find(EFN).orElseThrow();
    assertThat(file.scans().scanned()).isEqualTo(1);
    assertThat(file.scans().last()).isEqualTo("202601210900");
  }

  @Test
  void the_same_event_twice_in_one_extract_counts_once() throws IOException {
    ScanFile read = upload(line(0, "01", "20260119", "1305"), line(0, "01", "20260119", "1305"));
    assertThat(read.events()).isEqualTo(2);
    assertThat(read.added()).isEqualTo(1);
  }

  @Test
  void shows_the_events_of_a_piece_the_oldest_first_with_and_without_routing() throws IOException {
    rows.file(1, EFN, pics(0, 1));
    upload(line(0, "01", "20260119", "1305"), line(0, "07", "20260118", "0900"));
    assertThat(scans.ofPiece(pic(0))).extracting(Scan::code).containsExactly("07", "01");
    assertThat(scans.ofPiece("42020260" + pic(0))).hasSize(2);
    assertThat(scans.filesOfPiece("42020260" + pic(0))).containsExactly(EFN);
    assertThat(scans.ofPiece(pic(7))).isEmpty();
    Scan scan = scans.ofPiece(pic(0)).get(1);
    assertThat(scan.facility()).isEqualTo("WASHINGTON, DC");
    assertThat(scan.recipient()).isEqualTo("TEST RECIPIENT");
    assertThat(scan.time()).isEqualTo("1305");
  }

  @Test
  void keeps_scans_of_pieces_that_no_manifest_has() throws IOException {
    upload(line(9, "01", "20260119", "1305"), line(8, "MA", "20260115", "1830"));
    assertThat(scans.filesOfPiece(pic(9))).containsExactly(EFN);
    assertThat(scans.reconciliation().countNeverManifested(Set.of())).isEqualTo(1);
    List<ReconciledPiece> found = new ArrayList<>();
    scans.reconciliation().neverManifested(Set.of(), found::add);
    assertThat(found).extracting(ReconciledPiece::number).containsExactly(pic(9));
    assertThat(found.get(0).last().orElseThrow().code()).isEqualTo("01");
  }

  @Test
  void finds_the_file_of_a_piece_that_was_scanned_before_its_manifest_was_entered()
      throws IOException {
    upload(line(0, "01", "20260119", "1305"), line(0, "MA", "20260115", "1830"));
    scans.keepUp();
    rows.file(1, EFN, pics(0, 2));
    scans.manifestsEntered();
    scans.keepUp();
    assertThat(ledger.files().find(EFN).orElseThrow().scans().delivered()).isEqualTo(1);
    assertThat(scans.reconciliation().countNeverManifested(Set.of())).isZero();
  }

  @Test
  void a_further_file_that_has_a_piece_gets_its_earlier_scans() throws IOException {
    String other = Samples.efn(2);
    rows.file(1, EFN, pics(0, 2));
    upload(line(0, "01", "20260119", "1305"));
    rows.file(2, other, List.of());
    ledger.pieces().add(2, new long[] {PieceKey.of(pic(0)).hash(), PieceKey.of(pic(1)).hash()});
    scans.keepUp();

    assertThat(ledger.files().find(other).orElseThrow().scans().scanned()).isEqualTo(1);
    assertThat(ledger.files().find(EFN).orElseThrow().scans().scanned()).isEqualTo(1);
    assertThat(ledger.pieces().again(10)).isEmpty();
    upload(line(1, "01", "20260120", "1305"));
    assertThat(ledger.files().find(other).orElseThrow().scans().scanned()).isEqualTo(2);
  }

  @Test
  void reads_on_where_an_extract_was_broken_off() throws IOException {
    String text = text(102_000);
    InputStream broken =
        new SequenceInputStream(
            bytes(text.substring(0, 395 * 101_000)),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the disk is gone");
              }

              @Override
              public int read(byte[] octets, int offset, int length) throws IOException {
                return read();
              }
            });
    ScanImport extracts = (ScanImport) scans.handler();
    ScanSource source = ScanSource.received("m1", 0, "x.txt");
    assertThatThrownBy(() -> extracts.read(source, broken)).hasMessage("the disk is gone");
    ScanFile begun = scans.files().newest(1).get(0);
    assertThat(begun.lines()).isEqualTo(100_000);
    assertThat(begun.isComplete()).isFalse();

    ScanFile read = extracts.read(source, bytes(text));
    assertThat(read.id()).isEqualTo(begun.id());
    assertThat(read.events()).isEqualTo(102_000);
    assertThat(read.added()).isEqualTo(102_000);
    assertThat(extracts.read(source, bytes(text))).isEqualTo(read);
  }

  @Test
  void takes_extracts_out_of_what_comes_in_and_nothing_else() throws IOException {
    assertThat(scans.handler().take(incoming("m1", "CHECK DIGIT ERROR\r\n"))).isFalse();
    assertThat(scans.handler().take(incoming("m2", line(0, "01", "20260119", "1305")))).isTrue();
    assertThat(scans.files().newest(9))
        .extracting(file -> file.source().message())
        .containsExactly(Optional.of("m2"));
  }

  @Test
  void keeps_the_lines_that_it_could_not_read() throws IOException {
    ScanFile read = upload(line(0, "01", "20260119", "1305"), "what is this\0?");
    assertThat(read.unreadable()).isEqualTo(1);
    ScanFile kept = scans.files().find(read.id()).orElseThrow();
    assertThat(kept.firstUnreadable().get(0).raw()).isEqualTo("what is this\uFFFD?");
    assertThat(kept.firstUnreadable().get(0).line()).isEqualTo(2);
  }

  @Test
  void lists_events_page_by_page_the_newest_extract_first() throws IOException {
    upload(line(0, "07", "20260118", "0900"), line(1, "07", "20260118", "0901"));
    upload(line(0, "01", "20260119", "0900"));
    List<Scan> found = pages(Optional.empty(), Optional.empty(), 1);
    assertThat(found)
        .extracting(scan -> scan.pic() + scan.code())
        .startsWith(pic(0) + "01")
        .containsExactlyInAnyOrder(pic(0) + "01", pic(1) + "07", pic(0) + "07");
    assertThat(pages(Optional.empty(), Optional.of("delivered"), 2))
        .extracting(Scan::code)
        .containsExactly("01");
  }

  @Test
  void lists_events_of_a_file_piece_by_piece() throws IOException {
    rows.file(1, EFN, pics(0, 2));
    String other = "9275099999999900000019";
    upload(
        line(0, "07", "20260118", "0900"),
        line(0, "01", "20260119", "0900"),
        line(1, "XY", "20260119", "0900"),
        line(5, "01", "20260119", "0900"),
        ExtractLines.inFile(other, line(6, "01", "20260119", "0900")));
    List<Scan> found = pages(Optional.of(EFN), Optional.empty(), 1);
    assertThat(found)
        .extracting(Scan::pic)
        .containsExactlyInAnyOrder(pic(0), pic(0), pic(1), pic(5));
    assertThat(pages(Optional.of(EFN), Optional.of("other"), 10))
        .extracting(Scan::pic)
        .containsExactly(pic(1));
    assertThat(pages(Optional.of(other), Optional.empty(), 10))
        .extracting(Scan::pic)
        .containsExactly(pic(6));
  }

  @Test
  void events_and_strangers_of_one_mailer_are_told_apart() throws IOException {
    rows.file(1, EFN, pics(0, 1));
    upload(line(0, "01", "20260119", "1305"), line(9, "01", "20260119", "1305"));
    Set<String> ours = Set.of("999999999");
    Set<String> others = Set.of("900000001");

    assertThat(listed(ours)).hasSize(2);
    assertThat(listed(others)).isEmpty();
    assertThat(scans.reconciliation().countNeverManifested(ours)).isEqualTo(1);
    assertThat(scans.reconciliation().countNeverManifested(others)).isZero();
  }

  private List<Scan> listed(Set<String> mailerIds) {
    Optional<String> none = Optional.empty();
    return scans.list(new ScanQuery(none, mailerIds, none, none, 10)).scans();
  }

  @Test
  void refuses_a_cursor_that_is_none() {
    ScanQuery query = ScanQuery.of(Optional.empty(), Optional.of("x1"), 10);
    assertThatThrownBy(() -> scans.list(query))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown cursor 'x1'");
  }

  @Test
  void compares_a_file_with_its_scans_and_reads_missing_numbers_from_the_manifest()
      throws IOException {
    rows.file(1, EFN, pics(0, 4));
    rows.message(1, "m1");
    payloads.put("m1", Content.of(manifest(4).getBytes(StandardCharsets.ISO_8859_1)));
    upload(
        line(0, "01", "20260119", "1305"),
        line(1, "04", "20260119", "1305"),
        line(2, "MA", "20260119", "1305"),
        line(7, "01", "20260119", "1305"));
    UspsFile file = ledger.files().find(EFN).orElseThrow();
    List<ReconciledPiece> found = new ArrayList<>();
    assertThat(scans.reconciliation().pieces(file, found::add)).isTrue();
    assertThat(found)
        .extracting(piece -> piece.number() + " " + piece.outcome().text())
        .containsExactlyInAnyOrder(
            pic(0) + " delivered",
            pic(1) + " returned",
            pic(2) + " never-scanned",
            pic(3) + " never-scanned",
            pic(7) + " never-manifested");
    ReconciledFile counts = scans.reconciliation().count(file);
    assertThat(counts.neverScanned()).isEqualTo(2);
    assertThat(counts.neverManifested()).isEqualTo(1);
  }

  @Test
  void says_so_if_the_manifest_is_gone() throws IOException {
    rows.file(1, EFN, pics(0, 2));
    rows.message(1, "m1");
    upload(line(0, "01", "20260119", "1305"));
    UspsFile file = ledger.files().find(EFN).orElseThrow();
    assertThat(scans.reconciliation().pieces(file, piece -> true)).isFalse();
  }

  @Test
  void removes_what_is_older_than_120_days() throws IOException {
    rows.file(1, EFN, pics(0, 1));
    upload(line(0, "01", "20260119", "1305"), line(5, "01", "20260119", "1305"));
    clock.advance(Duration.ofDays(100));
    upload(line(6, "01", "20260419", "1305"));
    scans.removeOld(clock.instant());
    assertThat(scans.ofPiece(pic(0))).hasSize(1);

    clock.advance(Duration.ofDays(21));
    rows.removeFile(1);
    scans.removeOld(clock.instant());
    assertThat(scans.ofPiece(pic(0))).isEmpty();
    assertThat(scans.ofPiece(pic(6))).hasSize(1);
    assertThat(scans.files().newest(9)).hasSize(1);
    assertThat(scans.reconciliation().countNeverManifested(Set.of())).isEqualTo(1);
    assertThat(rows.countScanned()).isZero();
  }

  private List<Scan> pages(Optional<String> efn, Optional<String> group, int limit) {
    List<Scan> all = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      ScanPage page = scans.list(new ScanQuery(efn, Set.of(), group, cursor, limit));
      all.addAll(page.scans());
      cursor = page.next();
    } while (cursor.isPresent());
    return all;
  }

  private ScanFile upload(String... lines) throws IOException {
    return scans.upload("x.txt", "me", bytes(String.join("\r\n", lines)));
  }

  private static IncomingFile incoming(String message, String text) {
    return new IncomingFile(
        message, 0, "p", "x.txt", "", Content.of(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static String text(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> line(i, "07", "20260118", "0900") + "\r\n")
        .collect(Collectors.joining());
  }

  private static String line(int piece, String code, String date, String time) {
    return ExtractLines.line(pic(piece), code, "EVENT", date, time);
  }

  private static String manifest(int pieces) {
    StringBuilder text =
        new StringBuilder("H1|" + EFN + "|1|20260115|183000|D|20260||||000000||020");
    text.append("|202601150001|||000000003|999999999\r\n");
    for (int i = 0; i < pieces; i++) {
      text.append("D1|").append(pic(i)).append("|PS|612|C10|20260|0004\r\n");
    }
    return text.toString();
  }

  private static List<String> pics(int from, int to) {
    return IntStream.range(from, to).mapToObj(ScansContract::pic).toList();
  }

  private static String pic(int number) {
    String digits = "92612999999999" + "%011d".formatted(number);
    return digits + CheckDigits.mod10(digits);
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
