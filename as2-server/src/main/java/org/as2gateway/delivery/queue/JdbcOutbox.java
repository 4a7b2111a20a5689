package org.as2gateway.delivery.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.jdbi.v3.core.Handle;

/** The queue in tables {@code outbox} and {@code held_lane}. */
public final class JdbcOutbox implements Outbox {
  private final Database database;
  private final QueueTime time;

  /** A queue in that database, which goes by that time. */
  public JdbcOutbox(Database database, QueueTime time) {
    this.database = database;
    this.time = time;
  }

  private OffsetDateTime column(Instant wall) {
    return Times.column(time.toQueue(wall));
  }

  /**
   * Entries from before the last start that lie in the future, because the clock has been set back
   * since, are due now, and their budget begins anew.
   *
   * @return how many there were
   */
  public int forgetFuture(Instant now) {
    return database.call(
        handle ->
            handle.execute(
                "UPDATE outbox SET due_at = ?, created_at = ? WHERE created_at > ?",
                column(now),
                column(now),
                column(now)));
  }

  @Override
  public void put(OutboxEntry entry) {
    database.call(
        handle -> {
          delete(handle, entry.id(), entry.kind());
          return handle.execute(
              "INSERT INTO outbox (id, kind, lane, due_at, attempts, created_at)"
                  + " VALUES (?, ?, ?, ?, ?, ?)",
              entry.id(),
              entry.kind().name(),
              entry.lane(),
              column(entry.dueAt()),
              entry.attempts(),
              column(entry.createdAt()));
        });
  }

  @Override
  public void reschedule(String id, OutboxEntry.Kind kind, Instant dueAt, int attempts) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE outbox SET due_at = ?, attempts = ? WHERE id = ? AND kind = ?",
                column(dueAt),
                attempts,
                id,
                kind.name()));
  }

  @Override
  public void remove(String id, OutboxEntry.Kind kind) {
    database.call(handle -> delete(handle, id, kind));
  }

  private static int delete(Handle handle, String id, OutboxEntry.Kind kind) {
    return handle.execute("DELETE FROM outbox WHERE id = ? AND kind = ?", id, kind.name());
  }

  @Override
  public Optional<OutboxEntry> find(String id, OutboxEntry.Kind kind) {
    return entries("WHERE id = ? AND kind = ?", id, kind.name()).stream().findFirst();
  }

  @Override
  public List<String> lanes() {
    return database.call(
        handle -> {
          List<String> lanes = new ArrayList<>();
          // From lane to lane through the index, instead of reading every entry.
          Optional<String> lane = nextLane(handle, "");
          while (lane.isPresent()) {
            lanes.add(lane.get());
            lane = nextLane(handle, lane.get());
          }
          return lanes;
        });
  }

  private static Optional<String> nextLane(Handle handle, String after) {
    return handle
        .select("SELECT lane FROM outbox WHERE lane > ? ORDER BY lane LIMIT 1", after)
        .mapTo(String.class)
        .findOne();
  }

  @Override
  public List<OutboxEntry> due(String lane, Instant now, int limit) {
    return entries(
        "WHERE lane = ? AND due_at <= ? ORDER BY due_at, id LIMIT ?", lane, column(now), limit);
  }

  @Override
  public Optional<OutboxEntry> head(String lane) {
    return entries("WHERE lane = ? ORDER BY created_at, id LIMIT 1", lane).stream().findFirst();
  }

  @Override
  public int count(String lane) {
    return database.call(
        handle ->
            handle
                .select("SELECT COUNT(*) FROM outbox WHERE lane = ?", lane)
                .mapTo(Integer.class)
                .one());
  }

  @Override
  public Optional<Instant> nextDueAfter(Instant instant) {
    String sql = "SELECT MIN(due_at) FROM outbox WHERE due_at > ?";
    return database.call(
        handle ->
            handle
                .select(sql, column(instant))
                .map((row, context) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .one()
                .map(at -> time.toWall(at.toInstant())));
  }

  @Override
  public void hold(String lane) {
    database.call(
        handle ->
            handle.execute("INSERT INTO held_lane (lane) VALUES (?) ON CONFLICT DO NOTHING", lane));
  }

  @Override
  public void release(String lane) {
    database.call(handle -> handle.execute("DELETE FROM held_lane WHERE lane = ?", lane));
  }

  @Override
  public List<String> held() {
    return database.call(
        handle ->
            handle.select("SELECT lane FROM held_lane ORDER BY lane").mapTo(String.class).list());
  }

  private List<OutboxEntry> entries(String rest, Object... arguments) {
    return database.call(
        handle ->
            handle
                .select(
                    "SELECT id, kind, lane, due_at, attempts, created_at FROM outbox " + rest,
                    arguments)
                .map((row, context) -> read(row))
                .list());
  }

  private OutboxEntry read(ResultSet row) throws SQLException {
    return new OutboxEntry(
        row.getString("id"),
        OutboxEntry.Kind.valueOf(row.getString("kind")),
        row.getString("lane"),
        time.toWall(Times.instant(row, "due_at")),
        row.getInt("attempts"),
        time.toWall(Times.instant(row, "created_at")));
  }
}
