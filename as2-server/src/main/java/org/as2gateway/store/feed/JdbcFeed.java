package org.as2gateway.store.feed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.JdbcEvents;

/**
 * The feed in table {@code event}, the cursors in table {@code feed_cursor}. Positions are the keys
 * of the events. A key is taken before its transaction commits, so a smaller one may become visible
 * later: entries are handed out once every transaction that may have such a key has ended.
 */
public final class JdbcFeed implements Feed, FeedCursors {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final Database database;

  /** The feed of that database. */
  public JdbcFeed(Database database) {
    this.database = database;
  }

  @Override
  public List<FeedEntry> read(long after, int limit) {
    long last = last();
    if (last <= after || !database.awaitRunning(LONGEST_WAIT)) {
      return List.of();
    }
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT id, message, at, kind, http_status, reason, detail FROM event"
                        + " WHERE id > ? AND id <= ? ORDER BY id LIMIT ?")
                .bind(0, after)
                .bind(1, last)
                .bind(2, limit)
                .map(
                    (row, context) ->
                        new FeedEntry(
                            row.getLong("id"), row.getString("message"), JdbcEvents.read(row)))
                .list());
  }

  private long last() {
    return database.read(
        handle ->
            handle.createQuery("SELECT COALESCE(MAX(id), 0) FROM event").mapTo(Long.class).one());
  }

  @Override
  public long find(String follower) {
    Optional<Long> found =
        database.call(
            handle ->
                handle
                    .createQuery("SELECT position FROM feed_cursor WHERE follower = ?")
                    .bind(0, follower)
                    .mapTo(Long.class)
                    .findOne());
    return found.orElse(0L);
  }

  @Override
  public void put(String follower, long position) {
    database.call(
        handle -> {
          int changed =
              handle.execute(
                  "UPDATE feed_cursor SET position = ? WHERE follower = ?", position, follower);
          return changed > 0
              ? changed
              : handle.execute(
                  "INSERT INTO feed_cursor (follower, position) VALUES (?, ?)", follower, position);
        });
  }
}
