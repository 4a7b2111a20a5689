package org.as2gateway.people.accounts;

import java.util.Optional;
import java.util.Set;
import org.as2gateway.store.db.Database;

/**
 * Accounts of people for whom a provider vouches. Calls take part in the transaction around. Table
 * {@code external_user}.
 */
final class JdbcExternalUsers {
  private final Database database;

  JdbcExternalUsers(Database database) {
    this.database = database;
  }

  /** Name of the account. */
  Optional<String> find(String issuer, String subject) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT user_name FROM external_user WHERE issuer = ? AND subject = ?")
                .bind(0, issuer)
                .bind(1, subject)
                .mapTo(String.class)
                .findOne());
  }

  void add(String issuer, String subject, String user) {
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO external_user (issuer, subject, user_name) VALUES (?, ?, ?)",
                issuer,
                subject,
                user));
  }

  /** Names of all such accounts. */
  Set<String> users() {
    return Set.copyOf(
        database.call(
            handle ->
                handle
                    .createQuery("SELECT user_name FROM external_user")
                    .mapTo(String.class)
                    .list()));
  }

  void remove(String user) {
    database.call(handle -> handle.execute("DELETE FROM external_user WHERE user_name = ?", user));
  }
}
