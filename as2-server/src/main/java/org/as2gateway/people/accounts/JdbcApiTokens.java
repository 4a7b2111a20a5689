package org.as2gateway.people.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;

/**
 * Tokens for programs. Calls take part in the transaction around them. Table {@code admin_token}.
 */
final class JdbcApiTokens {
  private final Database database;

  JdbcApiTokens(Database database) {
    this.database = database;
  }

  List<ApiToken> all() {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT * FROM admin_token ORDER BY created_at DESC, id")
                .map((row, context) -> read(row))
                .list());
  }

  Optional<ApiToken> findByDigest(String digest) {
    return findBy("SELECT * FROM admin_token WHERE digest = ?", digest);
  }

  Optional<ApiToken> find(String id) {
    return findBy("SELECT * FROM admin_token WHERE id = ?", id);
  }

  private Optional<ApiToken> findBy(String sql, String value) {
    return database.call(
        handle ->
            handle.createQuery(sql).bind(0, value).map((row, context) -> read(row)).findOne());
  }

  void add(ApiToken token, String digest) {
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO admin_token (id, digest, name, role, created_by, created_at,"
                    + " expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                token.id(),
                digest,
                token.name(),
                token.role().text(),
                token.createdBy(),
                Times.column(token.createdAt()),
                Times.nullableColumn(token.expiresAt())));
  }

  void used(String id, Instant at) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE admin_token SET last_used_at = ? WHERE id = ?", Times.column(at), id));
  }

  void remove(String id) {
    database.call(handle -> handle.execute("DELETE FROM admin_token WHERE id = ?", id));
  }

  /** Removes those that a user has made; returns them. */
  List<ApiToken> removeOf(String user) {
    List<ApiToken> theirs = all().stream().filter(token -> token.createdBy().equals(user)).toList();
    theirs.forEach(token -> remove(token.id()));
    return theirs;
  }

  private static ApiToken read(ResultSet row) throws SQLException {
    return new ApiToken(
        row.getString("id"),
        row.getString("name"),
        Role.parse(row.getString("role")).orElse(Role.VIEWER),
        row.getString("created_by"),
        Times.instant(row, "created_at"),
        Times.nullableInstant(row, "expires_at"),
        Times.nullableInstant(row, "last_used_at"));
  }
}
