package org.as2gateway.people.accounts;

import java.time.Instant;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;

/**
 * Browsers that accounts have signed in with before, each by the digest of its secret. Table {@code
 * known_browser}.
 */
final class JdbcKnownBrowsers {
  private final Database database;

  JdbcKnownBrowsers(Database database) {
    this.database = database;
  }

  /** Whether the account has signed in with it since then. */
  boolean isKnown(String account, String digest, Instant since) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    "SELECT 1 FROM known_browser WHERE digest = ? AND user_name = ?"
                        + " AND used_at >= ?")
                .bind(0, digest)
                .bind(1, account)
                .bind(2, Times.column(since))
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /** Keeps that the account signs in with it; of many, the least recently used go. */
  void used(String account, String digest, Instant at, int most) {
    database.call(
        handle -> {
          handle.execute("DELETE FROM known_browser WHERE digest = ?", digest);
          handle.execute(
              "INSERT INTO known_browser (digest, user_name, used_at) VALUES (?, ?, ?)",
              digest,
              account,
              Times.column(at));
          return handle.execute(
              "DELETE FROM known_browser WHERE user_name = ? AND digest NOT IN (SELECT digest FROM"
                  + " known_browser WHERE user_name = ? ORDER BY used_at DESC, digest LIMIT ?)",
              account,
              account,
              most);
        });
  }

  /** Forgets those of an account. */
  void removeOf(String account) {
    database.call(
        handle -> handle.execute("DELETE FROM known_browser WHERE user_name = ?", account));
  }
}
