package org.as2gateway.people.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;

/**
 * Accounts. Calls take part in the transaction around them. Safe for many threads. Table {@code
 * admin_user}.
 */
final class JdbcUsers {
  private final Database database;

  JdbcUsers(Database database) {
    this.database = database;
  }

  List<User> all() {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT * FROM admin_user ORDER BY name")
                .map((row, context) -> read(row))
                .list());
  }

  Optional<User> find(String name) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT * FROM admin_user WHERE name = ?")
                .bind(0, name)
                .map((row, context) -> read(row))
                .findOne());
  }

  Optional<String> password(String name) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT password FROM admin_user WHERE name = ?")
                .bind(0, name)
                .mapTo(String.class)
                .findOne());
  }

  /** Returns false if the name is taken. */
  boolean add(User user, String password) {
    return database.call(
            handle ->
                handle.execute(
                    "INSERT INTO admin_user (name, role, enabled, password, created_at,"
                        + " must_change) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    user.name(),
                    user.role().text(),
                    user.isEnabled(),
                    password,
                    Times.column(user.createdAt()),
                    user.mustChangePassword()))
        == 1;
  }

  void change(User user) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE admin_user SET role = ?, enabled = ? WHERE name = ?",
                user.role().text(),
                user.isEnabled(),
                user.name()));
  }

  /** Keeps the same password in another form. */
  void setHash(String name, String hash) {
    database.call(
        handle -> handle.execute("UPDATE admin_user SET password = ? WHERE name = ?", hash, name));
  }

  /** Sets another password. */
  void setPassword(String name, String password, boolean mustChange) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE admin_user SET password = ?, must_change = ? WHERE name = ?",
                password,
                mustChange,
                name));
  }

  void setZone(String name, Optional<String> zone) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE admin_user SET zone = ? WHERE name = ?", zone.orElse(null), name));
  }

  /** Sets a password if that one is still kept; returns whether it was. */
  boolean replacePassword(String name, String before, String after) {
    return database.call(
            handle ->
                handle.execute(
                    "UPDATE admin_user SET password = ? WHERE name = ? AND password = ?",
                    after,
                    name,
                    before))
        == 1;
  }

  void signedIn(String name, Instant at) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE admin_user SET last_sign_in_at = ? WHERE name = ?",
                Times.column(at),
                name));
  }

  void remove(String name) {
    database.call(handle -> handle.execute("DELETE FROM admin_user WHERE name = ?", name));
  }

  private static User read(ResultSet row) throws SQLException {
    return new User(
        row.getString("name"),
        Role.parse(row.getString("role")).orElse(Role.VIEWER),
        row.getBoolean("enabled"),
        Times.instant(row, "created_at"),
        Times.nullableInstant(row, "last_sign_in_at"),
        row.getBoolean("must_change"),
        Optional.ofNullable(row.getString("zone")));
  }
}
