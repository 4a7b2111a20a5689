package org.as2gateway.usps.scans;

import java.util.Collection;
import java.util.List;
import org.as2gateway.store.db.Database;

/** Reads events and what became of pieces. Safe for many threads. */
final class JdbcScans {
  private static final String SELECT = "SELECT " + JdbcScanEvents.COLUMNS + " FROM usps_scan e ";

  private final Database database;

  JdbcScans(Database database) {
    this.database = database;
  }

  /** A piece of a file with what became of it. */
  record ScannedPiece(long piece, int kinds) {}

  /** All events of pieces, some thousands at most. */
  List<Scan> ofPieces(Collection<Long> pieces) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + JdbcScanEvents.COLUMNS
                        + " FROM UNNEST(:pieces) AS k(x) JOIN usps_scan e ON e.piece = k.x")
                .bind("pieces", JdbcArray.longs(pieces))
                .map((row, context) -> JdbcScanEvents.read(row))
                .list());
  }

  /** The same, without a transaction around. */
  List<Scan> inReading(Collection<Long> pieces) {
    return database.read(handle -> ofPieces(pieces));
  }

  /** Events of one piece, at most so many. */
  List<Scan> ofPiece(long piece, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + "WHERE e.piece = ? ORDER BY e.event LIMIT ?")
                .bind(0, piece)
                .bind(1, limit)
                .map((row, context) -> JdbcScanEvents.read(row))
                .list());
  }

  /** Events before that line of that extract, the newest extract and its last line first. */
  List<Scan> before(int source, long line, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + "WHERE e.source = :source AND e.line < :line"
                        + " ORDER BY e.line DESC LIMIT :limit")
                .bind("source", source)
                .bind("line", line)
                .bind("limit", limit)
                .map((row, context) -> JdbcScanEvents.read(row))
                .list());
  }

  /** The newest extract before that one that has events; 0 if there is none. */
  int sourceBefore(int source) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT COALESCE(MAX(source), 0) FROM usps_scan WHERE source < ?")
                .bind(0, source)
                .mapTo(Integer.class)
                .one());
  }

  /** Pieces of a file that have events, behind that hash. */
  List<ScannedPiece> ofFile(long file, long after, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT piece, kinds FROM usps_scanned WHERE file = ? AND piece > ?"
                        + " ORDER BY piece LIMIT ?")
                .bind(0, file)
                .bind(1, after)
                .bind(2, limit)
                .map((row, context) -> new ScannedPiece(row.getLong("piece"), row.getInt("kinds")))
                .list());
  }

  /** Which of the pieces of a file are scanned. */
  List<Long> scannedOf(long file, Collection<Long> pieces) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT s.piece FROM UNNEST(:pieces) AS k(x) JOIN usps_scanned s"
                        + " ON s.piece = k.x AND s.file = :file WHERE s.kinds > 0")
                .bind("pieces", JdbcArray.longs(pieces))
                .bind("file", file)
                .mapTo(Long.class)
                .list());
  }
}
