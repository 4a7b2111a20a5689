package org.as2gateway.usps.scans;

import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.as2gateway.store.db.Database;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * What became of pieces, by the files that have them: tables {@code usps_scanned}, {@code
 * usps_unmanifested} and {@code usps_recount}. Each call takes part in the transaction around it.
 */
final class JdbcScanned {
  private static final String FIND =
      "SELECT s.file, s.piece, s.kinds, s.first_scan, s.last_scan FROM UNNEST(?, ?) AS k(x, y)"
          + " JOIN usps_scanned s ON s.file = k.x AND s.piece = k.y";
  private static final String INSERT =
      "INSERT INTO usps_scanned (file, piece, kinds, first_scan, last_scan)"
          + " SELECT k.* FROM UNNEST(?, ?, ?, ?, ?) AS k(a, b, c, d, e)";
  private static final String ADD_UNMANIFESTED =
      "INSERT INTO usps_unmanifested (source, piece, scanned, efn, number)"
          + " SELECT CAST(? AS INTEGER), k.* FROM UNNEST(?, ?, ?, ?) AS k(a, b, c, d)"
          + " WHERE NOT EXISTS (SELECT 1 FROM usps_unmanifested u WHERE u.piece = k.a)";

  private final Database database;

  JdbcScanned(Database database) {
    this.database = database;
  }

  /** A piece of a file. */
  record PieceOfFile(int file, long piece) {}

  /** A piece that no file has, with an event of it. */
  record Unmanifested(long piece, boolean isScanned, String efn, String number) {}

  /** Adds what events say of pieces to what was known of them, and has their files counted anew. */
  void merge(Map<PieceOfFile, PieceScans> news) {
    if (news.isEmpty()) {
      return;
    }
    database.call(
        handle -> {
          Map<PieceOfFile, PieceScans> known = find(handle, news.keySet());
          Map<PieceOfFile, PieceScans> added = new HashMap<>();
          Map<PieceOfFile, PieceScans> changed = new HashMap<>();
          news.forEach(
              (piece, scans) -> {
                PieceScans before = known.get(piece);
                if (before == null) {
                  added.put(piece, scans);
                } else if (!before.with(scans).equals(before)) {
                  changed.put(piece, before.with(scans));
                }
              });
          insert(handle, added);
          update(handle, changed);
          return addRecounts(handle, added.keySet(), changed.keySet());
        });
  }

  private static Map<PieceOfFile, PieceScans> find(Handle handle, Collection<PieceOfFile> pieces)
      throws SQLException {
    Map<PieceOfFile, PieceScans> found = new HashMap<>();
    try (var select = handle.getConnection().prepareStatement(FIND)) {
      select.setArray(1, array(handle, "integer", pieces.stream().map(PieceOfFile::file).toList()));
      select.setArray(2, array(handle, "bigint", pieces.stream().map(PieceOfFile::piece).toList()));
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          found.put(
              new PieceOfFile(rows.getInt(1), rows.getLong(2)),
              new PieceScans(rows.getInt(3), rows.getLong(4), rows.getLong(5)));
        }
      }
    }
    return found;
  }

  private static void insert(Handle handle, Map<PieceOfFile, PieceScans> added)
      throws SQLException {
    List<PieceOfFile> pieces = new ArrayList<>(added.keySet());
    List<PieceScans> scans = pieces.stream().map(added::get).toList();
    try (var insert = handle.getConnection().prepareStatement(INSERT)) {
      insert.setArray(1, array(handle, "integer", pieces.stream().map(PieceOfFile::file).toList()));
      insert.setArray(2, array(handle, "bigint", pieces.stream().map(PieceOfFile::piece).toList()));
      insert.setArray(3, array(handle, "integer", scans.stream().map(PieceScans::kinds).toList()));
      insert.setArray(4, array(handle, "bigint", scans.stream().map(PieceScans::first).toList()));
      insert.setArray(5, array(handle, "bigint", scans.stream().map(PieceScans::last).toList()));
      insert.executeUpdate();
    }
  }

  private static void update(Handle handle, Map<PieceOfFile, PieceScans> changed) {
    if (changed.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            "UPDATE usps_scanned SET kinds = ?, first_scan = ?, last_scan = ?"
                + " WHERE file = ? AND piece = ?");
    changed.forEach(
        (piece, scans) ->
            batch.add(scans.kinds(), scans.first(), scans.last(), piece.file(), piece.piece()));
    batch.execute();
  }

  private static int addRecounts(
      Handle handle, Collection<PieceOfFile> added, Collection<PieceOfFile> changed) {
    Set<Integer> files = new LinkedHashSet<>();
    added.forEach(piece -> files.add(piece.file()));
    changed.forEach(piece -> files.add(piece.file()));
    if (files.isEmpty()) {
      return 0;
    }
    PreparedBatch batch =
        handle.prepareBatch("INSERT INTO usps_recount (file) VALUES (?) ON CONFLICT DO NOTHING");
    files.forEach(batch::add);
    return batch.execute().length;
  }

  /** Notes pieces that no file has; of one that is noted already, only that it is scanned. */
  void addUnmanifested(int source, List<Unmanifested> pieces) {
    if (pieces.isEmpty()) {
      return;
    }
    database.call(
        handle -> {
          try (var insert = handle.getConnection().prepareStatement(ADD_UNMANIFESTED)) {
            insert.setInt(1, source);
            insert.setArray(
                2, array(handle, "bigint", pieces.stream().map(Unmanifested::piece).toList()));
            insert.setArray(
                3, array(handle, "boolean", pieces.stream().map(Unmanifested::isScanned).toList()));
            insert.setArray(
                4, array(handle, "varchar", pieces.stream().map(Unmanifested::efn).toList()));
            insert.setArray(
                5, array(handle, "varchar", pieces.stream().map(Unmanifested::number).toList()));
            insert.executeUpdate();
          }
          List<Long> scanned =
              pieces.stream().filter(Unmanifested::isScanned).map(Unmanifested::piece).toList();
          return handle
              .createUpdate(
                  "UPDATE usps_unmanifested SET scanned = TRUE"
                      + " WHERE piece = ANY(:pieces) AND NOT scanned")
              .bind("pieces", array(handle, "bigint", scanned))
              .execute();
        });
  }

  private static Array array(Handle handle, String type, Collection<?> values) throws SQLException {
    return handle.getConnection().createArrayOf(type, values.toArray());
  }
}
