package org.as2gateway.messagelog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.db.Database;
import org.as2gateway.db.Times;
import org.jdbi.v3.core.Handle;

/** Tables {@code traffic} and {@code traffic_mark}. Messages count by the time in their ids. */
public final class JdbcTraffic implements Traffic {
  private static final long STEP_SECONDS = 600;
  private static final Duration STEP = Duration.ofSeconds(STEP_SECONDS);
  private static final int MAX_STEPS = 500;

  private static final String SUMS =
      "SELECT m.partnership, m.direction, COUNT(*) AS messages,"
          + " COALESCE(SUM((SELECT SUM(p.bytes) FROM payload p WHERE p.message = m.id)), 0)"
          + " AS octets FROM message m WHERE m.id >= :from AND m.id < :until"
          + " GROUP BY m.partnership, m.direction";

  /** The first seven characters of an id are its time, to half a minute. */
  private static final String SLOTS =
      "SELECT SUBSTRING(m.id, 1, 7) AS slot, m.partnership, m.direction, COUNT(*) AS messages,"
          + " COALESCE(SUM((SELECT SUM(p.bytes) FROM payload p WHERE p.message = m.id)), 0)"
          + " AS octets FROM message m WHERE m.id >= :from"
          + " GROUP BY SUBSTRING(m.id, 1, 7), m.partnership, m.direction ORDER BY 1";

  private final Database database;

  /** Sums in that database. */
  public JdbcTraffic(Database database) {
    this.database = database;
  }

  @Override
  public List<Sum> since(Instant since) {
    return database.read(
        handle -> {
          List<Sum> sums = new ArrayList<>(kept(handle, since));
          Instant mark = mark(handle).orElse(Instant.EPOCH);
          Instant start = mark.isAfter(since) ? mark : since;
          sums.addAll(
              handle
                  .createQuery(SLOTS)
                  .bind("from", MessageIds.floor(start))
                  .map((row, context) -> read(row, MessageIds.time(row.getString("slot"))))
                  .list());
          return sums;
        });
  }

  private static List<Sum> kept(Handle handle, Instant since) {
    return handle
        .createQuery("SELECT * FROM traffic WHERE start_at >= ? ORDER BY start_at")
        .bind(0, Times.column(since))
        .map((row, context) -> read(row, Times.instant(row, "start_at")))
        .list();
  }

  /** Uploads may take an hour; only then is a time's sum final. */
  @Override
  public void sumUp(Instant now) {
    Instant end = floor(now.minus(JdbcSearch.ID_LEAD));
    database.call(
        handle -> {
          Instant start = mark(handle).orElse(Instant.EPOCH);
          for (int i = 0; i < MAX_STEPS && start.isBefore(end); i++) {
            Instant next = nextMessage(handle, start, end);
            if (next.isBefore(end)) {
              sumUp(handle, next, next.plus(STEP));
              start = next.plus(STEP);
            } else {
              start = end;
            }
          }
          setMark(handle, start);
          return start;
        });
  }

  private static void sumUp(Handle handle, Instant start, Instant end) {
    handle
        .createUpdate(
            "INSERT INTO traffic (partnership, direction, messages, octets, start_at)"
                + " SELECT s.partnership, s.direction, s.messages, s.octets, :start FROM ("
                + SUMS
                + ") s ON CONFLICT DO NOTHING")
        .bind("from", MessageIds.floor(start))
        .bind("until", MessageIds.floor(end))
        .bind("start", Times.column(start))
        .execute();
  }

  /** The ten minutes of the first message from there on; the end if there is none before it. */
  private static Instant nextMessage(Handle handle, Instant start, Instant end) {
    return handle
        .createQuery("SELECT id FROM message WHERE id >= ? AND id < ? ORDER BY id LIMIT 1")
        .bind(0, MessageIds.floor(start))
        .bind(1, MessageIds.floor(end))
        .mapTo(String.class)
        .findOne()
        .map(id -> floor(MessageIds.time(id)))
        .orElse(end);
  }

  private static Instant floor(Instant instant) {
    return Instant.ofEpochSecond(
        Math.floorDiv(instant.getEpochSecond(), STEP_SECONDS) * STEP_SECONDS);
  }

  private static Optional<Instant> mark(Handle handle) {
    return handle
        .createQuery("SELECT until_at FROM traffic_mark WHERE name = 'sums'")
        .map((row, context) -> Times.instant(row, "until_at"))
        .findOne();
  }

  private static void setMark(Handle handle, Instant mark) {
    int updated =
        handle.execute(
            "UPDATE traffic_mark SET until_at = ? WHERE name = 'sums'", Times.column(mark));
    if (updated == 0) {
      handle.execute(
          "INSERT INTO traffic_mark (name, until_at) VALUES ('sums', ?) ON CONFLICT DO NOTHING",
          Times.column(mark));
    }
  }

  private static Sum read(ResultSet row, Instant start) throws SQLException {
    return new Sum(
        start,
        row.getString("partnership"),
        row.getString("direction").equals(Direction.IN.text()) ? Direction.IN : Direction.OUT,
        row.getInt("messages"),
        row.getLong("octets"));
  }
}
