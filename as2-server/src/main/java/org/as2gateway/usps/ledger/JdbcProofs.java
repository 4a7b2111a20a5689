package org.as2gateway.usps.ledger;

import java.util.List;
import org.as2gateway.store.db.Database;

/**
 * What an answer proves of messages that have no receipt of their own: table {@code usps_proof}.
 * Safe for many threads.
 */
public final class JdbcProofs {
  /** One that failed counts if nobody could tell whether it was sent, and no other has the file. */
  private static final String ADD =
      "INSERT INTO usps_proof (message, proof)"
          + " SELECT DISTINCT l.message, CAST(? AS VARCHAR) FROM usps_file_message l"
          + " JOIN message m ON m.id = l.message WHERE l.file = ? AND m.transport <> 'as2'"
          + " AND (m.status IN ('queued', 'sending', 'sent')"
          + " OR (m.status = 'failed' AND m.reason = 'outcome-unknown'"
          + " AND (SELECT COUNT(DISTINCT o.message) FROM usps_file_message o"
          + " WHERE o.file = l.file) = 1)) AND NOT (m.attempts = 0 AND m.status = 'queued'"
          + " AND EXISTS (SELECT 1 FROM other_way w WHERE w.message = m.id)) ON CONFLICT DO NOTHING";

  /** What is sent another way has not gone out: it is the first one that USPS has answered. */
  private static final String ADD_FIRST =
      "INSERT INTO usps_proof (message, proof)"
          + " SELECT DISTINCT w.original, CAST(? AS VARCHAR) FROM usps_file_message l"
          + " JOIN other_way w ON w.original = l.message JOIN message m ON m.id = w.original"
          + " JOIN message r ON r.id = w.message WHERE l.file = ? AND w.arrived_at IS NULL"
          + " AND m.attempts > 0 AND m.status IN ('cancelled', 'failed') AND r.attempts = 0"
          + " AND r.status IN ('queued', 'blocked') ON CONFLICT DO NOTHING";

  private final Database database;

  /** Those of that database. */
  public JdbcProofs(Database database) {
    this.database = database;
  }

  /**
   * One proof.
   *
   * @param message our id of the message
   * @param text what proves it, for people
   */
  public record Proof(String message, String text) {}

  /** The messages that carry the file are accepted; takes part in the transaction around it. */
  void add(long file, String text) {
    database.call(
        handle -> {
          handle.execute(ADD_FIRST, text, file);
          return handle.execute(ADD, text, file);
        });
  }

  /** Proofs whose messages may still have to say so. */
  public List<Proof> next(int limit) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM usps_proof ORDER BY message LIMIT ?")
                .bind(0, limit)
                .map((row, context) -> new Proof(row.getString("message"), row.getString("proof")))
                .list());
  }

  /** The message has said so, or never will. */
  public void remove(String message) {
    database.call(handle -> handle.execute("DELETE FROM usps_proof WHERE message = ?", message));
  }
}
