package org.as2gateway.store.log;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.jdbi.v3.core.Handle;

/** Tables {@code handled_message} and {@code resent_message}. */
final class JdbcHandledMessages implements HandledMessages {
  /** Whoever handles what a resend has settled. */
  private static final String GATEWAY = "gateway";

  private static final String CAN_BE_HANDLED =
      "status IN ('" + MessageStatus.FAILED.text() + "', '" + MessageStatus.REFUSED.text() + "')";
  private static final String MARK =
      "INSERT INTO handled_message (message, handled_by, at, note)"
          + " SELECT id, ?, ?, ? FROM message WHERE id = ? AND "
          + CAN_BE_HANDLED;
  private static final String MARK_ORIGINAL =
      "INSERT INTO handled_message (message, handled_by, at, note)"
          + " SELECT m.id, ?, ?, ? FROM resent_message r JOIN message m ON m.id = r.original"
          + " WHERE r.message = ? AND m."
          + CAN_BE_HANDLED
          + " ON CONFLICT DO NOTHING";
  private static final String UNMARK = "DELETE FROM handled_message WHERE message = ?";

  private final Database database;
  private final Runnable changed;

  /**
   * Those of that database.
   *
   * @param changed called after each change
   */
  JdbcHandledMessages(Database database, Runnable changed) {
    this.database = database;
    this.changed = changed;
  }

  /** A message has changed: marks what its end settles, and unmarks it once it goes on. */
  static void follow(Handle handle, MessageRecord after, MessageRecord before) {
    if (after.status() == before.status()) {
      return;
    }
    if (after.status().hasArrived()) {
      handle.execute(
          MARK_ORIGINAL,
          GATEWAY,
          Times.column(after.state().updatedAt()),
          "received as " + after.id(),
          after.id());
    }
    if (before.status() == MessageStatus.FAILED) {
      handle.execute(UNMARK, after.id());
    }
  }

  @Override
  public Map<String, Handled> find(Set<String> ids) {
    Map<String, Handled> found = new HashMap<>();
    if (!ids.isEmpty()) {
      database.call(
          handle ->
              handle
                  .createQuery("SELECT * FROM handled_message WHERE message IN (<ids>)")
                  .bindList("ids", ids)
                  .map(
                      (row, context) ->
                          found.put(
                              row.getString("message"),
                              new Handled(
                                  row.getString("handled_by"),
                                  Times.instant(row, "at"),
                                  row.getString("note"))))
                  .list());
    }
    return found;
  }

  @Override
  public boolean mark(String id, Handled handled) {
    boolean isMarked =
        database.call(
            handle -> {
              handle.execute(UNMARK, id);
              return handle.execute(
                      MARK, handled.by(), Times.column(handled.at()), handled.note(), id)
                  > 0;
            });
    changed.run();
    return isMarked;
  }

  @Override
  public boolean unmark(String id) {
    boolean wasMarked = database.call(handle -> handle.execute(UNMARK, id) > 0);
    changed.run();
    return wasMarked;
  }

  @Override
  public void addResent(String id, String original) {
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO resent_message (message, original) VALUES (?, ?)", id, original));
  }

  @Override
  public Map<String, String> originals(Set<String> ids) {
    return pairs("SELECT message, original FROM resent_message WHERE message IN (<ids>)", ids);
  }

  @Override
  public Map<String, String> resent(Set<String> ids) {
    return pairs(
        "SELECT original, MAX(message) FROM resent_message WHERE original IN (<ids>)"
            + " GROUP BY original",
        ids);
  }

  private Map<String, String> pairs(String query, Set<String> ids) {
    Map<String, String> pairs = new HashMap<>();
    if (!ids.isEmpty()) {
      database.call(
          handle ->
              handle
                  .createQuery(query)
                  .bindList("ids", ids)
                  .map((row, context) -> pairs.put(row.getString(1), row.getString(2)))
                  .list());
    }
    return pairs;
  }
}
