package org.as2gateway.store.log;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.as2gateway.store.db.Database;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records of refused messages whose senders proved nothing: anybody can cause them. They stand in
 * the list like all messages, but what was kept of them is no part of the evidence chain, and the
 * oldest go when there are too many. Safe for many threads.
 */
final class JdbcRefused {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcRefused.class);

  /** Rows of message and event, and their places in the indexes. */
  private static final long RECORD_BYTES = 1024;

  private static final List<String> REMOVALS =
      List.of(
          "DELETE FROM refused_evidence WHERE message = ANY(?)",
          "DELETE FROM event WHERE message = ANY(?)",
          "DELETE FROM outbox WHERE id = ANY(?)",
          "DELETE FROM handled_message WHERE message = ANY(?)",
          "DELETE FROM message WHERE id = ANY(?)",
          "DELETE FROM refused_message WHERE message = ANY(?)");

  private final Database database;
  private final RefusedBudget budget;
  private final Map<String, Use> uses = new HashMap<>();
  private final Use total = new Use();
  private final AtomicBoolean isDropping = new AtomicBoolean();
  private boolean isCounted;

  JdbcRefused(Database database, RefusedBudget budget) {
    this.database = database;
    this.budget = budget;
  }

  /** What is kept, about: a transaction that fails leaves it too large until it is counted anew. */
  private static final class Use {
    private int count;
    private long bytes;

    private void add(int records, long octets) {
      count += records;
      bytes += octets;
    }

    private boolean isOver(int mostCount, long mostBytes) {
      return count > mostCount || bytes > mostBytes;
    }
  }

  private record Kept(String message, String partnership, long octets) {}

  int insert(MessageRecord refused, List<Evidence> evidence) {
    long octets =
        RECORD_BYTES + evidence.stream().mapToLong(piece -> piece.content().length()).sum();
    return database.call(
        handle -> {
          countOnce(handle);
          JdbcMessages.insert(handle, refused);
          JdbcEvidence.insertUnchained(handle, evidence);
          int inserted =
              handle.execute(
                  "INSERT INTO refused_message (message, partnership, octets) VALUES (?, ?, ?)",
                  refused.id(),
                  refused.partnership(),
                  octets);
          if (isOver(refused.partnership(), octets)) {
            drop(handle, refused.partnership());
          }
          return inserted;
        });
  }

  private synchronized boolean isOver(String partnership, long octets) {
    Use use = uses.computeIfAbsent(partnership, name -> new Use());
    use.add(1, octets);
    total.add(1, octets);
    return use.isOver(budget.count(), budget.bytes())
        || total.isOver(budget.totalCount(), budget.totalBytes());
  }

  private synchronized void countOnce(Handle handle) throws SQLException {
    if (!isCounted) {
      kept(handle, "", List.of()).forEach(this::add);
      isCounted = true;
    }
  }

  private void add(Kept kept) {
    uses.computeIfAbsent(kept.partnership(), name -> new Use()).add(1, kept.octets());
    total.add(1, kept.octets());
  }

  private void drop(Handle handle, String partnership) throws SQLException {
    if (!isDropping.compareAndSet(false, true)) {
      return; // another request is at it
    }
    try {
      RefusedBudget left = budget.afterDropping();
      remove(
          handle,
          beyond(
              kept(handle, "WHERE partnership = ? ", List.of(partnership)),
              left.count(),
              left.bytes()));
      remove(handle, beyond(kept(handle, "", List.of()), left.totalCount(), left.totalBytes()));
      recount(handle);
    } finally {
      isDropping.set(false);
    }
  }

  private synchronized void recount(Handle handle) throws SQLException {
    uses.clear();
    total.count = 0;
    total.bytes = 0;
    kept(handle, "", List.of()).forEach(this::add);
  }

  /** Newest first; bounded by the budget. */
  private static List<Kept> kept(Handle handle, String where, List<String> values)
      throws SQLException {
    String sql =
        "SELECT message, partnership, octets FROM refused_message "
            + where
            + "ORDER BY message DESC";
    List<Kept> kept = new ArrayList<>();
    try (PreparedStatement select = handle.getConnection().prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        select.setString(i + 1, values.get(i));
      }
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          kept.add(new Kept(row.getString(1), row.getString(2), row.getLong(3)));
        }
      }
    }
    return kept;
  }

  private static List<Kept> beyond(List<Kept> newestFirst, int mostCount, long mostBytes) {
    long bytes = 0;
    int count = 0;
    for (Kept kept : newestFirst) {
      bytes += kept.octets();
      if (count == mostCount || bytes > mostBytes) {
        break;
      }
      count++;
    }
    return newestFirst.subList(count, newestFirst.size());
  }

  private static void remove(Handle handle, List<Kept> oldest) throws SQLException {
    Map<String, List<String>> ids = new HashMap<>();
    oldest.forEach(
        kept ->
            ids.computeIfAbsent(kept.partnership(), name -> new ArrayList<>()).add(kept.message()));
    for (Map.Entry<String, List<String>> entry : ids.entrySet()) {
      int removed = remove(handle, entry.getValue().toArray());
      countDropped(handle, entry.getKey(), removed);
      LOG.warn(
          "{} records of refused messages of partnership '{}' were dropped because more arrived"
              + " than can be"
              + " kept",
          removed,
          entry.getKey());
    }
  }

  private static int remove(Handle handle, Object[] ids) throws SQLException {
    Array array = handle.getConnection().createArrayOf("varchar", ids);
    int removed = 0;
    for (String removal : REMOVALS) {
      try (PreparedStatement delete = handle.getConnection().prepareStatement(removal)) {
        delete.setArray(1, array);
        removed = delete.executeUpdate();
      }
    }
    return removed;
  }

  private static void countDropped(Handle handle, String partnership, int count) {
    int updated =
        handle.execute(
            "UPDATE refused_dropped SET dropped = dropped + ? WHERE partnership = ?",
            count,
            partnership);
    if (updated == 0) {
      handle.execute(
          "INSERT INTO refused_dropped (partnership, dropped) VALUES (?, ?) ON CONFLICT DO NOTHING",
          partnership,
          count);
    }
  }

  /** How many records of each partnership were dropped before their time. */
  Map<String, Long> dropped() {
    return database.read(
        handle -> {
          Map<String, Long> dropped = new HashMap<>();
          handle
              .createQuery("SELECT partnership, dropped FROM refused_dropped")
              .map(
                  (row, context) ->
                      dropped.put(row.getString("partnership"), row.getLong("dropped")))
              .list();
          return dropped;
        });
  }

  /** Removes the oldest of before that time, a bounded number; returns how many. */
  int removeOlder(String floor, int limit) {
    return database.call(
        handle -> {
          List<String> old =
              handle
                  .createQuery(
                      "SELECT message FROM refused_message WHERE message < ?"
                          + " ORDER BY message LIMIT ?")
                  .bind(0, floor)
                  .bind(1, limit)
                  .mapTo(String.class)
                  .list();
          int removed = old.isEmpty() ? 0 : remove(handle, old.toArray());
          if (removed > 0) {
            recount(handle);
          }
          return removed;
        });
  }
}
