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
  private static final String ADD_AGAIN =
      "INSERT INTO usps_piece_again (piece) SELECT DISTINCT p.piece FROM UNNEST(?) AS k(x)"
          + " JOIN usps_piece p ON p.piece = k.x AND p.file <> ? WHERE NOT EXISTS"
          + " (SELECT 1 FROM usps_piece_again a WHERE a.piece = k.x)";
  private static final String FILES_OF =
      "SELECT p.piece, p.file FROM UNNEST(?) AS k(x) JOIN usps_piece p ON p.piece = k.x";

  private final Database database;
  private final JdbcPieceClaims claims;

  /** Those of that database. */
  public JdbcPieces(Database database) {
    this.database = database;
    this.claims = new JdbcPieceClaims(database);
  }

  /** Pieces that are not entered yet. */
  JdbcPieceClaims claims() {
    return claims;
  }

  /**
   * Adds pieces to a file; those that it has stay. Pieces that another file has too are found by
   * {@link #again}.
   *
   * @param file its id
   * @param hashes some thousands
   * @return how many were added
   */
  public int add(long file, long[] hashes) {
    Object[] sorted = Arrays.stream(hashes).sorted().distinct().boxed().toArray();
    return database.call(
        handle -> {
          Array keys = handle.getConnection().createArrayOf("bigint", sorted);
          try (var insert = handle.getConnection().prepareStatement(ADD);
              var insertAgain = handle.getConnection().prepareStatement(ADD_AGAIN)) {
            insert.setLong(1, file);
            insert.setArray(2, keys);
            insert.setLong(3, file);
            insertAgain.setArray(1, keys);
            insertAgain.setLong(2, file);
            insertAgain.executeUpdate();
            return insert.executeUpdate();
          }
        });
  }

  /** Some of the pieces that were entered although another file has them. */
  public List<Long> again(int limit) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT piece FROM usps_piece_again ORDER BY piece LIMIT ?")
                .bind(0, limit)
                .mapTo(Long.class)
                .list());
  }

  /** Those are dealt with. */
  public void removeAgain(List<Long> some) {
    database.call(
        handle -> {
          Array keys = handle.getConnection().createArrayOf("bigint", some.toArray());
          try (var delete =
              handle
                  .getConnection()
                  .prepareStatement("DELETE FROM usps_piece_again WHERE piece = ANY(?)")) {
            delete.setArray(1, keys);
            return delete.executeUpdate();
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
