package org.as2gateway.people.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;

/**
 * One-time codes of users, and sign-ins that wait for one. Takes part in transactions. Tables
 * {@code second_factor}, {@code recovery_code} and {@code sign_in_ticket}.
 */
final class JdbcSecondFactors {
  /**
   * What a user's codes are made of.
   *
   * @param secret Base32
   * @param isOn whether sign-in asks for a code
   * @param lastStep the last time step whose code was used
   */
  record Kept(String secret, boolean isOn, long lastStep) {
    @Override
    public String toString() {
      return "Kept[" + isOn + "]"; // never the secret
    }
  }

  private final Database database;

  JdbcSecondFactors(Database database) {
    this.database = database;
  }

  Optional<Kept> find(String user) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT * FROM second_factor WHERE user_name = ?")
                .bind(0, user)
                .map(
                    (row, context) ->
                        new Kept(
                            row.getString("secret"),
                            row.getObject("confirmed_at") != null,
                            row.getLong("last_step")))
                .findOne());
  }

  /** Users whose sign-in asks for a code. */
  Set<String> users() {
    return Set.copyOf(
        database.call(
            handle ->
                handle
                    .createQuery(
                        "SELECT user_name FROM second_factor WHERE confirmed_at IS NOT NULL")
                    .mapTo(String.class)
                    .list()));
  }

  /** Keeps a secret that does not count yet, in place of any other. */
  void begin(String user, String secret) {
    remove(user);
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO second_factor (user_name, secret, last_step) VALUES (?, ?, 0)",
                user,
                secret));
  }

  /** Makes it count. */
  void confirm(String user, Instant at) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE second_factor SET confirmed_at = ? WHERE user_name = ?",
                Times.column(at),
                user));
  }

  /** Takes the code of a step; false if that or a later one was taken before. */
  boolean take(String user, long step) {
    return database.call(
            handle ->
                handle.execute(
                    "UPDATE second_factor SET last_step = ? WHERE user_name = ? AND last_step < ?",
                    step,
                    user,
                    step))
        == 1;
  }

  void setRecoveryCodes(String user, List<String> digests) {
    database.call(handle -> handle.execute("DELETE FROM recovery_code WHERE user_name = ?", user));
    digests.forEach(
        digest ->
            database.call(
                handle ->
                    handle.execute(
                        "INSERT INTO recovery_code (user_name, digest) VALUES (?, ?)",
                        user,
                        digest)));
  }

  /** Takes a recovery code; false if there is no such one. */
  boolean takeRecoveryCode(String user, String digest) {
    return database.call(
            handle ->
                handle.execute(
                    "DELETE FROM recovery_code WHERE user_name = ? AND digest = ?", user, digest))
        == 1;
  }

  int countRecoveryCodes(String user) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM recovery_code WHERE user_name = ?")
                .bind(0, user)
                .mapTo(Integer.class)
                .one());
  }

  /** Forgets secret and recovery codes. */
  void remove(String user) {
    database.call(
        handle -> {
          handle.execute("DELETE FROM recovery_code WHERE user_name = ?", user);
          return handle.execute("DELETE FROM second_factor WHERE user_name = ?", user);
        });
  }

  void addTicket(String digest, String user, Instant at) {
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO sign_in_ticket (digest, user_name, created_at) VALUES (?, ?, ?)",
                digest,
                user,
                Times.column(at)));
  }

  /** Whose sign-in waits, if it began after that. */
  Optional<String> ticket(String digest, Instant createdAfter) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    "SELECT user_name FROM sign_in_ticket WHERE digest = ? AND created_at > ?")
                .bind(0, digest)
                .bind(1, Times.column(createdAfter))
                .mapTo(String.class)
                .findOne());
  }

  void removeTickets(String user) {
    database.call(handle -> handle.execute("DELETE FROM sign_in_ticket WHERE user_name = ?", user));
  }

  void removeTicketsBefore(Instant createdBefore) {
    database.call(
        handle ->
            handle.execute(
                "DELETE FROM sign_in_ticket WHERE created_at < ?", Times.column(createdBefore)));
  }
}
