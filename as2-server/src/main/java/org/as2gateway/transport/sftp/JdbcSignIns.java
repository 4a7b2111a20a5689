package org.as2gateway.transport.sftp;

import java.time.Duration;
import java.time.Instant;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;

/** From which networks partners have signed in. Table {@code sftp_sign_in}. */
final class JdbcSignIns {
  private static final Duration KEPT = Duration.ofDays(180);
  private final Database database;

  /** Kept in that database. */
  JdbcSignIns(Database database) {
    this.database = database;
  }

  /** Whether the user has signed in from there not long ago. */
  boolean isKnown(String user, String network, Instant now) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    "SELECT 1 FROM sftp_sign_in"
                        + " WHERE partner = ? AND network = ? AND signed_in_at >= ?")
                .bind(0, user)
                .bind(1, network)
                .bind(2, Times.column(now.minus(KEPT)))
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /** The user has signed in from there. */
  void add(String user, String network, Instant now) {
    database.call(
        handle -> {
          handle.execute(
              "DELETE FROM sftp_sign_in WHERE signed_in_at < ?", Times.column(now.minus(KEPT)));
          handle.execute(
              "INSERT INTO sftp_sign_in (partner, network, signed_in_at) VALUES (?, ?, ?)"
                  + " ON CONFLICT DO NOTHING",
              user,
              network,
              Times.column(now));
          return handle.execute(
              "UPDATE sftp_sign_in SET signed_in_at = ? WHERE partner = ? AND network = ?",
              Times.column(now),
              user,
              network);
        });
  }
}
