package org.as2gateway.store.log;

import java.util.List;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.store.db.Times;
import org.jdbi.v3.core.Handle;

/** Rows of table {@code partner_answer}: the newest few of a message. */
final class JdbcAnswers {
  private static final int MOST_KEPT = 3;

  private JdbcAnswers() {}

  static int keep(Handle handle, String message, KeptAnswer kept) {
    HttpAnswer answer = kept.answer();
    handle.execute(
        "INSERT INTO partner_answer (message, at, attempt, head, body, body_bytes)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        message,
        Times.column(kept.at()),
        kept.attempt(),
        answer.head(),
        answer.body().toBytes(),
        answer.bodyBytes());
    return handle.execute(
        "DELETE FROM partner_answer WHERE message = ? AND id NOT IN"
            + " (SELECT id FROM partner_answer WHERE message = ? ORDER BY id DESC LIMIT ?)",
        message,
        message,
        MOST_KEPT);
  }

  /** The newest first. */
  static List<KeptAnswer> find(Handle handle, String message) {
    return handle
        .createQuery(
            "SELECT at, attempt, head, body, body_bytes FROM partner_answer WHERE message = ?"
                + " ORDER BY id DESC")
        .bind(0, message)
        .map(
            (row, context) ->
                new KeptAnswer(
                    Times.instant(row, "at"),
                    row.getInt("attempt"),
                    new HttpAnswer(
                        row.getString("head"),
                        Octets.of(row.getBytes("body")),
                        row.getObject("body_bytes", Long.class))))
        .list();
  }
}
