package org.as2gateway.usps.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.as2gateway.store.db.Database;
import org.as2gateway.usps.Samples;
import org.as2gateway.usps.files.ManifestHeader;
import org.as2gateway.usps.ledger.JdbcBoard.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the board asks, and lists by several mailer IDs. */
abstract class BoardContract {
  private static final Instant NOW = Instant.parse("2026-01-16T12:00:00Z");
  private static final String ONE = "900000001";
  private static final String TWO = "900000002";
  private static final Scope ALL = new Scope(List.of(), Optional.empty());
  private static final Scope BOTH = new Scope(List.of(ONE, TWO), Optional.empty());

  private Database database;
  private JdbcFiles files;
  private JdbcBoard board;

  abstract Database open();

  @BeforeEach
  void openBoard() {
    database = open();
    files = new JdbcFiles(database);
    board = new JdbcBoard(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private UspsFile insert(int serial, FileState state, String mailerId, String partnership) {
    return insert(serial, state, mailerId, partnership, "20260110");
  }

  private UspsFile insert(
      int serial, FileState state, String mailerId, String partnership, String date) {
    ManifestHeader header =
        new ManifestHeader(
            1,
            "H1",
            Samples.efn(serial),
            "1",
            date,
            "183000",
            "D",
            "20260",
            "020",
            "202601150001",
            "000000003",
            mailerId);
    files.insert(header, partnership, state, NOW);
    return files.find(header.efn()).orElseThrow();
  }

  @Test
  void is_empty_until_there_is_a_file() {
    assertThat(board.isEmpty()).isTrue();
    UspsFile file = insert(1, FileState.SENT, ONE, "a");
    assertThat(board.isEmpty()).isFalse();
    files.giveUpNumber(file.id());
    assertThat(board.isEmpty()).isTrue();
  }

  @Test
  void counts_files_of_a_state_by_mailer_and_partnership() {
    insert(1, FileState.SENT, ONE, "a");
    insert(2, FileState.SENT, TWO, "a");
    insert(3, FileState.SENT, TWO, "b");
    insert(4, FileState.SENT, "900000003", "b");
    insert(5, FileState.RECEIVED, ONE, "a");

    assertThat(board.count(FileState.SENT, ALL)).isEqualTo(4);
    assertThat(board.count(FileState.SENT, BOTH)).isEqualTo(3);
    assertThat(board.count(FileState.SENT, new Scope(List.of(TWO), Optional.of("b")))).isEqualTo(1);
    assertThat(board.count(FileState.SENT, new Scope(List.of(), Optional.of("b")))).isEqualTo(2);
    assertThat(board.count(FileState.BLOCKED, ALL)).isZero();
  }

  @Test
  void counts_no_further_than_it_says() {
    for (int i = 0; i < 600; i++) {
      insert(i, FileState.SENT, i % 2 == 0 ? ONE : TWO, "a");
      insert(1000 + i, FileState.SENT, i % 2 == 0 ? ONE : TWO, "a");
    }
    assertThat(board.count(FileState.SENT, ALL)).isEqualTo(JdbcBoard.MOST_COUNTED);
    assertThat(board.count(FileState.SENT, BOTH)).isEqualTo(JdbcBoard.MOST_COUNTED);
  }

  @Test
  void finds_files_whose_answer_or_scan_is_late_the_oldest_first() {
    UspsFile newer = insert(1, FileState.RECEIVED, ONE, "a");
    files.putReceived(newer.id(), NOW.minus(Duration.ofHours(5)), "mdn");
    UspsFile older = insert(2, FileState.RECEIVED, TWO, "a");
    files.putReceived(older.id(), NOW.minus(Duration.ofHours(9)), "mdn");
    UspsFile fresh = insert(3, FileState.RECEIVED, ONE, "a");
    files.putReceived(fresh.id(), NOW, "mdn");
    insert(4, FileState.ACCEPTED, ONE, "a", "20260112");
    insert(5, FileState.ACCEPTED, ONE, "a", "20260111");
    insert(6, FileState.ACCEPTED, ONE, "b", "20260111");

    Instant before = NOW.minus(Duration.ofHours(3));
    Instant since = before.minus(Duration.ofDays(14));
    assertThat(board.unconfirmed(ALL, "a", since, before, 9))
        .containsExactly(older.efn(), newer.efn());
    assertThat(board.unconfirmed(new Scope(List.of(ONE), Optional.empty()), "a", since, before, 9))
        .containsExactly(newer.efn());
    LocalDate day = LocalDate.of(2026, 1, 14);
    assertThat(board.notScanned(ALL, "a", day.minusDays(14), day, 9))
        .containsExactly(Samples.efn(5), Samples.efn(4));
    assertThat(board.notScanned(BOTH, "a", day.minusDays(14), day, 1))
        .containsExactly(Samples.efn(5));
  }

  @Test
  void files_of_several_mailers_are_listed_together_page_by_page() {
    for (int i = 1; i <= 6; i++) {
      insert(i, FileState.SENT, i % 3 == 0 ? "900000003" : i % 2 == 0 ? ONE : TWO, "a");
    }
    List<UspsFile> first = files.list(query(OptionalLong.empty()));
    assertThat(first)
        .extracting(UspsFile::efn)
        .containsExactly(Samples.efn(5), Samples.efn(4), Samples.efn(2));
    assertThat(files.list(query(OptionalLong.of(first.get(2).id()))))
        .extracting(UspsFile::efn)
        .containsExactly(Samples.efn(1));
  }

  private static FileQuery query(OptionalLong before) {
    return new FileQuery(
        List.of(), Optional.empty(), List.of(ONE, TWO), Optional.empty(), before, 3);
  }
}
