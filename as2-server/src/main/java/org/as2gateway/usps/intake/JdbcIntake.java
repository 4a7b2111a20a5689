package org.as2gateway.usps.intake;

import java.time.Instant;
import java.util.List;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;

/** The files that wait to be read: table {@code usps_intake}. Safe for many threads. */
public final class JdbcIntake {
  private final Database database;

  /** Those of that database. */
  public JdbcIntake(Database database) {
    this.database = database;
  }

  /**
   * A file that waits.
   *
   * @param tries how often reading it failed
   */
  record Waiting(String message, int payload, int tries) {}

  /** Notes a file, in the transaction around the call; one that waits already stays as it is. */
  void add(String message, int payload, Instant now) {
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO usps_intake (message, payload, tries, due_at) VALUES (?, ?, 0, ?)"
                    + " ON CONFLICT DO NOTHING",
                message,
                payload,
                Times.column(now)));
  }

  /** Those whose time has come, the oldest first. */
  List<Waiting> due(Instant now, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT message, payload, tries FROM usps_intake WHERE due_at <= ?"
                        + " ORDER BY message, payload LIMIT ?")
                .bind(0, Times.column(now))
                .bind(1, limit)
                .map(
                    (row, context) ->
                        new Waiting(
                            row.getString("message"), row.getInt("payload"), row.getInt("tries")))
                .list());
  }

  /** It could not be read: it comes again then. */
  void postpone(Waiting file, Instant until) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE usps_intake SET tries = tries + 1, due_at = ?"
                    + " WHERE message = ? AND payload = ?",
                Times.column(until),
                file.message(),
                file.payload()));
  }

  /** Somebody took it, or nobody ever will. */
  void remove(Waiting file) {
    database.call(
        handle ->
            handle.execute(
                "DELETE FROM usps_intake WHERE message = ? AND payload = ?",
                file.message(),
                file.payload()));
  }
}
