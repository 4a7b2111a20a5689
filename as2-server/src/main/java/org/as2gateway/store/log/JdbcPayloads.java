package org.as2gateway.store.log;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Rows of table {@code payload}. */
final class JdbcPayloads {
  private static final String INSERT =
      "INSERT INTO payload (message, position, filename, content_type, bytes, sha256, inbox_name)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";
  private static final String COLUMNS =
      "SELECT message, filename, content_type, bytes, sha256, inbox_name FROM payload ";
  private static final String IS_RESERVED =
      "SELECT 1 FROM message m JOIN payload p ON p.message = m.id WHERE m.status = 'accepted'"
          + " AND (p.inbox_name = ? OR p.inbox_name = ?) LIMIT 1";

  private JdbcPayloads() {}

  static void insert(Handle handle, MessageRecord message) throws SQLException {
    if (message.payloads().isEmpty()) {
      return;
    }
    try (PreparedStatement insert = handle.getConnection().prepareStatement(INSERT)) {
      int position = 0;
      for (PayloadRecord payload : message.payloads()) {
        insert.setString(1, message.id());
        insert.setInt(2, position++);
        insert.setString(3, payload.filename());
        insert.setString(4, payload.contentType());
        insert.setLong(5, payload.bytes());
        insert.setString(6, payload.sha256());
        insert.setString(7, payload.inboxName());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Most updates leave the payloads alone; reading them is much cheaper than writing. */
  static void replaceIfChanged(Handle handle, MessageRecord message) throws SQLException {
    List<PayloadRecord> before =
        find(handle, List.of(message.id())).getOrDefault(message.id(), List.of());
    if (!before.equals(message.payloads())) {
      handle.execute("DELETE FROM payload WHERE message = ?", message.id());
      insert(handle, message);
    }
  }

  /** Payloads by message id, in order. */
  static Map<String, List<PayloadRecord>> find(Handle handle, List<String> ids)
      throws SQLException {
    Map<String, List<PayloadRecord>> payloads = new HashMap<>();
    if (ids.isEmpty()) {
      return payloads;
    }
    boolean isOne = ids.size() == 1;
    String sql =
        COLUMNS + "WHERE message = " + (isOne ? "?" : "ANY(?)") + " ORDER BY message, position";
    try (PreparedStatement select = handle.getConnection().prepareStatement(sql)) {
      if (isOne) {
        select.setString(1, ids.get(0));
      } else {
        Array array = handle.getConnection().createArrayOf("varchar", ids.toArray());
        select.setArray(1, array);
      }
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          payloads
              .computeIfAbsent(rows.getString("message"), id -> new ArrayList<>(1))
              .add(read(rows));
        }
      }
    }
    return payloads;
  }

  private static PayloadRecord read(ResultSet row) throws SQLException {
    return new PayloadRecord(
        row.getString("filename"),
        row.getString("content_type"),
        row.getLong("bytes"),
        row.getString("sha256"),
        row.getString("inbox_name"));
  }

  static boolean isReserved(Handle handle, String folder, String inboxName) throws SQLException {
    try (PreparedStatement select = handle.getConnection().prepareStatement(IS_RESERVED)) {
      select.setString(1, inboxName);
      select.setString(2, folder + "/" + inboxName);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }
}
