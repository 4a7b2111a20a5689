package org.as2gateway.usps.ledger;

import java.sql.Array;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.as2gateway.store.db.Database;
import org.jdbi.v3.core.Handle;

/**
 * The pieces of all files that were sent, each by its hash: table {@code usps_piece}. Each call
 * takes part in the transaction around it. Safe for many threads.
 */
public final class JdbcPieces {
  private static final String ADD =
      "INSERT INTO usps_piece (piece, file) SELECT x, CAST(? AS INTEGER) FROM UNNEST(?) AS k(x)"
          + " WHERE NOT EXISTS (SELECT 1 FROM usps_piece p WHERE p.piece = x AND p.file = ?)";
  private static final String FILES_OF =
      "SELECT p.piece, p.file FROM UNNEST(?) AS k(x) JOIN usps_piece p ON p.piece = k.x";

  private final Database database;

  /** Those of that database. */
  public JdbcPieces(Database database) {
    this.database = database;
  }

  /**
   * Adds pieces to a file; those that it has stay.
   *
   * @param file its id
   * @param hashes some thousands
   * @return how many were added
   */
  int add(long file, long[] hashes) {
    Object[] sorted = Arrays.stream(hashes).sorted().distinct().boxed().toArray();
    return database.call(
        handle -> {
          Array keys = handle.getConnection().createArrayOf("bigint", sorted);
          try (var insert = handle.getConnection().prepareStatement(ADD)) {
            insert.setLong(1, file);
            insert.setArray(2, keys);
            insert.setLong(3, file);
            return insert.executeUpdate();
          }
        });
  }

  /**
   * Which files have pieces.
   *
   * @param hashes some thousands
   * @return ids of the files by hash; a hash that no file has is missing
   */
  public Map<Long, Set<Integer>> filesOf(List<Long> hashes) {
    Map<Long, Set<Integer>> found = new HashMap<>();
    return database.call(
        handle -> {
          Array keys = handle.getConnection().createArrayOf("bigint", hashes.toArray());
          try (var select = handle.getConnection().prepareStatement(FILES_OF)) {
            select.setArray(1, keys);
            try (var rows = select.executeQuery()) {
              while (rows.next()) {
                found.computeIfAbsent(rows.getLong(1), hash -> new TreeSet<>()).add(rows.getInt(2));
              }
            }
          }
          return found;
        });
  }

  /**
   * A look at some pieces on a walk over all of them.
   *
   * @param removed how many of them were removed
   * @param last hash of the last one
   * @param isEnd whether there are no more
   */
  record Page(int removed, long last, boolean isEnd) {}

  /** Looks at a page of pieces and removes those whose file is gone. */
  Page removeLeft(long after, int limit) {
    return database.call(
        handle -> {
          List<Long> pieces =
              handle
                  .createQuery(
                      "SELECT piece FROM usps_piece WHERE piece > ? ORDER BY piece LIMIT ?")
                  .bind(0, after)
                  .bind(1, limit)
                  .mapTo(Long.class)
                  .list();
          if (pieces.isEmpty()) {
            return new Page(0, after, true);
          }
          long last = pieces.get(pieces.size() - 1);
          return new Page(remove(handle, after, last), last, pieces.size() < limit);
        });
  }

  private static int remove(Handle handle, long after, long last) {
    return handle.execute(
        "DELETE FROM usps_piece WHERE piece > ? AND piece <= ?"
            + " AND NOT EXISTS (SELECT 1 FROM usps_file f WHERE f.id = usps_piece.file)",
        after,
        last);
  }
}
