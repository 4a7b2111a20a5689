package org.as2gateway.store.log;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.as2gateway.store.db.Times;
import org.jdbi.v3.core.Handle;

/** Rows of table {@code event}. */
public final class JdbcEvents {
  private static final String INSERT =
      "INSERT INTO event (message, at, kind, http_status, detail, reason)"
          + " VALUES (?, ?, ?, ?, ?, ?)";

  private JdbcEvents() {}

  static int insert(Handle handle, String id, List<MessageEvent> events) throws SQLException {
    try (PreparedStatement insert = handle.getConnection().prepareStatement(INSERT)) {
      for (MessageEvent event : events) {
        insert.setString(1, id);
        insert.setObject(2, Times.column(event.at()));
        insert.setString(3, event.kind().text());
        insert.setObject(4, event.httpStatus(), Types.INTEGER);
        insert.setString(5, event.detail());
        insert.setString(6, JdbcMessages.code(event.reason()));
        insert.addBatch();
      }
      return insert.executeBatch().length;
    }
  }

  static List<MessageEvent> find(Handle handle, String id) {
    return handle
        .createQuery(
            "SELECT at, kind, http_status, reason, detail FROM event WHERE message = ? ORDER BY id")
        .bind(0, id)
        .map((row, context) -> read(row))
        .list();
  }

  /** The event in the current row. */
  public static MessageEvent read(ResultSet row) throws SQLException {
    return new MessageEvent(
        Times.instant(row, "at"),
        EventKind.of(row.getString("kind")),
        row.getObject("http_status", Integer.class),
        JdbcMessages.reason(row.getString("reason")),
        row.getString("detail"));
  }
}
