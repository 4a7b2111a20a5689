package org.as2gateway.store.log;

import java.io.ByteArrayOutputStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.store.db.Times;
import org.jdbi.v3.core.Handle;

/** Rows of table {@code evidence}. */
final class JdbcEvidence {
  /** What a column of octets takes in H2, with room to spare. */
  static final int PART_BYTES = 512 * 1024;

  private static final String INSERT_EVIDENCE =
      "INSERT INTO evidence (message, kind, part, at, content) VALUES (?, ?, ?, ?, ?)";
  private static final String INSERT_REFUSED =
      "INSERT INTO refused_evidence (message, kind, part, at, content) VALUES (?, ?, ?, ?, ?)";
  private static final String INSERT_LINES = "INSERT INTO evidence_sealing (lines) VALUES (?)";
  private static final String FIND_EVIDENCE =
      "SELECT part, at, content FROM evidence WHERE message = ? AND kind = ? ORDER BY id";
  private static final String FIND_REFUSED =
      "SELECT part, at, content FROM refused_evidence WHERE message = ? AND kind = ? ORDER BY id";

  private JdbcEvidence() {}

  /** Inserts, and tells the sealer of the hash chain in the same transaction. */
  static int insert(Handle handle, List<Evidence> evidence) throws SQLException {
    StringBuilder lines = new StringBuilder();
    int count = insert(handle, INSERT_EVIDENCE, evidence, lines);
    try (PreparedStatement insert = handle.getConnection().prepareStatement(INSERT_LINES)) {
      insert.setString(1, lines.toString());
      insert.executeUpdate();
    }
    return count;
  }

  /** Inserts what is not evidence for anybody: the hash chain knows nothing of it. */
  static int insertUnchained(Handle handle, List<Evidence> evidence) throws SQLException {
    return insert(handle, INSERT_REFUSED, evidence, new StringBuilder());
  }

  private static int insert(Handle handle, String sql, List<Evidence> evidence, StringBuilder lines)
      throws SQLException {
    try (PreparedStatement insert = handle.getConnection().prepareStatement(sql)) {
      for (Evidence piece : evidence) {
        byte[] content = piece.content().toBytes();
        int part = 0;
        do {
          int start = part * PART_BYTES;
          int end = Math.min(content.length, start + PART_BYTES);
          byte[] octets = Arrays.copyOfRange(content, start, end);
          String kind = piece.kind().name();
          lines.append(EvidenceLine.of(piece.messageId(), kind, part, piece.at(), octets));
          insert.setString(1, piece.messageId());
          insert.setString(2, kind);
          insert.setInt(3, part++);
          insert.setObject(4, Times.column(piece.at()));
          insert.setBytes(5, octets);
          insert.addBatch();
        } while (part * PART_BYTES < content.length);
      }
      return insert.executeBatch().length;
    }
  }

  static List<Evidence> find(Handle handle, String id, EvidenceKind kind) throws SQLException {
    List<Evidence> found = find(handle, FIND_EVIDENCE, id, kind);
    return found.isEmpty() ? find(handle, FIND_REFUSED, id, kind) : found;
  }

  private static List<Evidence> find(Handle handle, String sql, String id, EvidenceKind kind)
      throws SQLException {
    List<Evidence> found = new ArrayList<>();
    try (PreparedStatement select = handle.getConnection().prepareStatement(sql)) {
      select.setString(1, id);
      select.setString(2, kind.name());
      ResultSet rows = select.executeQuery(); // closed with its statement
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      Instant at = Instant.EPOCH;
      boolean isFirst = true;
      while (rows.next()) {
        if (rows.getInt("part") == 0 && !isFirst) {
          found.add(new Evidence(id, kind, at, Octets.of(content.toByteArray())));
          content.reset();
        }
        isFirst = false;
        at = Times.instant(rows, "at");
        content.writeBytes(rows.getBytes("content"));
      }
      if (!isFirst) {
        found.add(new Evidence(id, kind, at, Octets.of(content.toByteArray())));
      }
    }
    return found;
  }
}
