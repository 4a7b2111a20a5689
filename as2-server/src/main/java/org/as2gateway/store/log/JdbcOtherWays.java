package org.as2gateway.store.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.as2gateway.store.log.OtherWay.Arrival;
import org.as2gateway.store.log.OtherWay.Proof;
import org.as2gateway.store.log.OtherWay.Told;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are sent another way in place of others: table {@code other_way}. Each call takes
 * part in the transaction around it. Safe for many threads.
 */
public final class JdbcOtherWays {
  /** A message that fails was taken at most so long before. */
  private static final Duration LONGEST_BUDGET = Duration.ofDays(30);

  /** Those on a partnership that wait, or have failed lately without anybody dealing with it. */
  private static final String STUCK =
      "SELECT m.id FROM open_message o JOIN message m ON m.id = o.id WHERE o.partnership = ?"
          + " AND m.status IN ('queued', 'awaiting-mdn') AND m.attempts > 0 AND m.created_at <= ?"
          + " AND m.id > ?"
          + " UNION ALL SELECT m.id FROM message m WHERE m.status = 'failed' AND m.id > ?"
          + " AND m.partnership = ? AND m.direction = 'out' AND m.attempts > 0"
          + " AND m.created_at <= ? AND m.updated_at > ?"
          + " AND NOT EXISTS (SELECT 1 FROM handled_message h WHERE h.message = m.id)"
          + " AND NOT EXISTS (SELECT 1 FROM resent_message r WHERE r.original = m.id)";

  private static final String STUCK_PAGE = STUCK + " ORDER BY id LIMIT ?";
  private static final String STUCK_TOTAL =
      "SELECT COUNT(*), MIN(id), MAX(id) FROM (" + STUCK + ") stuck";

  /** The alternative has gone out, or may have, and nobody has told the partner. */
  private static final String TWICE =
      "SELECT w.* FROM other_way w JOIN message m ON m.id = w.message"
          + " WHERE w.arrived_at > ? AND w.told_at IS NULL AND w.stopped = FALSE"
          + " ORDER BY w.arrived_at, w.message";

  private final Database database;

  /** Those of that database. */
  public JdbcOtherWays(Database database) {
    this.database = database;
  }

