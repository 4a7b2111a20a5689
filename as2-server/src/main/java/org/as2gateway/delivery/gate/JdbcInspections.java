package org.as2gateway.delivery.gate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * What gates said, in tables {@code inspection} and {@code finding}. Each call takes part in the
 * transaction around it. Safe for many threads.
 */
public final class JdbcInspections {
  private final Database database;

  /** Those of that database. */
  public JdbcInspections(Database database) {
    this.database = database;
  }

  /** What was said of a message; empty if no gate has looked at it. */
  public Optional<Inspection> find(String message) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    "SELECT stopped, approved_by, approved_at, reason FROM inspection"
                        + " WHERE message = ?")
                .bind(0, message)
                .map(
                    (row, context) ->
                        new Inspection(
                            row.getBoolean("stopped"),
                            findings(handle, message),
                            approval(
                                row.getString("approved_by"),
                                Times.nullableInstant(row, "approved_at"),
                                row.getString("reason"))))
                .findOne());
  }

  private static Inspection.@Nullable Approval approval(
      @Nullable String by, @Nullable Instant at, @Nullable String reason) {
    return by == null || at == null || reason == null
        ? null
        : new Inspection.Approval(by, at, reason);
  }

  private static List<Finding> findings(Handle handle, String message) {
    return handle
        .createQuery(
            "SELECT rule, severity, file, line, field, found, expected, remedy FROM finding"
                + " WHERE message = ? ORDER BY position")
        .bind(0, message)
        .map(
            (row, context) ->
                new Finding(
                    row.getString("rule"),
                    Finding.Level.of(row.getString("severity")),
                    row.getInt("file"),
                    row.getObject("line", Long.class),
                    row.getObject("field", Integer.class),
                    row.getString("found"),
                    row.getString("expected"),
                    row.getString("remedy")))
        .list();
  }

  /** Keeps what was said of a message instead of what was said before. */
  public void put(String message, Inspection inspection) {
    remove(message);
    database.call(
        handle -> {
          handle.execute(
              "INSERT INTO inspection (message, stopped) VALUES (?, ?)",
              message,
              inspection.isStopped());
          return insert(handle, message, inspection.findings());
        });
  }

  private static int insert(Handle handle, String message, List<Finding> findings) {
    if (findings.isEmpty()) {
      return 0;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            "INSERT INTO finding (message, position, rule, severity, file, line, field, found,"
                + " expected, remedy) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (int i = 0; i < findings.size(); i++) {
      Finding finding = findings.get(i);
      batch.add(
          message,
          i,
          finding.rule(),
          finding.level().text(),
          finding.file(),
          finding.line(),
          finding.field(),
          finding.found(),
          finding.expected(),
          finding.remedy());
    }
    return batch.execute().length;
  }

  /** A person sends it anyway. */
  public void approve(String message, Inspection.Approval approval) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE inspection SET approved_by = ?, approved_at = ?, reason = ?"
                    + " WHERE message = ?",
                approval.by(),
                Times.column(approval.at()),
                approval.reason(),
                message));
  }

  /** The message will be looked at again. */
  public void remove(String message) {
    database.call(
        handle ->
            handle.execute("DELETE FROM inspection WHERE message = ?", message)
                + handle.execute("DELETE FROM finding WHERE message = ?", message));
  }
}
