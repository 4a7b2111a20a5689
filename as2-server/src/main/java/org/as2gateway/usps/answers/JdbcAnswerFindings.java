package org.as2gateway.usps.answers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.store.db.Database;
import org.as2gateway.usps.answers.FileFinding.Verdict;
import org.as2gateway.usps.answers.Mark.Reason;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * What answers say of files: table {@code usps_answer_efn}. Each call takes part in the transaction
 * around it. Safe for many threads.
 */
public final class JdbcAnswerFindings {
  private static final int MOST_CODE = 60;
  private static final int MOST_TEXT = 500;

  private final Database database;

  /** Those of that database. */
  public JdbcAnswerFindings(Database database) {
    this.database = database;
  }

  /**
   * What an answer says.
   *
   * @param answer id of the answer
   */
  public record Said(long answer, FileFinding finding) {}

  /** What an answer says of files, in the order of its lines. */
  public List<FileFinding> ofAnswer(long answer, int limit) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM usps_answer_efn WHERE answer = ? ORDER BY line, efn LIMIT ?")
                .bind(0, answer)
                .bind(1, limit)
                .map((row, context) -> read(row).finding())
                .list());
  }

  /** What answers say of a file, the last answer first. */
  public List<Said> ofFile(String efn, int limit) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM usps_answer_efn WHERE efn = ? ORDER BY answer DESC LIMIT ?")
                .bind(0, efn)
                .bind(1, limit)
                .map((row, context) -> read(row))
                .list());
  }

  /** The last answer other than that one which decides on a file. */
  Optional<Said> lastDecision(String efn, long otherThan) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM usps_answer_efn WHERE efn = ? AND answer <> ? AND verdict <> ?"
                        + " ORDER BY answer DESC LIMIT 1")
                .bind(0, efn)
                .bind(1, otherThan)
                .bind(2, Verdict.MENTIONED.text())
                .map((row, context) -> read(row))
                .findOne());
  }

  /** Keeps what an answer says instead of what it said before. */
  void put(long answer, List<FileFinding> findings) {
    remove(answer);
    if (findings.isEmpty()) {
      return;
    }
    database.call(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch(
                  "INSERT INTO usps_answer_efn (answer, efn, verdict, rejected, warnings, line,"
                      + " code, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
          for (FileFinding finding : findings) {
            batch.add(
                answer,
                finding.efn(),
                finding.verdict().text(),
                finding.rejected(),
                finding.warnings(),
                finding.line(),
                code(finding.reason().code()),
                PartnerText.clean(finding.reason().text(), MOST_TEXT));
          }
          return batch.execute().length;
        });
  }

  /** A code as it fits into a column. */
  static String code(String code) {
    return PartnerText.clean(code, MOST_CODE);
  }

  void remove(long answer) {
    database.call(handle -> handle.execute("DELETE FROM usps_answer_efn WHERE answer = ?", answer));
  }

  private static Said read(ResultSet row) throws SQLException {
    return new Said(
        row.getLong("answer"),
        new FileFinding(
            row.getString("efn"),
            Verdict.of(row.getString("verdict")),
            row.getInt("rejected"),
            row.getInt("warnings"),
            row.getLong("line"),
            new Reason(row.getString("code"), row.getString("text"), Optional.empty())));
  }
}
