package org.as2gateway.people.accounts;

import java.time.Instant;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;

/**
 * Failed sign-ins of an account, an address or a browser since the last good one. Table {@code
 * sign_in_failure}.
 */
final class JdbcSignInFailures {
  /**
   * How often and when last.
   *
   * @param failures at least 1
   * @param lastAt the last one
   */
  record Count(int failures, Instant lastAt) {}

  private final Database database;

  JdbcSignInFailures(Database database) {
    this.database = database;
  }

  Optional<Count> find(String subject) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT failures, last_at FROM sign_in_failure WHERE subject = ?")
                .bind(0, subject)
                .map(
                    (row, context) ->
                        new Count(row.getInt("failures"), Times.instant(row, "last_at")))
                .findOne());
  }

  void add(String subject, Instant at) {
    database.call(
        handle -> {
          int updated =
              handle.execute(
                  "UPDATE sign_in_failure SET failures = failures + 1, last_at = ?"
                      + " WHERE subject = ?",
                  Times.column(at),
                  subject);
          return updated == 1
              ? updated
              : handle.execute(
                  "INSERT INTO sign_in_failure (subject, failures, last_at) VALUES (?, 1, ?)"
                      + " ON CONFLICT DO NOTHING",
                  subject,
                  Times.column(at));
        });
  }

  void clear(String subject) {
    database.call(
        handle -> handle.execute("DELETE FROM sign_in_failure WHERE subject = ?", subject));
  }

  void removeOlder(Instant than) {
    database.call(
        handle ->
            handle.execute("DELETE FROM sign_in_failure WHERE last_at < ?", Times.column(than)));
  }

  /** Removes the oldest beyond that number: a crowd of names must not fill the table. */
  void removeBeyond(int most) {
    database.call(
        handle ->
            handle.execute(
                "DELETE FROM sign_in_failure WHERE last_at < (SELECT MIN(last_at) FROM (SELECT"
                    + " last_at FROM sign_in_failure ORDER BY last_at DESC LIMIT ?) newest)",
                most));
  }
}
