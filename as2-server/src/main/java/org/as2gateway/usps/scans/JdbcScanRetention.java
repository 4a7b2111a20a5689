package org.as2gateway.usps.scans;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;

/** Removes what is old, some thousand rows at a time. Each call is a transaction of its own. */
final class JdbcScanRetention {
  private static final int CHUNK = 5_000;

  private final Database database;

  JdbcScanRetention(Database database) {
    this.database = database;
  }

  /** The oldest extract that was read before that time. */
  Optional<Integer> oldestBefore(Instant limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT id FROM usps_scan_file WHERE entered_at < ? ORDER BY id LIMIT 1")
                .bind(0, Times.column(limit))
                .mapTo(Integer.class)
                .findOne());
  }

  /** Removes events of an extract. Returns false if there are no more. */
  boolean removeEvents(int source) {
    return database.call(
        handle -> {
          List<Long> lines =
              handle
                  .createQuery("SELECT line FROM usps_scan WHERE source = ? ORDER BY line LIMIT ?")
                  .bind(0, source)
                  .bind(1, CHUNK)
                  .mapTo(Long.class)
                  .list();
          if (!lines.isEmpty()) {
            handle.execute(
                "DELETE FROM usps_scan WHERE source = ? AND line <= ?",
                source,
                lines.get(lines.size() - 1));
          }
          return lines.size() == CHUNK;
        });
  }

  /** Removes an extract that has no events any more. */
  void removeFile(int source) {
    database.call(handle -> handle.execute("DELETE FROM usps_scan_file WHERE id = ?", source));
  }

  /**
   * Removes pieces that no manifest has and that extracts up to that one named, on a walk.
   *
   * @return where the walk goes on; empty at its end
   */
  Optional<Long> removeUnmanifested(int source, long after) {
    return database.call(
        handle -> {
          List<Long> pieces =
              handle
                  .createQuery(
                      "SELECT piece FROM usps_unmanifested WHERE piece > ? ORDER BY piece LIMIT ?")
                  .bind(0, after)
                  .bind(1, CHUNK)
                  .mapTo(Long.class)
                  .list();
          if (pieces.isEmpty()) {
            return Optional.empty();
          }
          long last = pieces.get(pieces.size() - 1);
          handle.execute(
              "DELETE FROM usps_unmanifested WHERE piece > ? AND piece <= ? AND source <= ?"
                  + " AND NOT EXISTS"
                  + " (SELECT 1 FROM usps_scan s WHERE s.piece = usps_unmanifested.piece)",
              after,
              last,
              source);
          return pieces.size() < CHUNK ? Optional.empty() : Optional.of(last);
        });
  }

  /** The next file behind that one of which pieces are kept, and whether the ledger has it. */
  Optional<FileOfPieces> fileAfter(long file) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT s.file, (SELECT COUNT(*) FROM usps_file f WHERE f.id = s.file) AS kept"
                        + " FROM usps_scanned s WHERE s.file > ? ORDER BY s.file LIMIT 1")
                .bind(0, file)
                .map((row, context) -> new FileOfPieces(row.getInt("file"), row.getInt("kept") > 0))
                .findOne());
  }

  /** A file of which pieces are kept. */
  record FileOfPieces(int file, boolean isInLedger) {}

  /** Removes pieces of a file. Returns false if there are no more. */
  boolean removePieces(int file) {
    return database.call(
        handle -> {
          List<Long> pieces =
              handle
                  .createQuery(
                      "SELECT piece FROM usps_scanned WHERE file = ? ORDER BY piece LIMIT ?")
                  .bind(0, file)
                  .bind(1, CHUNK)
                  .mapTo(Long.class)
                  .list();
          if (!pieces.isEmpty()) {
            handle.execute(
                "DELETE FROM usps_scanned WHERE file = ? AND piece <= ?",
                file,
                pieces.get(pieces.size() - 1));
          }
          return pieces.size() == CHUNK;
        });
  }
}
