package org.as2gateway.store.log;

import java.util.List;
import java.util.Set;
import org.as2gateway.store.db.Times;
import org.jdbi.v3.core.Handle;

/** Rows of table {@code unfiled_source}. */
final class JdbcSources {
  private JdbcSources() {}

  /** Follows the status of a message: its end asks for its file to be moved. */
  static void follow(Handle handle, MessageRecord after, MessageRecord before) {
    boolean isNews = after.status() != before.status();
    if (isNews && after.direction() == Direction.OUT && after.state().sourceFile() != null) {
      forget(handle, after.id());
      if (after.status().isEnd()) {
        add(handle, after);
      }
    }
  }

  static int add(Handle handle, MessageRecord ended) {
    return handle.execute(
        "INSERT INTO unfiled_source (message, partnership, source_file, status, ended_at)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        ended.id(),
        ended.partnership(),
        ended.state().sourceFile(),
        ended.status().text(),
        Times.column(ended.state().updatedAt()));
  }

  static int forget(Handle handle, String id) {
    return handle.execute("DELETE FROM unfiled_source WHERE message = ?", id);
  }

  /** Leaves the row of a later end alone. */
  static int remove(Handle handle, UnfiledSource source) {
    return handle.execute(
        "DELETE FROM unfiled_source WHERE message = ? AND status = ? AND ended_at = ?",
        source.messageId(),
        source.status().text(),
        Times.column(source.endedAt()));
  }

  static List<UnfiledSource> find(Handle handle, String after, int limit) {
    return handle
        .createQuery(
            "SELECT message, status, ended_at FROM unfiled_source WHERE message > ?"
                + " ORDER BY message LIMIT ?")
        .bind(0, after)
        .bind(1, limit)
        .map(
            (row, context) ->
                new UnfiledSource(
                    row.getString("message"),
                    JdbcMessages.status(row.getString("status")),
                    Times.instant(row, "ended_at")))
        .list();
  }

  static Set<String> held(Handle handle, String partnership) {
    return handle
        .createQuery(
            "SELECT source_file FROM open_message WHERE partnership = ?"
                + " AND source_file IS NOT NULL"
                + " UNION SELECT source_file FROM unfiled_source WHERE partnership = ?")
        .bind(0, partnership)
        .bind(1, partnership)
        .mapTo(String.class)
        .set();
  }
}
