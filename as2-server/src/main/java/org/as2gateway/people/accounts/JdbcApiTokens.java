package org.as2gateway.people.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;

/** Table {@code admin_token}. */
final class JdbcApiTokens implements ApiTokens {
  private final Database database;

  JdbcApiTokens(Database database) {
    this.database = database;
  }

  @Override
  public List<ApiToken> all() {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT * FROM admin_token ORDER BY created_at DESC, id")
                .map((row, context) -> read(row))
                .list());
  }

  @Override
  public Optional<ApiToken> findByDigest(String digest) {
    return findBy("SELECT * FROM admin_token WHERE digest = ?", digest);
  }

  @Override
  public Optional<ApiToken> find(String id) {
    return findBy("SELECT * FROM admin_token WHERE id = ?", id);
  }

  private Optional<ApiToken> findBy(String sql, String value) {
    return database.call(
        handle ->
            handle.createQuery(sql).bind(0, value).map((row, context) -> read(row)).findOne());
  }

  @Override
  public void add(ApiToken token, String digest) {
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

  @Override
  public void used(String id, Instant at) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE admin_token SET last_used_at = ? WHERE id = ?", Times.column(at), id));
  }

  @Override
  public void remove(String id) {
    database.call(handle -> handle.execute("DELETE FROM admin_token WHERE id = ?", id));
  }

  @Override
  public List<ApiToken> removeOf(String user) {
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
