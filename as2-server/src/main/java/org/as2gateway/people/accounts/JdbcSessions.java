package org.as2gateway.people.accounts;

import java.time.Instant;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;

/**
 * Users who are signed in. Calls take part in the transaction around them. Table {@code
 * admin_session}.
 */
final class JdbcSessions {
  private final Database database;

  JdbcSessions(Database database) {
    this.database = database;
  }

  void add(Session session) {
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO admin_session (digest, user_name, csrf, created_at, seen_at, address)"
                    + " VALUES (?, ?, ?, ?, ?, ?)",
                session.digest(),
                session.user(),
                session.csrf(),
                Times.column(session.createdAt()),
                Times.column(session.seenAt()),
                session.address()));
  }

  Optional<Session> find(String digest) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT * FROM admin_session WHERE digest = ?")
                .bind(0, digest)
                .map(
                    (row, context) ->
                        new Session(
                            row.getString("digest"),
                            row.getString("user_name"),
                            row.getString("csrf"),
                            Times.instant(row, "created_at"),
                            Times.instant(row, "seen_at"),
                            row.getString("address")))
                .findOne());
  }

  void seen(String digest, Instant at) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE admin_session SET seen_at = ? WHERE digest = ?", Times.column(at), digest));
  }

  void setNotice(String digest, String text) {
    database.call(
        handle ->
            handle.execute("UPDATE admin_session SET notice = ? WHERE digest = ?", text, digest));
  }

  Optional<String> takeNotice(String digest) {
    return database.call(
        handle -> {
          Optional<String> notice =
              handle
                  .createQuery(
                      "SELECT notice FROM admin_session WHERE digest = ? AND notice IS NOT NULL")
                  .bind(0, digest)
                  .mapTo(String.class)
                  .findOne();
          if (notice.isPresent()) {
            handle.execute("UPDATE admin_session SET notice = NULL WHERE digest = ?", digest);
          }
          return notice;
        });
  }

  void remove(String digest) {
    database.call(handle -> handle.execute("DELETE FROM admin_session WHERE digest = ?", digest));
  }

  void removeOf(String user) {
    database.call(handle -> handle.execute("DELETE FROM admin_session WHERE user_name = ?", user));
  }

  /** Removes all of the user but one. */
  void removeOthers(String user, String keptDigest) {
    database.call(
        handle ->
            handle.execute(
                "DELETE FROM admin_session WHERE user_name = ? AND digest <> ?", user, keptDigest));
  }

  /** Removes what no limit would let pass any more. */
  void removeEnded(Instant createdBefore, Instant seenBefore) {
    database.call(
        handle ->
            handle.execute(
                "DELETE FROM admin_session WHERE created_at < ? OR seen_at < ?",
                Times.column(createdBefore),
                Times.column(seenBefore)));
  }
}
