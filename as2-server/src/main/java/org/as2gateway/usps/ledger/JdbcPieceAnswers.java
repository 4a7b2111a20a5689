package org.as2gateway.usps.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.as2gateway.usps.ledger.PieceAnswer.Severity;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * What answers say of pieces: table {@code usps_piece_answer}. Each call takes part in the
 * transaction around it. Safe for many threads.
 */
public final class JdbcPieceAnswers {
  private static final String ALL =
      "SELECT * FROM usps_piece_answer WHERE file = ? ORDER BY id LIMIT ?";
  private static final String PENDING =
      "SELECT * FROM usps_piece_answer WHERE file = ? AND pending = TRUE ORDER BY id LIMIT ?";

  private final Database database;

  /** Those of that database. */
  public JdbcPieceAnswers(Database database) {
    this.database = database;
  }

  /**
   * Adds what an answer says of pieces of a file; it settles what earlier ones said of them, unless
   * it only warns.
   *
   * @param answers some thousands at most
   */
  void add(long file, List<PieceAnswer> answers) {
    if (answers.isEmpty()) {
      return;
    }
    database.call(
        handle -> {
          PreparedBatch settle =
              handle.prepareBatch(
                  "UPDATE usps_piece_answer SET pending = FALSE"
                      + " WHERE file = ? AND piece = ? AND pending = TRUE");
          PreparedBatch insert =
              handle.prepareBatch(
                  "INSERT INTO usps_piece_answer (file, piece, number, severity, code, text, line,"
                      + " answer, pending, answered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
          for (PieceAnswer answer : answers) {
            if (answer.severity() == Severity.ACCEPTED) {
              settle.add(file, answer.piece());
            }
            insert.add(
                file,
                answer.piece(),
                answer.number(),
                answer.severity().text(),
                answer.code(),
                answer.text(),
                answer.line(),
                answer.answer(),
                answer.severity() == Severity.REJECTED,
                Times.column(answer.at()));
          }
          if (settle.size() > 0) {
            settle.execute();
          }
          return insert.execute().length;
        });
  }

  /** All pieces of a file are accepted. */
  void settle(long file) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE usps_piece_answer SET pending = FALSE WHERE file = ? AND pending = TRUE",
                file));
  }

  /** How many pieces of a file are rejected and not accepted since. */
  public int countPending(long file) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    "SELECT COUNT(DISTINCT piece) FROM usps_piece_answer"
                        + " WHERE file = ? AND pending = TRUE")
                .bind(0, file)
                .mapTo(Integer.class)
                .one());
  }

  /**
   * What answers said of the pieces of a file, the oldest first.
   *
   * @param isPending only of pieces that are rejected and not accepted since
   * @param limit how many
   */
  public List<PieceAnswer> ofFile(long file, boolean isPending, int limit) {
    return database.call(
        handle ->
            handle
                .createQuery(isPending ? PENDING : ALL)
                .bind(0, file)
                .bind(1, limit)
                .map((row, context) -> read(row))
                .list());
  }

  private static PieceAnswer read(ResultSet row) throws SQLException {
    return new PieceAnswer(
        row.getLong("piece"),
        row.getString("number"),
        Severity.of(row.getString("severity")),
        row.getString("code"),
        row.getString("text"),
        row.getLong("line"),
        row.getObject("answer", Long.class),
        Times.instant(row, "answered_at"));
  }
}
