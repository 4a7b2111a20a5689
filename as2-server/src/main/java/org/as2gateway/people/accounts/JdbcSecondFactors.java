package org.as2gateway.people.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;

/** Tables {@code second_factor}, {@code recovery_code} and {@code sign_in_ticket}. */
final class JdbcSecondFactors implements SecondFactors {
  private final Database database;

  JdbcSecondFactors(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Kept> find(String user) {
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

  @Override
  public Set<String> users() {
    return Set.copyOf(
        database.call(
            handle ->
                handle
                    .createQuery(
                        "SELECT user_name FROM second_factor WHERE confirmed_at IS NOT NULL")
                    .mapTo(String.class)
                    .list()));
  }

  @Override
  public void begin(String user, String secret) {
    remove(user);
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO second_factor (user_name, secret, last_step) VALUES (?, ?, 0)",
                user,
                secret));
  }

  @Override
  public void confirm(String user, Instant at) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE second_factor SET confirmed_at = ? WHERE user_name = ?",
                Times.column(at),
                user));
  }

  @Override
  public boolean take(String user, long step) {
    return database.call(
            handle ->
                handle.execute(
                    "UPDATE second_factor SET last_step = ? WHERE user_name = ? AND last_step < ?",
                    step,
                    user,
                    step))
        == 1;
  }

  @Override
  public void setRecoveryCodes(String user, List<String> digests) {
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

  @Override
  public boolean takeRecoveryCode(String user, String digest) {
    return database.call(
            handle ->
                handle.execute(
                    "DELETE FROM recovery_code WHERE user_name = ? AND digest = ?", user, digest))
        == 1;
  }

  @Override
  public int countRecoveryCodes(String user) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM recovery_code WHERE user_name = ?")
                .bind(0, user)
                .mapTo(Integer.class)
                .one());
  }

  @Override
  public void remove(String user) {
    database.call(
        handle -> {
          handle.execute("DELETE FROM recovery_code WHERE user_name = ?", user);
          return handle.execute("DELETE FROM second_factor WHERE user_name = ?", user);
        });
  }

  @Override
  public void addTicket(String digest, String user, Instant at) {
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO sign_in_ticket (digest, user_name, created_at) VALUES (?, ?, ?)",
                digest,
                user,
                Times.column(at)));
  }

  @Override
  public Optional<String> ticket(String digest, Instant createdAfter) {
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

  @Override
  public void removeTickets(String user) {
    database.call(handle -> handle.execute("DELETE FROM sign_in_ticket WHERE user_name = ?", user));
  }

  @Override
  public void removeTicketsBefore(Instant createdBefore) {
    database.call(
        handle ->
            handle.execute(
                "DELETE FROM sign_in_ticket WHERE created_at < ?", Times.column(createdBefore)));
  }
}
