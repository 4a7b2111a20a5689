package org.as2gateway.usps.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.store.db.Transactions;
import org.as2gateway.usps.ledger.PieceAnswer.Severity;
import org.jspecify.annotations.Nullable;

/**
 * The files that go to USPS and what became of them. Whoever learns something of a file says so
 * here; what that makes of its state is decided here alone. Safe for many threads.
 */
public final class Ledger {
  /** How long a number is not to be used for another file, and a file is kept. */
  public static final Duration MEMORY = Duration.ofDays(120);

  private final Transactions transactions;
  private final JdbcLedgerTables tables;
  private final JdbcFiles files;
  private final JdbcPieceAnswers answers;

  /** The ledger in these tables. */
  public Ledger(Transactions transactions, JdbcLedgerTables tables) {
    this.transactions = transactions;
    this.tables = tables;
    this.files = tables.files();
    this.answers = tables.answers();
  }

  Transactions transactions() {
    return transactions;
  }

  /** The files. */
  public JdbcFiles files() {
    return files;
  }

  /** Which messages carry them. */
  public JdbcFileMessages messages() {
    return tables.messages();
  }

  /** Their pieces. */
  public JdbcPieces pieces() {
    return tables.pieces();
  }

  /** What answers said of pieces. */
  public JdbcPieceAnswers answers() {
    return answers;
  }

  /** What answers prove of messages without receipts. */
  public JdbcProofs proofs() {
    return tables.proofs();
  }

  /**
   * What an answer says of some pieces of a file, some thousands at most; {@link #answer} has to
   * follow.
   */
  public void addPieces(long file, List<PieceAnswer> said) {
    transactions.inTransaction(
        () -> {
          answers.add(file, said);
          return true;
        });
  }

  /**
   * What an answer comes to, or a user says, of a file as such.
   *
   * @param outcome {@link FileState#ACCEPTED}, {@link FileState#PARTLY} or {@link
   *     FileState#REJECTED}
   * @param at when
   * @param by name of the answer, or of the user
   * @param actor name of the user if one says so; null if an answer does
   * @param detail one line for the timeline
   */
  public record FileAnswer(
      FileState outcome, Instant at, String by, @Nullable String actor, String detail) {
    /** Checks the outcome. */
    public FileAnswer {
      if (!outcome.isAnswered()) {
        throw new IllegalArgumentException("an answer cannot say '" + outcome.text() + "'");
      }
    }
  }

  /** The file is accepted, accepted but for some pieces, or rejected. */
  public void answer(long file, FileAnswer answer) {
    transactions.inTransaction(
        () -> {
          files.find(file).ifPresent(found -> answer(found, answer));
          return true;
        });
  }

  private void answer(UspsFile file, FileAnswer answer) {
    if (answer.outcome() == FileState.ACCEPTED) {
      answers.settle(file.id());
    }
    if (answer.outcome() != FileState.REJECTED) {
      tables
          .proofs()
          .add(
              file.id(),
              "USPS file " + file.efn() + " is " + answer.outcome().text() + ": " + answer.by());
    }
    int rejected =
        answer.outcome() == FileState.REJECTED ? file.pieces() : answers.countPending(file.id());
    int accepted = Math.max(0, file.pieces() - rejected);
    files.putAnswered(
        file.id(), new UspsFile.Answered(accepted, rejected, answer.at(), answer.by()));
    boolean isScanned = answer.outcome() == FileState.ACCEPTED && file.scans().scanned() > 0;
    files.putState(file.id(), isScanned ? FileState.SCANNED : answer.outcome(), answer.at());
    files.addStep(
        file.id(),
        new FileStep(answer.at(), answer.outcome().text(), null, answer.actor(), answer.detail()));
  }

  /**
   * A user says that a file was accepted.
   *
   * @param by name of the user
   * @param note why, not blank
   * @return the file as it is then; empty if there is none of that number
   */
  public Optional<UspsFile> accept(String efn, String by, String note, Instant now) {
    return transactions.durably(
        () -> {
          Optional<UspsFile> found = files.find(efn);
          found.ifPresent(
              file -> answer(file, new FileAnswer(FileState.ACCEPTED, now, by, by, note)));
          return found.isPresent() ? files.find(efn) : found;
        });
  }

  /** How many pieces of a file were scanned up to now. */
  public void scanned(long file, UspsFile.Scans scans, Instant now) {
    transactions.inTransaction(
        () -> {
          files.find(file).ifPresent(found -> scanned(found, scans, now));
          return true;
        });
  }

  private void scanned(UspsFile file, UspsFile.Scans scans, Instant now) {
    files.putScans(file.id(), scans);
    boolean isOpen =
        switch (file.state()) {
          case PARTLY, REJECTED, SCANNED -> false;
          case BLOCKED, QUEUED, UNUSED, SENT, RECEIVED, ACCEPTED -> scans.scanned() > 0;
        };
    if (isOpen) {
      files.addStep(
          file.id(), FileStep.to(FileState.SCANNED, now, null, "first scan " + scans.first()));
    }
    files.putState(file.id(), isOpen ? FileState.SCANNED : file.state(), now);
  }

  /** Pieces of a file that an answer rejected, and that were not accepted since. */
  public List<PieceAnswer> rejected(long file, int limit) {
    return answers.ofFile(file, true, limit).stream()
        .filter(answer -> answer.severity() == Severity.REJECTED)
        .toList();
  }
}
