package org.as2gateway.people.accounts;

import java.util.LinkedHashMap;
import java.util.Map;
import org.as2gateway.store.db.Database;

/**
 * Lists of messages that users keep under names. Table {@code saved_view}. Safe for many threads.
 */
public final class JdbcSavedViews {
  /** How many a user can have. */
  public static final int MOST = 20;

  private final Database database;

  JdbcSavedViews(Database database) {
    this.database = database;
  }

  /** What the user's lists are asked for, by their names, in the order of the names. */
  public Map<String, String> of(String user) {
    Map<String, String> views = new LinkedHashMap<>();
    database.call(
        handle ->
            handle
                .createQuery("SELECT name, query FROM saved_view WHERE user_name = ? ORDER BY name")
                .bind(0, user)
                .map((row, context) -> views.put(row.getString("name"), row.getString("query")))
                .list());
    return views;
  }

  /**
   * Keeps a list, in place of one of the same name.
   *
   * @return false if the user has too many others; nothing is changed then
   */
  public boolean put(String user, String name, String query) {
    return database.call(
        handle -> {
          int others =
              handle
                  .createQuery("SELECT COUNT(*) FROM saved_view WHERE user_name = ? AND name <> ?")
                  .bind(0, user)
                  .bind(1, name)
                  .mapTo(Integer.class)
                  .one();
          if (others >= MOST) {
            return false;
          }
          handle.execute("DELETE FROM saved_view WHERE user_name = ? AND name = ?", user, name);
          handle.execute(
              "INSERT INTO saved_view (user_name, name, query) VALUES (?, ?, ?)",
              user,
              name,
              query);
          return true;
        });
  }

  /** Forgets a list. */
  public void remove(String user, String name) {
    database.call(
        handle ->
            handle.execute("DELETE FROM saved_view WHERE user_name = ? AND name = ?", user, name));
  }

  /** Forgets those of a user. */
  void removeOf(String user) {
    database.call(handle -> handle.execute("DELETE FROM saved_view WHERE user_name = ?", user));
  }
}
