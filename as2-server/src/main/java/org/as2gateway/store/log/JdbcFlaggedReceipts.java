package org.as2gateway.store.log;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.store.db.Times;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Rows of table {@code flagged_receipt}. */
final class JdbcFlaggedReceipts {
  private JdbcFlaggedReceipts() {}

  static Optional<FlaggedReceipts> find(Handle handle, String id) {
    return handle
        .createQuery("SELECT received, likely, unlikely FROM flagged_receipt WHERE message = ?")
        .bind(0, id)
        .map(
            (row, context) ->
                new FlaggedReceipts(
                    row.getInt("received"), row.getInt("likely"), row.getInt("unlikely")))
        .findFirst();
  }

  /** Locks the row until the end of the transaction, so that no two receipts count as one. */
  static FlaggedReceipts lock(Handle handle, MessageRecord message) {
    handle.execute(
        "INSERT INTO flagged_receipt (message, partnership, received, likely, unlikely)"
            + " VALUES (?, ?, 0, 0, 0) ON CONFLICT DO NOTHING",
        message.id(),
        message.partnership());
    handle.execute(
        "UPDATE flagged_receipt SET received = received WHERE message = ?", message.id());
    return find(handle, message.id()).orElse(FlaggedReceipts.NONE);
  }

  static int update(
      Handle handle, String id, FlaggedReceipts counts, @Nullable Instant unprovenAt) {
    return handle.execute(
        "UPDATE flagged_receipt SET received = ?, likely = ?, unlikely = ?,"
            + " unproven_at = COALESCE(?, unproven_at) WHERE message = ?",
        counts.received(),
        counts.likely(),
        counts.unlikely(),
        Times.nullableColumn(unprovenAt),
        id);
  }

  static int settle(Handle handle, String id) {
    return handle.execute("UPDATE flagged_receipt SET unproven_at = NULL WHERE message = ?", id);
  }

  static List<MessageLog.Group> unproven(Handle handle, Instant since) {
    return handle
        .createQuery(
            "SELECT partnership, COUNT(*) AS n, MIN(message) AS oldest, MAX(message) AS newest"
                + " FROM flagged_receipt WHERE unproven_at >= ? GROUP BY partnership")
        .bind(0, Times.column(since))
        .map(
            (row, context) ->
                new MessageLog.Group(
                    row.getString("partnership"),
                    row.getInt("n"),
                    row.getString("oldest"),
                    row.getString("newest")))
        .list();
  }
}
