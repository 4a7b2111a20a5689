package org.as2gateway.people.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;

/** Table {@code admin_user}. */
final class JdbcUsers implements Users {
  private final Database database;

  JdbcUsers(Database database) {
    this.database = database;
  }

  @Override
  public List<User> all() {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT * FROM admin_user ORDER BY name")
                .map((row, context) -> read(row))
                .list());
  }

  @Override
  public Optional<User> find(String name) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT * FROM admin_user WHERE name = ?")
                .bind(0, name)
                .map((row, context) -> read(row))
                .findOne());
  }

  @Override
  public Optional<String> password(String name) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT password FROM admin_user WHERE name = ?")
                .bind(0, name)
                .mapTo(String.class)
                .findOne());
  }

  @Override
  public boolean add(User user, String password) {
    return database.call(
            handle ->
                handle.execute(
                    "INSERT INTO admin_user (name, role, enabled, password, created_at)"
                        + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    user.name(),
                    user.role().text(),
                    user.isEnabled(),
                    password,
                    Times.column(user.createdAt())))
        == 1;
  }

  @Override
  public void change(User user) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE admin_user SET role = ?, enabled = ? WHERE name = ?",
                user.role().text(),
                user.isEnabled(),
                user.name()));
  }

  @Override
  public void setPassword(String name, String password) {
    database.call(
        handle ->
            handle.execute("UPDATE admin_user SET password = ? WHERE name = ?", password, name));
  }

  @Override
  public void signedIn(String name, Instant at) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE admin_user SET last_sign_in_at = ? WHERE name = ?",
                Times.column(at),
                name));
  }

  @Override
  public void remove(String name) {
    database.call(handle -> handle.execute("DELETE FROM admin_user WHERE name = ?", name));
  }

  private static User read(ResultSet row) throws SQLException {
    return new User(
        row.getString("name"),
        Role.parse(row.getString("role")).orElse(Role.VIEWER),
        row.getBoolean("enabled"),
        Times.instant(row, "created_at"),
        Times.nullableInstant(row, "last_sign_in_at"));
  }
}
