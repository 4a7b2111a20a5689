package org.as2gateway.people.expected;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.people.expected.Expectation.AnswerWithin;
import org.as2gateway.people.expected.Expectation.FileBy;
import org.as2gateway.people.expected.Expectation.NotSilent;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.FileGlob;
import org.as2gateway.store.log.JdbcFileTimes;
import org.jspecify.annotations.Nullable;

/** Keeps rules and holidays. Safe for many threads. Tables {@code expected_rule, holidays}. */
public final class JdbcExpected {
  private static final String FILE = "file";
  private static final String ANSWER = "answer";
  private static final String SILENCE = "silence";

  private final Database database;
  private final JdbcFileTimes files;

  /** Kept in that database, beside the messages. */
  public JdbcExpected(Database database) {
    this.database = database;
    this.files = new JdbcFileTimes(database);
  }

  /** The files that were sent and received. */
  public JdbcFileTimes files() {
    return files;
  }

  /** All rules, by partner, the oldest first. */
  public List<ExpectedRule> rules() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM expected_rule ORDER BY partner, since, id")
                .map((row, context) -> read(row))
                .list());
  }

  /** The rule of that id. */
  public Optional<ExpectedRule> rule(String id) {
    return rules().stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /** Adds a rule, or replaces the one of its id. */
  public void put(ExpectedRule rule) {
    database.inTransaction(
        () -> {
          remove(rule.id());
          return insert(rule);
        });
  }

  private int insert(ExpectedRule rule) {
    Row row = Row.of(rule.expectation());
    return database.call(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO expected_rule (id, partner, kind, direction, file_glob,"
                        + " answer_glob, due_by, within_minutes, silent_days, zone, days,"
                        + " except_holidays, since, enabled) VALUES (:id, :partner, :kind,"
                        + " :direction, :file, :answer, :by, :within, :silent, :zone, :days,"
                        + " :holidays, :since, :enabled)")
                .bind("id", rule.id())
                .bind("partner", rule.partner())
                .bind("kind", row.kind)
                .bind("direction", row.direction)
                .bind("file", row.file)
                .bind("answer", row.answer)
                .bind("by", row.by)
                .bind("within", row.within)
                .bind("silent", row.silent)
                .bind("zone", rule.days().zone().getId())
                .bind(
                    "days",
                    rule.days().weekdays().stream()
                        .map(day -> Integer.toString(day.getValue()))
                        .collect(Collectors.joining(",")))
                .bind("holidays", rule.days().isExceptHolidays())
                .bind("since", Times.column(rule.since()))
                .bind("enabled", rule.isEnabled())
                .execute());
  }

  /** What the kinds have of their own; null where one has nothing. */
  private record Row(
      String kind,
      @Nullable String direction,
      @Nullable String file,
      @Nullable String answer,
      @Nullable String by,
      @Nullable Integer within,
      @Nullable Integer silent) {
    static Row of(Expectation expectation) {
      if (expectation instanceof FileBy e) {
        String file = e.file().text();
        return new Row(FILE, e.direction().text(), file, null, e.by().toString(), null, null);
      }
      if (expectation instanceof AnswerWithin e) {
        int minutes = (int) e.within().toMinutes();
        return new Row(ANSWER, null, e.file().text(), e.answer().text(), null, minutes, null);
      }
      NotSilent e = (NotSilent) expectation;
      String direction = e.direction().map(Direction::text).orElse(null);
      return new Row(SILENCE, direction, null, null, null, null, e.days());
    }
  }

  /** Removes a rule. Returns false if there is none. */
  public boolean remove(String id) {
    return database.call(handle -> handle.execute("DELETE FROM expected_rule WHERE id = ?", id))
        == 1;
  }

  private static ExpectedRule read(ResultSet row) throws SQLException {
    return new ExpectedRule(
        row.getString("id"),
        row.getString("partner"),
        expectation(row),
        new ExpectedDays(
            ZoneId.of(row.getString("zone")),
            Arrays.stream(row.getString("days").split(",", -1))
                .map(day -> DayOfWeek.of(Integer.parseInt(day)))
                .collect(Collectors.toSet()),
            row.getBoolean("except_holidays")),
        Times.instant(row, "since"),
        row.getBoolean("enabled"));
  }

  private static Expectation expectation(ResultSet row) throws SQLException {
    @Nullable String way = row.getString("direction");
    Optional<Direction> direction =
        Arrays.stream(Direction.values()).filter(d -> d.text().equals(way)).findFirst();
    return switch (row.getString("kind")) {
      case FILE ->
          new FileBy(
              direction.orElseThrow(),
              new FileGlob(row.getString("file_glob")),
              LocalTime.parse(row.getString("due_by")));
      case ANSWER ->
          new AnswerWithin(
              new FileGlob(row.getString("file_glob")),
              new FileGlob(row.getString("answer_glob")),
              Duration.ofMinutes(row.getInt("within_minutes")));
      default -> new NotSilent(direction, row.getInt("silent_days"));
    };
  }

  /** The holidays of the gateway. */
  public Holidays holidays() {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM holidays")
                .map(
                    (row, context) ->
                        Holidays.parse(row.getBoolean("us_federal"), row.getString("days")))
                .findOne()
                .orElse(Holidays.NONE));
  }

  /** Replaces them. */
  public void putHolidays(Holidays holidays) {
    database.inTransaction(
        () ->
            database.call(
                handle -> {
                  handle.execute("DELETE FROM holidays");
                  return handle.execute(
                      "INSERT INTO holidays (only_row, us_federal, days) VALUES (1, ?, ?)",
                      holidays.hasUsFederal(),
                      holidays.lines());
                }));
  }
}