  /**
   * Adds one.
   *
   * @param lookAt when the server of the first way is asked whether it has the files; null if it
   *     cannot say
   */
  public void add(OtherWay way, @Nullable Instant lookAt) {
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO other_way (message, original, automatic, sent_at, look_at, stopped)"
                    + " VALUES (?, ?, ?, ?, ?, FALSE)",
                way.message(),
                way.original(),
                way.isAutomatic(),
                Times.column(way.sentAt()),
                lookAt == null ? null : Times.column(lookAt)));
  }

  /** How the message is sent that was sent last in place of that one. */
  public Optional<OtherWay> ofOriginal(String original) {
    return select(
            "SELECT * FROM other_way WHERE original = ? ORDER BY message DESC LIMIT 1", original)
        .stream()
        .findFirst();
  }

  /** That message, sent in place of another. */
  public Optional<OtherWay> find(String message) {
    return select("SELECT * FROM other_way WHERE message = ?", message).stream().findFirst();
  }

  /** All that one of these messages is a part of, the oldest first; at most a thousand ids. */
  public List<OtherWay> about(Set<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : database.call(
            handle ->
                handle
                    .createQuery(
                        "SELECT * FROM other_way WHERE message IN (<ids>) OR original IN (<ids>)"
                            + " ORDER BY message")
                    .bindList("ids", ids)
                    .map((row, context) -> way(row))
                    .list());
  }

  /** All that are sent in place of that one, and of which it is not known that it has arrived. */
  public List<OtherWay> unsettled(String original) {
    return select(
        "SELECT * FROM other_way WHERE original = ? AND arrived_at IS NULL ORDER BY message",
        original);
  }

  /**
   * The original has arrived; false if that is known already.
   *
   * @param isStopped whether it is certain that the message did not go out; if not, it is looked at
   *     once more when it has ended
   */
  public boolean arrived(String message, Arrival arrival, boolean isStopped) {
    return database.call(
        handle ->
            handle.execute(
                    "UPDATE other_way SET arrived_at = ?, proof = ?, detail = ?, stopped = ?,"
                        + " look_at = ? WHERE message = ? AND arrived_at IS NULL",
                    Times.column(arrival.at()),
                    arrival.proof().text(),
                    arrival.detail(),
                    isStopped,
                    isStopped ? null : Times.column(arrival.at()),
                    message)
                == 1);
  }

  /** Those whose original says by now that it has arrived. */
  public List<OtherWay> newlyArrived(int limit) {
    return select(
        "SELECT w.* FROM other_way w JOIN message m ON m.id = w.original"
            + " WHERE w.arrived_at IS NULL AND m.status IN ('sent', 'acknowledged')"
            + " ORDER BY w.message LIMIT ?",
        limit);
  }

  /**
   * Those whose original has arrived and that wait to be sent all the same, or have come to nothing
   * since then.
   */
  public List<OtherWay> needless(int limit) {
    return select(
        "SELECT w.* FROM other_way w JOIN message m ON m.id = w.message"
            + " WHERE w.arrived_at IS NOT NULL AND w.stopped = FALSE"
            + " AND (m.status IN ('queued', 'blocked')"
            + " OR (m.status IN ('failed', 'cancelled') AND w.look_at IS NOT NULL))"
            + " ORDER BY w.message LIMIT ?",
        limit);
  }

  /** It is certain now that it did not go out. */
  public void stopped(String message) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE other_way SET stopped = TRUE, look_at = NULL WHERE message = ?", message));
  }

  /** Those whose first way is to be looked at now. */
  public List<OtherWay> due(Instant now, int limit) {
    return select(
        "SELECT * FROM other_way WHERE look_at <= ? AND arrived_at IS NULL"
            + " ORDER BY look_at, message LIMIT ?",
        Times.column(now),
        limit);
  }

  /** It is looked at again then; null for never. */
  public void lookAgain(String message, @Nullable Instant at) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE other_way SET look_at = ? WHERE message = ?",
                at == null ? null : Times.column(at),
                message));
  }

  /** A person has told the partner; false if the files did not come twice, or it is told. */
  public boolean tell(String message, Told told) {
    return database.call(
        handle ->
            handle.execute(
                    "UPDATE other_way SET told_at = ?, told_by = ?, told_note = ? WHERE message = ?"
                        + " AND arrived_at IS NOT NULL AND stopped = FALSE AND told_at IS NULL",
                    Times.column(told.at()),
                    told.by(),
                    told.note(),
                    message)
                == 1);
  }

  /** Those that came both ways since then, and of which nobody has told the partner. */
  public List<OtherWay> untold(Instant since) {
    return select(TWICE, Times.column(since));
  }

  /** Those that a setting sent since then, the oldest first. */
  public List<OtherWay> automatic(Instant since) {
    return select(
        "SELECT * FROM other_way WHERE sent_at > ? AND automatic ORDER BY message",
        Times.column(since));
  }

  /**
   * Outbound messages of a partnership that were tried and have not arrived.
   *
   * @param partnership its name
   * @param taken only those taken at or before that time
   * @param failed of those that have failed, only those since then
   */
  public record Stuck(String partnership, Instant taken, Instant failed) {}

  /**
   * Ids of stuck messages, the oldest first.
   *
   * @param after only those behind that id; empty for all
   */
  public List<String> stuck(Stuck stuck, String after, int limit) {
    return database.call(
        handle ->
            bind(handle.createQuery(STUCK_PAGE), stuck, after)
                .bind(7, limit)
                .mapTo(String.class)
                .list());
  }

  /**
   * Stuck messages as a whole.
   *
   * @param count how many there are, at least one
   * @param oldest its id
   * @param newest its id
   */
  public record StuckTotal(int count, String oldest, String newest) {}

  /** How many are stuck; empty if none is. */
  public Optional<StuckTotal> total(Stuck stuck) {
    return database.call(
        handle ->
            bind(handle.createQuery(STUCK_TOTAL), stuck, "")
                .map((row, context) -> total(row))
                .one());
  }

  private static Optional<StuckTotal> total(ResultSet row) throws SQLException {
    int count = row.getInt(1);
    return count == 0
        ? Optional.empty()
        : Optional.of(new StuckTotal(count, row.getString(2), row.getString(3)));
  }

  private static Query bind(Query query, Stuck stuck, String after) {
    String floor = MessageIds.floor(stuck.failed().minus(LONGEST_BUDGET));
    return query
        .bind(0, stuck.partnership())
        .bind(1, Times.column(stuck.taken()))
        .bind(2, after)
        .bind(3, after.compareTo(floor) > 0 ? after : floor)
        .bind(4, stuck.partnership())
        .bind(5, Times.column(stuck.taken()))
        .bind(6, Times.column(stuck.failed()));
  }

  private List<OtherWay> select(String sql, Object... values) {
    return database.call(
        handle -> {
          var query = handle.createQuery(sql);
          for (int i = 0; i < values.length; i++) {
            query.bind(i, values[i]);
          }
          return query.map((row, context) -> way(row)).list();
        });
  }

  private static OtherWay way(ResultSet row) throws SQLException {
    Instant arrived = Times.nullableInstant(row, "arrived_at");
    Instant told = Times.nullableInstant(row, "told_at");
    return new OtherWay(
        row.getString("message"),
        row.getString("original"),
        row.getBoolean("automatic"),
        Times.instant(row, "sent_at"),
        arrived == null
            ? Optional.empty()
            : Optional.of(
                new Arrival(arrived, Proof.of(row.getString("proof")), row.getString("detail"))),
        row.getBoolean("stopped"),
        told == null
            ? Optional.empty()
            : Optional.of(new Told(told, row.getString("told_by"), row.getString("told_note"))));
  }
}
