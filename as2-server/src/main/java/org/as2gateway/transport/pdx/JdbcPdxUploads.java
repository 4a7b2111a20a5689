package org.as2gateway.transport.pdx;

import java.time.Instant;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;

/** What is known of uploads before and after their answer. Table {@code pdx_upload}. */
public final class JdbcPdxUploads {
  private final Database database;

  /** Uploads in that database. */
  public JdbcPdxUploads(Database database) {
    this.database = database;
  }

  /** An upload begins: PDX does not have the file. */
  void begin(String message, String site, String filename) {
    database.call(
        handle -> {
          handle.execute("DELETE FROM pdx_upload WHERE message = ?", message);
          return handle.execute(
              "INSERT INTO pdx_upload (message, site, filename) VALUES (?, ?, ?)",
              message,
              site,
              filename);
        });
  }

  /** The end of an upload is about to be sent: from now on PDX may have the file. */
  void complete(String message, Instant now) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE pdx_upload SET complete_at = ? WHERE message = ?",
                Times.column(now),
                message));
  }

  /** PDX has the file. */
  void sent(String message, Instant now) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE pdx_upload SET sent_at = ? WHERE message = ?", Times.column(now), message));
  }

  /** PDX does not have the file, or somebody else decides. */
  void forget(String message) {
    database.call(
        handle ->
            handle.execute(
                "DELETE FROM pdx_upload WHERE message = ? AND sent_at IS NULL", message));
  }

  /** When an earlier attempt may have brought the file to PDX without an answer, if one may. */
  Optional<Instant> openSince(String message) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT complete_at FROM pdx_upload
                    WHERE message = ? AND complete_at IS NOT NULL AND sent_at IS NULL
                    """)
                .bind(0, message)
                .map((row, context) -> Times.instant(row, "complete_at"))
                .findOne());
  }

  /** How many files of that name PDX has of us for certain, sent at that time or later. */
  int countSent(String site, String filename, Instant since) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT COUNT(*) FROM pdx_upload
                    WHERE site = ? AND filename = ? AND sent_at >= ?
                    """)
                .bind(0, site)
                .bind(1, filename)
                .bind(2, Times.column(since))
                .mapTo(Integer.class)
                .one());
  }
}
