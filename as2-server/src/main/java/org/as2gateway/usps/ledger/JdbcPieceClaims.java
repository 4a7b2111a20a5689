package org.as2gateway.usps.ledger;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.List;
import org.as2gateway.store.db.Database;

/**
 * Which pieces messages claim before they are entered: table {@code usps_claim}. Each call takes
 * part in the transaction around it. Safe for many threads.
 */
final class JdbcPieceClaims {
  /** No message needs its claim any more: its pieces are entered, or it ended unsent. */
  private static final String SETTLED =
      "DELETE FROM usps_claim WHERE NOT EXISTS (SELECT 1 FROM usps_file_message l"
          + " WHERE l.message = usps_claim.message AND l.complete = FALSE AND l.state <> 'unused')";

  private final Database database;

  JdbcPieceClaims(Database database) {
    this.database = database;
  }

  /**
   * Some pieces of a message.
   *
   * @param part which, from 0
   * @param efn number of the file that they are in
   * @param least the smallest hash
   * @param most the greatest one
   */
  record Part(String message, int part, String efn, long least, long most) {
    boolean mayShare(Part other) {
      return !efn.equals(other.efn) && least <= other.most && other.least <= most;
    }
  }

  /** Adds pieces of a message. */
  void add(Part part, long[] sorted) {
    ByteBuffer octets = ByteBuffer.allocate(sorted.length * Long.BYTES);
    octets.asLongBuffer().put(sorted);
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO usps_claim (message, part, efn, least, most, hashes)"
                    + " VALUES (?, ?, ?, ?, ?, ?)",
                part.message(),
                part.part(),
                part.efn(),
                part.least(),
                part.most(),
                octets.array()));
  }

  /** All that is claimed. */
  List<Part> all() {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT message, part, efn, least, most FROM usps_claim")
                .map(
                    (row, context) ->
                        new Part(
                            row.getString("message"),
                            row.getInt("part"),
                            row.getString("efn"),
                            row.getLong("least"),
                            row.getLong("most")))
                .list());
  }

  /** The hashes of a part, sorted. */
  long[] hashes(Part part) {
    LongBuffer octets =
        database.call(
            handle ->
                handle
                    .createQuery("SELECT hashes FROM usps_claim WHERE message = ? AND part = ?")
                    .bind(0, part.message())
                    .bind(1, part.part())
                    .map((row, context) -> ByteBuffer.wrap(row.getBytes("hashes")).asLongBuffer())
                    .one());
    long[] hashes = new long[octets.remaining()];
    octets.get(hashes);
    return hashes;
  }

  boolean has(String message) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT part FROM usps_claim WHERE message = ? LIMIT 1")
                .bind(0, message)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  void remove(String message) {
    database.call(handle -> handle.execute("DELETE FROM usps_claim WHERE message = ?", message));
  }

  void removeSettled() {
    database.call(handle -> handle.execute(SETTLED));
  }
}
