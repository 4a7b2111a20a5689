package org.as2gateway.usps.correction;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Corrections that were built: tables {@code usps_draft}, {@code usps_draft_piece}. Each call takes
 * part in the transaction around it. Safe for many threads.
 */
public final class JdbcDrafts {
  private static final int BATCH = 1000;

  private final Database database;

  /** Those of that database. */
  public JdbcDrafts(Database database) {
    this.database = database;
  }

  /** Adds a correction with the pieces whose rejection it answers. */
  void add(Draft draft, PieceSet pieces) {
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO usps_draft (id, efn, made_at, actor, partnership, filename, records,"
                    + " pieces, missing, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                draft.id(),
                draft.efn(),
                Times.column(draft.at()),
                draft.by(),
                draft.partnership(),
                draft.filename(),
                draft.size().records(),
                draft.size().pieces(),
                draft.size().missing(),
                draft.size().bytes()));
    long[] hashes = pieces.hashes();
    for (int from = 0; from < hashes.length; from += BATCH) {
      addPieces(draft.id(), hashes, from, Math.min(hashes.length, from + BATCH));
    }
  }

  private void addPieces(String draft, long[] hashes, int from, int to) {
    database.call(
        handle -> {
          PreparedBatch batch =
              handle.prepareBatch("INSERT INTO usps_draft_piece (draft, piece) VALUES (?, ?)");
          for (int i = from; i < to; i++) {
            batch.add(draft, hashes[i]);
          }
          return batch.execute().length;
        });
  }

  /** The correction of that id. */
  public Optional<Draft> find(String id) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT * FROM usps_draft WHERE id = ?")
                .bind(0, id)
                .map((row, context) -> read(row))
                .findOne());
  }

  /** Corrections of a file, the newest first. */
  public List<Draft> ofFile(String efn, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM usps_draft WHERE efn = ? ORDER BY id DESC LIMIT ?")
                .bind(0, efn)
                .bind(1, limit)
                .map((row, context) -> read(row))
                .list());
  }

  /** A message sends it. Returns false if one has before. */
  boolean putSent(String id, String message, Instant at) {
    return database.call(
            handle ->
                handle.execute(
                    "UPDATE usps_draft SET message = ?, sent_at = ? WHERE id = ? AND message IS"
                        + " NULL",
                    message,
                    Times.column(at),
                    id))
        == 1;
  }

  /** Corrections that were built before that; some of them. */
  List<Draft> old(Instant before, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM usps_draft WHERE made_at < ? ORDER BY id LIMIT ?")
                .bind(0, Times.column(before))
                .bind(1, limit)
                .map((row, context) -> read(row))
                .list());
  }

  /** Removes a correction; its message, if there is one, stays. */
  void remove(String id) {
    database.call(
        handle ->
            handle.execute("DELETE FROM usps_draft_piece WHERE draft = ?", id)
                + handle.execute("DELETE FROM usps_draft WHERE id = ?", id));
  }

  /** Pieces of a file that answers rejected, and that were not accepted since. */
  PieceSet rejected(long file) {
    PieceSet pieces = new PieceSet();
    database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT piece FROM usps_piece_answer WHERE file = ? AND pending = TRUE")
                .bind(0, file)
                .setFetchSize(BATCH)
                .mapTo(Long.class)
                .stream()
                .peek(pieces::addHash)
                .count());
    return pieces;
  }

  private static Draft read(ResultSet row) throws SQLException {
    return new Draft(
        row.getString("id"),
        row.getString("efn"),
        Times.instant(row, "made_at"),
        row.getString("actor"),
        row.getString("partnership"),
        row.getString("filename"),
        new Draft.Size(
            row.getLong("records"),
            row.getLong("pieces"),
            row.getInt("missing"),
            row.getLong("bytes")),
        row.getString("message"),
        Times.nullableInstant(row, "sent_at"));
  }
}
