package org.as2gateway.people.onboarding;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.jdbi.v3.core.Handle;

/**
 * Keeps what is known of partners on their way. Safe for many threads. Tables {@code onboarding}
 * and {@code onboarding_answer}.
 */
public final class JdbcOnboardings {
  private static final int MAX_CHARS = 500_000; // a character column of H2 holds a million

  private final Database database;

  /** Kept in that database. */
  public JdbcOnboardings(Database database) {
    this.database = database;
  }

  /** Adds one, or replaces the one of that id. */
  public void put(Onboarding onboarding) {
    database.inTransaction(
        () ->
            database.call(
                handle -> {
                  remove(handle, onboarding.id());
                  insert(handle, onboarding);
                  return true;
                }));
  }

  private static void insert(Handle handle, Onboarding onboarding) {
    handle
        .createUpdate(
            "INSERT INTO onboarding (id, partner, started_by, started_at, updated_at, finished_at)"
                + " VALUES (:id, :partner, :startedBy, :startedAt, :updatedAt, :finishedAt)")
        .bind("id", onboarding.id())
        .bind("partner", onboarding.partner())
        .bind("startedBy", onboarding.startedBy())
        .bind("startedAt", Times.column(onboarding.startedAt()))
        .bind("updatedAt", Times.column(onboarding.updatedAt()))
        .bind("finishedAt", onboarding.finishedAt().map(Times::column).orElse(null))
        .execute();
    onboarding
        .answers()
        .forEach(
            (name, answer) -> {
              if (answer.length() > MAX_CHARS) {
                throw new IllegalArgumentException("answer '" + name + "' is too long to be kept");
              }
              handle.execute(
                  "INSERT INTO onboarding_answer (onboarding, name, answer) VALUES (?, ?, ?)",
                  onboarding.id(),
                  name,
                  answer);
            });
  }

  /** The one of that id. */
  public Optional<Onboarding> find(String id) {
    return select("WHERE id = ?", id).stream().findFirst();
  }

  /** The newest of that partner, finished or not. */
  public Optional<Onboarding> newestOf(String partner) {
    return select("WHERE partner = ? ORDER BY started_at DESC, id", partner).stream().findFirst();
  }

  /** Those under way, newest first. */
  public List<Onboarding> open() {
    return select("WHERE finished_at IS NULL ORDER BY started_at DESC, id");
  }

  private List<Onboarding> select(String condition, Object... values) {
    return database.call(
        handle -> {
          var query = handle.createQuery("SELECT * FROM onboarding " + condition);
          for (int i = 0; i < values.length; i++) {
            query.bind(i, values[i]);
          }
          return query
              .map(
                  (row, context) ->
                      new Onboarding(
                          row.getString("id"),
                          row.getString("partner"),
                          row.getString("started_by"),
                          Times.instant(row, "started_at"),
                          Times.instant(row, "updated_at"),
                          row.getObject("finished_at") == null
                              ? Optional.empty()
                              : Optional.of(Times.instant(row, "finished_at")),
                          answers(handle, row.getString("id"))))
              .list();
        });
  }

  private static Map<String, String> answers(Handle handle, String id) {
    Map<String, String> answers = new LinkedHashMap<>();
    handle
        .createQuery(
            "SELECT name, answer FROM onboarding_answer WHERE onboarding = ? ORDER BY name")
        .bind(0, id)
        .map((row, context) -> Map.entry(row.getString("name"), row.getString("answer")))
        .forEach(entry -> answers.put(entry.getKey(), entry.getValue()));
    return answers;
  }

  /** Forgets one. */
  public void remove(String id) {
    database.inTransaction(
        () ->
            database.call(
                handle -> {
                  remove(handle, id);
                  return true;
                }));
  }

  private static void remove(Handle handle, String id) {
    handle.execute("DELETE FROM onboarding_answer WHERE onboarding = ?", id);
    handle.execute("DELETE FROM onboarding WHERE id = ?", id);
  }
}
