package org.as2gateway.store.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.jdbi.v3.core.Handle;

/**
 * Tables {@code traffic} and {@code traffic_day}, and in {@code traffic_mark} how far they reach.
 * Messages count by the time in their ids.
 */
public final class JdbcTraffic implements Traffic {
  private static final Duration STEP = Duration.ofMinutes(10);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MAX_STEPS = 500;
  private static final String SUMS_MARK = "sums";
  private static final String DAYS_MARK = "days";

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

  private static final String ACTIVITY =
      "SELECT partnership, direction, status, COUNT(*) AS messages, MAX(id) AS newest,"
          + " SUM(CASE WHEN mdn = :verified THEN 1 ELSE 0 END) AS proven,"
          + " MAX(CASE WHEN mdn = :verified THEN id END) AS newest_proven"
          + " FROM message WHERE id >= :from AND id < :until"
          + " GROUP BY partnership, direction, status ORDER BY 1, 2, 3";

  private static final String FAILURES =
      "SELECT SUBSTRING(id, 1, 7) AS slot, partnership, direction, COUNT(*) AS messages"
          + " FROM message WHERE status IN (:failed, :refused) AND id >= :from"
          + " GROUP BY SUBSTRING(id, 1, 7), partnership, direction ORDER BY 1";

  private static final String KEPT_TENS =
      "SELECT * FROM traffic WHERE start_at >= ? AND start_at < ?";
  private static final String KEPT_DAYS =
      "SELECT * FROM traffic_day WHERE start_at >= ? AND start_at < ?";

  private static final String DAYS =
      "INSERT INTO traffic_day (start_at, partnership, direction, messages, octets)"
          + " SELECT :start, partnership, direction, SUM(messages), SUM(octets) FROM traffic"
          + " WHERE start_at >= :start AND start_at < :end GROUP BY partnership, direction"
          + " ON CONFLICT DO NOTHING";

  private final Database database;

  /** Sums in that database. */
  public JdbcTraffic(Database database) {
    this.database = database;
  }

  /** Each kind of sum up to its mark, which another process may move meanwhile. */
  @Override
  public List<Sum> since(Instant since, Duration longest) {
    return database.read(
        handle -> {
          Map<String, Instant> marks = marks(handle);
          Instant tens = later(since, marks.getOrDefault(SUMS_MARK, Instant.EPOCH));
          Instant days =
              longest.compareTo(DAY) < 0
                  ? since
                  : later(since, marks.getOrDefault(DAYS_MARK, Instant.EPOCH));
          List<Sum> sums = new ArrayList<>(kept(handle, KEPT_DAYS, since, days));
          sums.addAll(kept(handle, KEPT_TENS, days, tens));
          sums.addAll(
              handle
                  .createQuery(SLOTS)
                  .bind("from", MessageIds.floor(tens))
                  .map((row, context) -> read(row, MessageIds.time(row.getString("slot"))))
                  .list());
          return sums;
        });
  }

  @Override
  public List<Activity> activity(Instant since, Instant until) {
    return database.read(
        handle ->
            handle
                .createQuery(ACTIVITY)
                .bind("verified", MdnState.VERIFIED.text())
                .bind("from", MessageIds.floor(since))
                .bind("until", MessageIds.floor(until))
                .map((row, context) -> activity(row))
                .list());
  }

  @Override
  public List<Failures> failures(Instant since) {
    return database.read(
        handle ->
            handle
                .createQuery(FAILURES)
                .bind("failed", MessageStatus.FAILED.text())
                .bind("refused", MessageStatus.REFUSED.text())
                .bind("from", MessageIds.floor(since))
                .map(
                    (row, context) ->
                        new Failures(
                            MessageIds.time(row.getString("slot")),
                            row.getString("partnership"),
                            direction(row),
                            row.getInt("messages")))
                .list());
  }

  private static Activity activity(ResultSet row) throws SQLException {
    return new Activity(
        row.getString("partnership"),
        direction(row),
        MessageStatus.parse(row.getString("status")).orElseThrow(),
        row.getInt("messages"),
        row.getInt("proven"),
        row.getString("newest"),
        row.getString("newest_proven"));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static List<Sum> kept(Handle handle, String query, Instant since, Instant until) {
    return handle
        .createQuery(query)
        .bind(0, Times.column(since))
        .bind(1, Times.column(until))
        .map((row, context) -> read(row, Times.instant(row, "start_at")))
        .list();
  }

  /** Uploads may take an hour; only then is a time's sum final. */
  @Override
  public void sumUp(Instant now) {
    Instant end = floor(now.minus(JdbcSearch.ID_LEAD), STEP);
    database.call(
        handle -> {
          Map<String, Instant> marks = marks(handle);
          Instant start = marks.getOrDefault(SUMS_MARK, Instant.EPOCH);
          for (int i = 0; i < MAX_STEPS && start.isBefore(end); i++) {
            Instant next = nextMessage(handle, start, end);
            if (next.isBefore(end)) {
              sumUp(handle, next, next.plus(STEP));
              start = next.plus(STEP);
            } else {
              start = end;
            }
          }
          setMark(handle, SUMS_MARK, start);
          Instant days = marks.getOrDefault(DAYS_MARK, Instant.EPOCH);
          setMark(handle, DAYS_MARK, sumUpDays(handle, days, floor(start, DAY)));
          return start;
        });
  }

  /** Those that an older version has kept too, some days at a time; returns how far it came. */
  private static Instant sumUpDays(Handle handle, Instant from, Instant end) {
    Instant start = from;
    for (int i = 0; i < MAX_STEPS && start.isBefore(end); i++) {
      Instant day = nextDay(handle, start, end);
      start = day.isBefore(end) ? day.plus(DAY) : end;
      handle
          .createUpdate(DAYS)
          .bind("start", Times.column(day))
          .bind("end", Times.column(start))
          .execute();
    }
    return start;
  }

  private static Instant nextDay(Handle handle, Instant start, Instant end) {
    return handle
        .createQuery(
            "SELECT start_at FROM traffic WHERE start_at >= ? AND start_at < ?"
                + " ORDER BY start_at LIMIT 1")
        .bind(0, Times.column(start))
        .bind(1, Times.column(end))
        .map((row, context) -> floor(Times.instant(row, "start_at"), DAY))
        .findOne()
        .orElse(end);
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
        .map(id -> floor(MessageIds.time(id), STEP))
        .orElse(end);
  }

  private static Instant floor(Instant instant, Duration step) {
    long seconds = step.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), seconds) * seconds);
  }

  private static Map<String, Instant> marks(Handle handle) {
    Map<String, Instant> marks = new HashMap<>();
    handle
        .createQuery("SELECT * FROM traffic_mark")
        .map((row, context) -> marks.put(row.getString("name"), Times.instant(row, "until_at")))
        .list();
    return marks;
  }

  private static void setMark(Handle handle, String name, Instant mark) {
    int updated =
        handle.execute(
            "UPDATE traffic_mark SET until_at = ? WHERE name = ?", Times.column(mark), name);
    if (updated == 0) {
      handle.execute(
          "INSERT INTO traffic_mark (name, until_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
          name,
          Times.column(mark));
    }
  }

  private static Sum read(ResultSet row, Instant start) throws SQLException {
    return new Sum(
        start,
        row.getString("partnership"),
        direction(row),
        row.getInt("messages"),
        row.getLong("octets"));
  }

  private static Direction direction(ResultSet row) throws SQLException {
    return row.getString("direction").equals(Direction.IN.text()) ? Direction.IN : Direction.OUT;
  }
}
