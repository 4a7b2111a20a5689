package org.as2gateway.people.alerts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.as2gateway.people.alerts.Alert.Acknowledgement;
import org.as2gateway.people.alerts.AlertDelivery.State;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps alerts, their rules and their deliveries. Safe for many threads. Tables {@code alert} and
 * {@code alert_delivery}; rules by {@link JdbcAlertRules}.
 */
public final class JdbcAlerts {
  private static final int MAX_NAME = 60;

  private final Database database;
  private final JdbcAlertRules rules;

  /** Kept in that database. */
  public JdbcAlerts(Database database) {
    this.database = database;
    this.rules = new JdbcAlertRules(database);
  }

  /** All rules, by name. */
  public List<AlertRule> rules() {
    return rules.all();
  }

  /** The rule of that id. */
  public Optional<AlertRule> rule(String id) {
    return rules.all().stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** Adds a rule, or replaces the one of its id. */
  public void put(AlertRule rule) {
    database.inTransaction(
        () -> {
          rules.put(rule);
          return true;
        });
  }

  /** Removes a rule; what waits for it is not told any more. Returns false if there is none. */
  public boolean removeRule(String id, Instant now) {
    return database.inTransaction(
        () -> {
          database.call(handle -> endWaiting(handle, "rule", id, now));
          return rules.remove(id);
        });
  }

  /**
   * Takes what was found: opens an alert for each new condition, with a delivery for each rule that
   * covers it, and closes those whose condition is gone. One that was acknowledged and got
   * something new opens again.
   */
  public void take(List<Condition> conditions, Instant now) {
    take(conditions, gone -> Optional.empty(), now);
  }

  /**
   * The same.
   *
   * @param ending how a condition ended that is gone: the last detail of its alert, if not empty
   */
  public void take(
      List<Condition> conditions, Function<Condition, Optional<String>> ending, Instant now) {
    database.inTransaction(
        () -> {
          Map<String, Alert> open = new HashMap<>();
          open().forEach(alert -> open.put(alert.condition().key(), alert));
          Set<String> found = new HashSet<>();
          conditions.stream()
              .filter(condition -> found.add(condition.key()))
              .forEach(condition -> take(condition, open.get(condition.key()), now));
          open.values().stream()
              .filter(alert -> !found.contains(alert.condition().key()))
              .forEach(
                  alert -> {
                    ending.apply(alert.condition()).ifPresent(detail -> end(alert, detail));
                    close(alert.id(), now);
                  });
          return true;
        });
  }

  private void end(Alert alert, String detail) {
    String cut = Condition.cut(detail, Condition.MAX_TEXT);
    database.call(
        handle -> handle.execute("UPDATE alert SET detail = ? WHERE id = ?", cut, alert.id()));
  }

  private void take(Condition condition, @Nullable Alert open, Instant now) {
    if (open == null) {
      open(condition, now);
    } else if (open.acknowledged().isPresent()) {
      if (condition.mark().compareTo(open.condition().mark()) > 0) {
        close(open.id(), now);
        open(condition, now);
      }
    } else if (!open.condition().equals(condition)) {
      refresh(open.id(), condition);
    }
  }

  private void open(Condition condition, Instant now) {
    String id = UUID.randomUUID().toString().replace("-", "");
    int opened =
        database.call(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO alert (id, open_key, alert_key, kind, urgent, title, detail,"
                            + " link, mark, partner, owner, moment, moment_at, opened_at) VALUES (:id,"
                            + " :key, :key, :kind, :urgent, :title, :detail, :link, :mark,"
                            + " :partner, :owner, :moment, :momentAt, :openedAt)"
                            + " ON CONFLICT DO NOTHING")
                    .bind("id", id)
                    .bind("key", condition.key())
                    .bind("kind", condition.kind().text())
                    .bind("urgent", condition.isUrgent())
                    .bind("title", condition.title())
                    .bind("detail", condition.detail())
                    .bind("link", condition.link())
                    .bind("mark", condition.mark())
                    .bind("partner", condition.partner().orElse(null))
                    .bind("owner", condition.owner().orElse(null))
                    .bind("moment", condition.moment().map(Moment::label).orElse(null))
                    .bind("momentAt", momentAt(condition))
                    .bind("openedAt", Times.column(now))
                    .execute());
    if (opened == 1) { // else another node was first
      rules.all().stream()
          .filter(rule -> rule.covers(condition))
          .forEach(rule -> insert(AlertDelivery.of(id, rule.id())));
    }
  }

  private void insert(AlertDelivery delivery) {
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO alert_delivery (alert, rule, state, attempts, answer)"
                    + " VALUES (?, ?, ?, ?, ?)",
                delivery.alert(),
                delivery.rule(),
                delivery.state().text(),
                delivery.attempts(),
                delivery.answer()));
  }

  private void refresh(String id, Condition condition) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE alert SET urgent = ?, title = ?, detail = ?, link = ?, mark = ?,"
                    + " moment = ?, moment_at = ? WHERE id = ?",
                condition.isUrgent(),
                condition.title(),
                condition.detail(),
                condition.link(),
                condition.mark(),
                condition.moment().map(Moment::label).orElse(null),
                momentAt(condition),
                id));
  }

  private static @Nullable OffsetDateTime momentAt(Condition condition) {
    return condition.moment().map(moment -> Times.column(moment.at())).orElse(null);
  }

  private void close(String id, Instant now) {
    database.call(
        handle -> {
          handle.execute(
              "UPDATE alert SET closed_at = ?, open_key = NULL WHERE id = ?",
              Times.column(now),
              id);
          return endWaiting(handle, "alert", id, now);
        });
  }

  /** The column is a word of ours. */
  private static int endWaiting(Handle handle, String column, String id, Instant now) {
    return handle.execute(
        "UPDATE alert_delivery SET state = ?, ended_at = ?, due_at = NULL WHERE "
            + column
            + " = ? AND state = ?",
        State.NOT_NEEDED.text(),
        Times.column(now),
        id,
        State.WAITING.text());
  }

  /** Open alerts, newest first. */
  public List<Alert> open() {
    return select("WHERE open_key IS NOT NULL ORDER BY opened_at DESC, id");
  }

  /** Closed alerts, the last closed first. */
  public List<Alert> closed(int limit) {
    return select(
        "WHERE closed_at IS NOT NULL ORDER BY closed_at DESC, id FETCH FIRST ? ROWS ONLY", limit);
  }

  /** The alert of that id. */
  public Optional<Alert> find(String id) {
    return select("WHERE id = ?", id).stream().findFirst();
  }

  private List<Alert> select(String condition, Object... values) {
    return database.call(
        handle -> {
          var query = handle.createQuery("SELECT * FROM alert " + condition);
          for (int i = 0; i < values.length; i++) {
            query.bind(i, values[i]);
          }
          return query.map((row, context) -> alert(row)).list();
        });
  }

  private static Optional<Moment> moment(ResultSet row) throws SQLException {
    Instant at = Times.nullableInstant(row, "moment_at");
    return at == null ? Optional.empty() : Optional.of(new Moment(row.getString("moment"), at));
  }

  private static Alert alert(ResultSet row) throws SQLException {
    String by = row.getString("acknowledged_by");
    return new Alert(
        row.getString("id"),
        new Condition(
            AlertKind.parse(row.getString("kind")).orElseThrow(),
            row.getString("alert_key"),
            row.getBoolean("urgent"),
            row.getString("title"),
            row.getString("detail"),
            row.getString("link"),
            row.getString("mark"),
            Optional.ofNullable(row.getString("partner")),
            Optional.ofNullable(row.getString("owner")),
            moment(row)),
        Times.instant(row, "opened_at"),
        Optional.ofNullable(Times.nullableInstant(row, "closed_at")),
        by == null
            ? Optional.empty()
            : Optional.of(new Acknowledgement(by, Times.instant(row, "acknowledged_at"))));
  }

  /** Somebody takes an open alert on. Returns false if it is closed or taken already. */
  public boolean acknowledge(String id, String by, Instant now) {
    return database.inTransaction(
        () ->
            database.call(
                handle -> {
                  int taken =
                      handle.execute(
                          "UPDATE alert SET acknowledged_by = ?, acknowledged_at = ? WHERE id = ?"
                              + " AND open_key IS NOT NULL AND acknowledged_by IS NULL",
                          Condition.cut(by, MAX_NAME),
                          Times.column(now),
                          id);
                  if (taken == 1) {
                    endWaiting(handle, "alert", id, now);
                  }
                  return taken == 1;
                }));
  }

  /** Deliveries that wait. */
  public List<AlertDelivery> waiting() {
    return selectDeliveries("WHERE state = ? ORDER BY alert", State.WAITING.text());
  }

  /** Deliveries of an alert. */
  public List<AlertDelivery> deliveries(String alert) {
    return selectDeliveries("WHERE alert = ? ORDER BY rule", alert);
  }

  private List<AlertDelivery> selectDeliveries(String condition, String value) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT * FROM alert_delivery " + condition)
                .bind(0, value)
                .map((row, context) -> delivery(row))
                .list());
  }

  private static AlertDelivery delivery(ResultSet row) throws SQLException {
    return new AlertDelivery(
        row.getString("alert"),
        row.getString("rule"),
        State.parse(row.getString("state")),
        row.getInt("attempts"),
        Optional.ofNullable(Times.nullableInstant(row, "due_at")),
        Optional.ofNullable(Times.nullableInstant(row, "ended_at")),
        row.getString("answer"));
  }

  /** Replaces a delivery that waits; one that has ended meanwhile stays as it is. */
  public void update(AlertDelivery delivery) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE alert_delivery SET state = ?, attempts = ?, due_at = ?, ended_at = ?,"
                    + " answer = ? WHERE alert = ? AND rule = ? AND state = ?",
                delivery.state().text(),
                delivery.attempts(),
                Times.nullableColumn(delivery.dueAt().orElse(null)),
                Times.nullableColumn(delivery.endedAt().orElse(null)),
                delivery.answer(),
                delivery.alert(),
                delivery.rule(),
                State.WAITING.text()));
  }

  /** Forgets alerts closed before that. */
  public void removeClosed(Instant before) {
    database.inTransaction(
        () ->
            database.call(
                handle -> {
                  handle.execute(
                      "DELETE FROM alert_delivery WHERE alert IN"
                          + " (SELECT id FROM alert WHERE closed_at < ?)",
                      Times.column(before));
                  return handle.execute(
                      "DELETE FROM alert WHERE closed_at < ?", Times.column(before));
                }));
  }
}
