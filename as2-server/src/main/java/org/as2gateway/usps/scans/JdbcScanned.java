package org.as2gateway.usps.scans;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.as2gateway.store.db.Database;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * What became of pieces, by the files that have them: tables {@code usps_scanned}, {@code
 * usps_unmanifested} and {@code usps_recount}. Each call takes part in the transaction around it.
 */
final class JdbcScanned {
  private static final String FIND =
      "SELECT s.file, s.piece, s.kinds, s.first_scan, s.last_scan FROM UNNEST(:files, :pieces) AS k(x, y)"
          + " JOIN usps_scanned s ON s.file = k.x AND s.piece = k.y";
  private static final String INSERT =
      "INSERT INTO usps_scanned (file, piece, kinds, first_scan, last_scan)"
          + " SELECT k.* FROM UNNEST(:files, :pieces, :kinds, :first, :last) AS k(a, b, c, d, e)";
  private static final String ADD_UNMANIFESTED =
      "INSERT INTO usps_unmanifested (source, piece, scanned, efn, number)"
          + " SELECT CAST(:source AS INTEGER), k.*"
          + " FROM UNNEST(:pieces, :scanned, :efns, :numbers) AS k(a, b, c, d)"
          + " WHERE NOT EXISTS (SELECT 1 FROM usps_unmanifested u WHERE u.piece = k.a)";

  private final Database database;

  JdbcScanned(Database database) {
    this.database = database;
  }

  /** The order of the table. */
  private static final Comparator<PieceOfFile> ORDER =
      Comparator.comparingInt(PieceOfFile::file).thenComparingLong(PieceOfFile::piece);

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
          Map<PieceOfFile, PieceScans> added = new TreeMap<>(ORDER);
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

  private static Map<PieceOfFile, PieceScans> find(Handle handle, Set<PieceOfFile> pieces) {
    Map<PieceOfFile, PieceScans> found = new HashMap<>();
    handle
        .createQuery(FIND)
        .bind("files", JdbcArray.integers(pieces.stream().map(PieceOfFile::file).toList()))
        .bind("pieces", JdbcArray.longs(pieces.stream().map(PieceOfFile::piece).toList()))
        .map(
            (row, context) ->
                found.put(
                    new PieceOfFile(row.getInt("file"), row.getLong("piece")),
                    new PieceScans(
                        row.getInt("kinds"), row.getLong("first_scan"), row.getLong("last_scan"))))
        .list();
    return found;
  }

  private static void insert(Handle handle, Map<PieceOfFile, PieceScans> added) {
    if (added.isEmpty()) {
      return;
    }
    List<PieceOfFile> pieces = new ArrayList<>(added.keySet());
    List<PieceScans> scans = new ArrayList<>(added.values());
    handle
        .createUpdate(INSERT)
        .bind("files", JdbcArray.integers(pieces.stream().map(PieceOfFile::file).toList()))
        .bind("pieces", JdbcArray.longs(pieces.stream().map(PieceOfFile::piece).toList()))
        .bind("kinds", JdbcArray.integers(scans.stream().map(PieceScans::kinds).toList()))
        .bind("first", JdbcArray.longs(scans.stream().map(PieceScans::first).toList()))
        .bind("last", JdbcArray.longs(scans.stream().map(PieceScans::last).toList()))
        .execute();
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
    List<Long> scanned =
        pieces.stream().filter(Unmanifested::isScanned).map(Unmanifested::piece).toList();
    database.call(
        handle -> {
          handle
              .createUpdate(ADD_UNMANIFESTED)
              .bind("source", source)
              .bind("pieces", JdbcArray.longs(pieces.stream().map(Unmanifested::piece).toList()))
              .bind(
                  "scanned", JdbcArray.flags(pieces.stream().map(Unmanifested::isScanned).toList()))
              .bind("efns", JdbcArray.texts(pieces.stream().map(Unmanifested::efn).toList()))
              .bind("numbers", JdbcArray.texts(pieces.stream().map(Unmanifested::number).toList()))
              .execute();
          return handle
              .createUpdate(
                  "UPDATE usps_unmanifested SET scanned = TRUE"
                      + " WHERE piece = ANY(:pieces) AND NOT scanned")
              .bind("pieces", JdbcArray.longs(scanned))
              .execute();
        });
  }
}
