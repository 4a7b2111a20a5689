package org.as2gateway.usps.scans;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.store.db.Database;
import org.jdbi.v3.core.statement.Query;

/**
 * Pieces with events that no file of the ledger had when the event came: table {@code
 * usps_unmanifested}. Safe for many threads.
 */
final class JdbcUnmanifested {
  private final Database database;

  JdbcUnmanifested(Database database) {
    this.database = database;
  }

  /**
   * Such a piece.
   *
   * @param efn the number that an extract names
   * @param number number of the piece, as given
   */
  record Piece(long piece, String efn, String number) {}

  /** Those behind that hash, in order. */
  List<Piece> all(long after, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT piece, efn, number FROM usps_unmanifested WHERE piece > ?"
                        + " ORDER BY piece LIMIT ?")
                .bind(0, after)
                .bind(1, limit)
                .map((row, context) -> read(row))
                .list());
  }

  /** Those that an extract names that file for, behind that hash. */
  List<Piece> ofFile(String efn, long after, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT piece, efn, number FROM usps_unmanifested WHERE efn = ? AND piece > ?"
                        + " ORDER BY piece LIMIT ?")
                .bind(0, efn)
                .bind(1, after)
                .bind(2, limit)
                .map((row, context) -> read(row))
                .list());
  }

  /** Those that are scanned, behind that hash. */
  List<Piece> scanned(Optional<String> efn, long after, int limit) {
    String where = efn.isPresent() ? "AND efn = :efn " : "";
    return database.read(
        handle -> {
          Query query =
              handle.createQuery(
                  "SELECT piece, efn, number FROM usps_unmanifested WHERE scanned AND piece >"
                      + " :after "
                      + where
                      + "ORDER BY piece LIMIT :limit");
          efn.ifPresent(number -> query.bind("efn", number));
          return query
              .bind("after", after)
              .bind("limit", limit)
              .map((row, context) -> read(row))
              .list();
        });
  }

  /** How many are scanned. */
  int countScanned() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM usps_unmanifested WHERE scanned")
                .mapTo(Integer.class)
                .one());
  }

  /** How many of those that extracts name these files for are scanned; none if one is missing. */
  Map<String, Integer> countScanned(Set<String> efns) {
    Map<String, Integer> counts = new HashMap<>();
    if (!efns.isEmpty()) {
      database.read(
          handle ->
              handle
                  .createQuery(
                      "SELECT efn, COUNT(*) AS pieces FROM usps_unmanifested"
                          + " WHERE scanned AND efn IN (<efns>) GROUP BY efn")
                  .bindList("efns", efns)
                  .map((row, context) -> counts.put(row.getString("efn"), row.getInt("pieces")))
                  .list());
    }
    return counts;
  }

  /** A file has them after all, in the transaction around the call. */
  void remove(Collection<Long> pieces) {
    database.call(
        handle ->
            handle
                .createUpdate("DELETE FROM usps_unmanifested WHERE piece = ANY(:pieces)")
                .bind("pieces", JdbcArray.longs(pieces))
                .execute());
  }

  private static Piece read(ResultSet row) throws SQLException {
    return new Piece(row.getLong("piece"), row.getString("efn"), row.getString("number"));
  }
}
