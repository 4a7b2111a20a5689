package org.as2gateway.usps.ledger;

import java.time.Instant;
import java.util.List;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.jdbi.v3.core.Handle;

/** Removes what the ledger has kept long enough, a bounded number of rows in a transaction. */
public final class JdbcLedgerRetention {
  private static final int FILES = 500;
  private static final int ROWS = 10_000;

  private final Database database;
  private final JdbcPieces pieces;

  /** For the ledger in that database. */
  public JdbcLedgerRetention(Database database, JdbcPieces pieces) {
    this.database = database;
    this.pieces = pieces;
  }

  /**
   * Removes files that have not changed since then, and all that belongs to them but their pieces.
   *
   * @return how many files; fewer than there are, to be called again
   */
  int removeFiles(Instant before) {
    return database.call(
        handle -> {
          List<Long> old =
              handle
                  .createQuery(
                      "SELECT id FROM usps_file WHERE changed_at < ? ORDER BY changed_at LIMIT ?")
                  .bind(0, Times.column(before))
                  .bind(1, FILES)
                  .mapTo(Long.class)
                  .list();
          if (!old.isEmpty()) {
            remove(handle, old);
          }
          return old.size();
        });
  }

  private static void remove(Handle handle, List<Long> files) {
    handle
        .createUpdate(
            "DELETE FROM usps_correction WHERE message IN"
                + " (SELECT message FROM usps_file_message WHERE file IN (<files>))")
        .bindList("files", files)
        .execute();
    handle
        .createUpdate("DELETE FROM usps_file_message WHERE file IN (<files>)")
        .bindList("files", files)
        .execute();
    handle
        .createUpdate("DELETE FROM usps_step WHERE file IN (<files>)")
        .bindList("files", files)
        .execute();
    handle
        .createUpdate("DELETE FROM usps_file WHERE id IN (<files>)")
        .bindList("files", files)
        .execute();
  }

  /**
   * Removes answers about pieces of files that are gone.
   *
   * @return whether there may be more
   */
  boolean removeAnswers() {
    return database.call(
            handle ->
                handle.execute(
                    "DELETE FROM usps_piece_answer WHERE id IN (SELECT a.id FROM usps_piece_answer"
                        + " a WHERE NOT EXISTS (SELECT 1 FROM usps_file f WHERE f.id = a.file)"
                        + " LIMIT ?)",
                    ROWS))
        == ROWS;
  }

  /** Looks at the next pieces and removes those whose file is gone. */
  JdbcPieces.Page removePieces(long after) {
    return pieces.removeLeft(after, ROWS);
  }
}
