package org.as2gateway.usps.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.JdbcMessageLog;
import org.as2gateway.store.payload.Content;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.usps.answers.AnswerFile.State;
import org.as2gateway.usps.contents.JdbcContents;
import org.as2gateway.usps.correction.CorrectionException;
import org.as2gateway.usps.correction.Corrections;
import org.as2gateway.usps.correction.Draft;
import org.as2gateway.usps.correction.JdbcDrafts;
import org.as2gateway.usps.correction.PieceSet;
import org.as2gateway.usps.correction.Selection;
import org.as2gateway.usps.files.PieceKey;
import org.as2gateway.usps.intake.IncomingFile;
import org.as2gateway.usps.layouts.TablesFolder;
import org.as2gateway.usps.ledger.FileState;
import org.as2gateway.usps.ledger.FileStep;
import org.as2gateway.usps.ledger.JdbcLedgerTables;
import org.as2gateway.usps.ledger.Ledger;
import org.as2gateway.usps.ledger.UspsFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers of invented layouts and what they make of a file with three pieces. */
abstract class AnswersContract {
  private static final String EFN = "9275099999999900000019";
  private static final String FIRST = "9205599999999900001012";
  private static final String SECOND = "92612999999999000000001024";
  private static final String PROFILE =
      """
      name: Invented
      files: *.cnf
      skip: 0
      separator: ,
      efn: 1
      piece: 2
      level: 3
      text: 4
      accepted: A
      rejected: E
      warning: W
      """;

  private final FakeClock clock = new FakeClock(Instant.parse("2026-01-15T20:00:00Z"));
  private Database database;
  private Ledger ledger;
  private Answers answers;
  private Corrections corrections;

  abstract Database open();

