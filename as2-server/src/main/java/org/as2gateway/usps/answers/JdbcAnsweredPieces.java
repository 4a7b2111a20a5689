package org.as2gateway.usps.answers;

import java.time.Instant;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;

/**
 * Changes of what answers said before: in the ledger's tables {@code usps_piece_answer} and {@code
 * usps_file}. Each call takes part in the transaction around it.
 */
public final class JdbcAnsweredPieces {
  private final Database database;

  /** Those of that database. */
  public JdbcAnsweredPieces(Database database) {
    this.database = database;
  }

  /** What the answer said of pieces is to be replaced; {@link #replaced} has to follow. */
  void replace(long answer) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE usps_piece_answer SET answer = ? WHERE answer = ?", -answer, answer));
  }

  /** It was replaced: what was settled before stays settled, what is not said any more goes. */
  void replaced(long answer) {
    database.call(
        handle ->
            handle.execute(
                    "UPDATE usps_piece_answer SET pending = FALSE WHERE answer = ? AND"
                        + " pending = TRUE AND EXISTS (SELECT 1 FROM usps_piece_answer old WHERE"
                        + " old.answer = ? AND old.file = usps_piece_answer.file"
                        + " AND old.piece = usps_piece_answer.piece AND old.pending = FALSE"
                        + " AND old.severity = 'rejected')",
                    answer,
                    -answer)
                + handle.execute("DELETE FROM usps_piece_answer WHERE answer = ?", -answer));
  }

  /**
   * Pieces of a file that corrections have carried, and that the answer does not reject, are
   * accepted with it.
   */
  void settleCorrected(long file, String efn, long answer) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE usps_piece_answer SET pending = FALSE WHERE file = ? AND pending = TRUE"
                    + " AND answer <> ? AND piece IN (SELECT p.piece FROM usps_draft_piece p"
                    + " JOIN usps_draft d ON d.id = p.draft WHERE d.efn = ?"
                    + " AND d.message IS NOT NULL)",
                file,
                answer,
                efn));
  }

  /** Whether a correction that was built here was sent for a file. */
  boolean isCorrected(String efn) {
    return database.call(
        handle ->
            handle
                    .createQuery(
                        "SELECT COUNT(*) FROM usps_draft WHERE efn = ? AND message IS NOT NULL")
                    .bind(0, efn)
                    .mapTo(Long.class)
                    .one()
                > 0);
  }

  /** The file stands where it stood before anything was answered. */
  void reopen(long file, Instant now) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE usps_file SET state = CASE WHEN received_at IS NOT NULL THEN 'received'"
                    + " WHEN sent_at IS NOT NULL THEN 'sent' ELSE 'queued' END, accepted = 0,"
                    + " rejected = 0, answered_at = NULL, answered_by = NULL, changed_at = ?"
                    + " WHERE id = ? AND state IN ('accepted', 'partly', 'rejected')",
                Times.column(now),
                file));
  }
}
