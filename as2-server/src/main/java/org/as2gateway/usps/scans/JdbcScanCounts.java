package org.as2gateway.usps.scans;

import java.util.List;
import org.as2gateway.store.db.Database;
import org.as2gateway.usps.ledger.UspsFile;

/** Counts scanned pieces by file. Each call takes part in the transaction around it. */
final class JdbcScanCounts {
  private static final String COUNT =
      "SELECT COALESCE(SUM(MOD(kinds, 2)), 0) AS scanned,"
          + " COALESCE(SUM(MOD(kinds / 2, 2)), 0) AS delivered,"
          + " COALESCE(SUM(MOD(kinds / 4, 2)), 0) AS returned,"
          + " COALESCE(SUM(MOD(kinds / 8, 2)), 0) AS exceptions,"
          + " COALESCE(MIN(NULLIF(first_scan, 0)), 0) AS first_scan,"
          + " COALESCE(MAX(last_scan), 0) AS last_scan FROM usps_scanned WHERE file = ?";

  private final Database database;

  JdbcScanCounts(Database database) {
    this.database = database;
  }

  /** Files that have to be counted anew. */
  List<Integer> waiting(int limit) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT file FROM usps_recount ORDER BY file LIMIT ?")
                .bind(0, limit)
                .mapTo(Integer.class)
                .list());
  }

  /** The file is counted. */
  void remove(int file) {
    database.call(handle -> handle.execute("DELETE FROM usps_recount WHERE file = ?", file));
  }

  /** Counts the pieces of a file. */
  UspsFile.Scans count(int file) {
    return database.call(
        handle ->
            handle
                .createQuery(COUNT)
                .bind(0, file)
                .map(
                    (row, context) ->
                        new UspsFile.Scans(
                            row.getInt("scanned"),
                            row.getInt("delivered"),
                            row.getInt("returned"),
                            row.getInt("exceptions"),
                            Moments.text(row.getLong("first_scan")),
                            Moments.text(row.getLong("last_scan"))))
                .one());
  }
}