  @BeforeEach
  void openDatabase() {
    database = open();
    ledger = new Ledger(database, JdbcLedgerTables.in(database));
    TablesFolder tables = new TablesFolder(Path.of("no-such-home"));
    answers =
        new Answers(
            JdbcAnswerStores.in(
                database, AnswersContract::payload, ledger, tables::current, clock));
    corrections =
        new Corrections(
            new Corrections.Parts(
                database,
                new JdbcDrafts(database),
                new JdbcContents(database),
                AnswersContract::payload,
                new JdbcMessageLog(database),
                ledger,
                tables::current,
                clock));
    SentFile.put(database, EFN, clock.instant(), FIRST, SECOND);
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  private static Optional<Content> payload(String message, int index) {
    String text = message.equals(SentFile.MESSAGE) ? SentFile.manifest() : EFN + ",,A,\r\n";
    return Optional.of(Content.of(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void without_a_profile_only_what_is_certain_counts_and_the_file_waits() throws Exception {
    AnswerFile file = upload("a.txt", EFN + " RECEIVED\r\n" + FIRST + " CHECK DIGIT ERROR");
    assertThat(file.state()).isEqualTo(State.WAITING);
    assertThat(file.note()).contains("what is certain was taken");
    assertThat(file.counts().rejected()).isEqualTo(1);
    assertThat(state()).isEqualTo(FileState.PARTLY);
    assertThat(answers.findings().ofAnswer(file.id(), 9))
        .extracting(FileFinding::verdict)
        .containsExactly(FileFinding.Verdict.PARTLY);
    assertThat(ledger.rejected(file().id(), 9))
        .singleElement()
        .satisfies(
            piece -> {
              assertThat(piece.number()).isEqualTo(FIRST);
              assertThat(piece.code()).isEqualTo("pts-01");
              assertThat(piece.line()).isEqualTo(2);
              assertThat(piece.answer()).isEqualTo(file.id());
            });
    upload("b.txt", EFN + " INVALID MAILER ID");
    assertThat(state()).isEqualTo(FileState.REJECTED);
  }

  @Test
  void profile_reads_files_that_waited_and_each_change_of_it_is_taken_back() throws Exception {
    AnswerFile file = upload("a.cnf", EFN + ",," + "A,\r\n" + EFN + "," + FIRST + ",E,bad");
    assertThat(file.state()).isEqualTo(State.WAITING);
    assertThat(state()).isEqualTo(FileState.RECEIVED);

    Profile saved = answers.save(ProfileText.parse("", PROFILE), "boss");
    answers.work().run();
    assertThat(answers.files().find(file.id()).orElseThrow().profile()).isEqualTo(saved.id());
    assertThat(state()).isEqualTo(FileState.PARTLY);
    assertThat(file().answered().rejected()).isEqualTo(1);

    answers.save(
        ProfileText.parse(saved.id(), PROFILE.replace("rejected: E", "warning: E")), "boss");
    answers.work().run();
    assertThat(state()).isEqualTo(FileState.ACCEPTED);
    assertThat(ledger.rejected(file().id(), 9)).isEmpty();

    assertThat(answers.undo(saved.id(), "boss")).isPresent();
    answers.work().run();
    assertThat(state()).isEqualTo(FileState.PARTLY);

    answers.remove(answers.profiles().find(saved.id()).orElseThrow(), "boss");
    answers.work().run();
    assertThat(answers.profiles().all()).isEmpty();
    assertThat(answers.files().find(file.id()).orElseThrow().state()).isEqualTo(State.WAITING);
    assertThat(state()).isEqualTo(FileState.RECEIVED);
    assertThat(ledger.files().steps(file().id())).extracting(FileStep::kind).contains("reopened");

    assertThat(answers.undo(saved.id(), "boss")).isPresent();
    answers.work().run();
    assertThat(state()).isEqualTo(FileState.PARTLY);
    assertThat(answers.profiles().revisions(saved.id())).hasSize(5);
  }

  @Test
  void correction_is_accepted_and_pieces_that_it_did_not_carry_stay_rejected() throws Exception {
    answers.save(ProfileText.parse("", PROFILE), "boss");
    upload("a.cnf", EFN + "," + FIRST + ",E,bad\n" + EFN + "," + SECOND + ",E,bad");
    assertThat(file().answered().rejected()).isEqualTo(2);
    assertThat(corrections.rejected(file()).size()).isEqualTo(2);

    Draft one = corrections.build(EFN, Selection.of(pieces(FIRST)), "boss");
    assertThat(one.size().records()).isEqualTo(2);
    assertThat(content(one)).contains("000000002|999999999").contains(FIRST);
    assertThat(one.size().bytes()).isEqualTo(content(one).length());
    assertThat(corrections.sent(one, "01AAAAAAAAAAAAAAAAAAAAAAA2")).isTrue();
    assertThat(corrections.sent(one, "01AAAAAAAAAAAAAAAAAAAAAAA3")).isFalse();

    upload("b.cnf", EFN + ",,A,");
    assertThat(state()).isEqualTo(FileState.PARTLY);
    assertThat(ledger.rejected(file().id(), 9))
        .extracting(piece -> piece.number())
        .containsExactly(SECOND);

    Draft two = corrections.build(EFN, Selection.of(corrections.rejected(file())), "boss");
    corrections.sent(two, "01AAAAAAAAAAAAAAAAAAAAAAA4");
    upload("c.cnf", EFN + ",,A,");
    assertThat(state()).isEqualTo(FileState.ACCEPTED);
    assertThat(file().answered().accepted()).isEqualTo(2);
    assertThat(corrections.drafts().ofFile(EFN, 9))
        .extracting(Draft::id)
        .containsExactly(two.id(), one.id());
  }

  @Test
  void correction_is_refused_where_nothing_was_posted() throws Exception {
    assertThatThrownBy(() -> corrections.requireCorrectable("9375000000000000000035"))
        .isInstanceOf(CorrectionException.class)
        .hasMessageContaining("no file '9375000000000000000035' is known");
    upload("b.txt", EFN + " INVALID MAILER ID");
    assertThatThrownBy(() -> corrections.build(EFN, Selection.of(pieces(FIRST)), "boss"))
        .hasMessageContaining("was rejected as a whole");
    database.inTransaction(() -> SentFile.unsend(database));
    assertThatThrownBy(() -> corrections.build(EFN, Selection.of(pieces(FIRST)), "boss"))
        .hasMessageContaining("was not sent yet");
  }

  @Test
  void what_is_no_text_stands_aside_until_a_user_closes_it() throws Exception {
    AnswerFile file = upload("../pod.pdf", "%PDF-1.7 proof of delivery");
    assertThat(file.state()).isEqualTo(State.ASIDE);
    assertThat(file.filename()).isEqualTo("pod.pdf");
    assertThat(file.note()).contains("a PDF document");
    assertThat(answers.close(file.id(), "proof of delivery", "boss")).isTrue();
    assertThat(answers.close(file.id(), "again", "boss")).isFalse();
    assertThat(answers.files().list(Optional.of(State.CLOSED), Long.MAX_VALUE, 9)).hasSize(1);
    assertThat(answers.files().list(Optional.of(State.READ), Long.MAX_VALUE, 9)).isEmpty();
    clock.advance(Duration.ofDays(121));
    answers.forgetting().run();
    assertThat(answers.files().find(file.id())).isEmpty();
  }

  @Test
  void file_of_a_message_is_kept_once_and_its_content_stays_with_the_message() throws Exception {
    answers.save(ProfileText.parse("", PROFILE), "boss");
    IncomingFile incoming =
        new IncomingFile(
            "01AAAAAAAAAAAAAAAAAAAAAAA9",
            0,
            "usps to us",
            "x.cnf",
            "00",
            payload("01AAAAAAAAAAAAAAAAAAAAAAA9", 0).orElseThrow());
    assertThat(answers.take(incoming)).isTrue();
    assertThat(answers.take(incoming)).isTrue();
    AnswerFile kept = answers.files().list(Optional.empty(), Long.MAX_VALUE, 9).get(0);
    assertThat(answers.files().list(Optional.empty(), Long.MAX_VALUE, 9)).hasSize(1);
    assertThat(kept.partnership()).isEqualTo("usps to us");
    assertThat(kept.state()).isEqualTo(State.READ);
    assertThat(state()).isEqualTo(FileState.ACCEPTED);
    assertThat(answers.lines(answers.content(kept).orElseThrow(), Optional.empty(), 9)).hasSize(1);
  }

  @Test
  void user_who_accepts_a_file_is_not_overruled_by_an_older_answer() throws Exception {
    AnswerFile file = upload("a.cnf", EFN + "," + FIRST + ",E,bad");
    clock.advance(Duration.ofMinutes(1));
    ledger.accept(EFN, "boss", "called USPS", clock.instant());
    answers.save(ProfileText.parse("", PROFILE), "boss");
    answers.work().run();
    assertThat(answers.files().find(file.id()).orElseThrow().state()).isEqualTo(State.READ);
    assertThat(state()).isEqualTo(FileState.ACCEPTED);
  }

  private AnswerFile upload(String name, String text) throws IOException {
    clock.advance(Duration.ofSeconds(1));
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return answers.upload(name, new ByteArrayInputStream(bytes), "boss");
  }

  private String content(Draft draft) throws IOException {
    try (InputStream stream = corrections.content(draft).open()) {
      return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static PieceSet pieces(String pic) {
    PieceSet set = new PieceSet();
    set.addHash(PieceKey.of(pic).hash());
    return set;
  }

  private UspsFile file() {
    return ledger.files().find(EFN).orElseThrow();
  }

  private FileState state() {
    return file().state();
  }
}
