package org.as2gateway.registry.revocation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.as2gateway.registry.revocation.RevocationStatus.State;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;

/** Table {@code certificate_revocation}. Safe for many threads. */
public final class JdbcRevocations {
  private final Database database;

  /** Kept in that database. */
  public JdbcRevocations(Database database) {
    this.database = database;
  }

  List<RevocationStatus> all() {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT * FROM certificate_revocation ORDER BY fingerprint")
                .map((row, context) -> status(row))
                .list());
  }

  /** Forgets those of certificates. */
  void remove(Collection<String> fingerprints) {
    database.inTransaction(
        () ->
            database.call(
                handle -> {
                  int removed = 0;
                  for (String fingerprint : fingerprints) {
                    removed +=
                        handle
                            .createUpdate(
                                "DELETE FROM certificate_revocation WHERE fingerprint ="
                                    + " :fingerprint")
                            .bind("fingerprint", fingerprint)
                            .execute();
                  }
                  return removed;
                }));
  }

  /** Keeps one in place of what was known of its certificate. */
  void put(RevocationStatus status) {
    database.inTransaction(
        () -> {
          remove(List.of(status.fingerprint()));
          return database.call(
              handle ->
                  handle
                      .createUpdate(
                          "INSERT INTO certificate_revocation (fingerprint, state, source,"
                              + " this_update, next_update, reason, revoked_at, checked_at,"
                              + " problem, failing_since) VALUES (:fingerprint, :state, :source,"
                              + " :thisUpdate, :nextUpdate, :reason, :revokedAt, :checkedAt,"
                              + " :problem, :failingSince)")
                      .bind("fingerprint", status.fingerprint())
                      .bind("state", status.state().text())
                      .bind("source", status.source())
                      .bind("thisUpdate", Times.nullableColumn(status.thisUpdate().orElse(null)))
                      .bind("nextUpdate", Times.nullableColumn(status.nextUpdate().orElse(null)))
                      .bind("reason", status.reason())
                      .bind("revokedAt", Times.nullableColumn(status.revokedAt().orElse(null)))
                      .bind("checkedAt", Times.column(status.checkedAt()))
                      .bind("problem", status.problem())
                      .bind(
                          "failingSince", Times.nullableColumn(status.failingSince().orElse(null)))
                      .execute());
        });
  }

  private static RevocationStatus status(ResultSet row) throws SQLException {
    return new RevocationStatus(
        row.getString("fingerprint"),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT).replace('-', '_')),
        row.getString("source"),
        Optional.ofNullable(Times.nullableInstant(row, "this_update")),
        Optional.ofNullable(Times.nullableInstant(row, "next_update")),
        row.getString("reason"),
        Optional.ofNullable(Times.nullableInstant(row, "revoked_at")),
        Times.instant(row, "checked_at"),
        row.getString("problem"),
        Optional.ofNullable(Times.nullableInstant(row, "failing_since")));
  }
}
