package org.as2gateway.store.log;

import java.time.Instant;
import java.util.List;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;

/**
 * When files came and went. Files of messages that failed or were refused, canceled or blocked do
 * not count. Each query walks the index of one partnership from a time on. Safe for many threads.
 */
public final class JdbcFileTimes {
  private static final String FILES =
      "SELECT m.id, m.created_at, p.filename FROM message m JOIN payload p ON p.message = m.id"
          + " WHERE m.partnership = :partnership AND m.id >= :first AND m.id < :end"
          + " AND m.created_at >= :since AND m.created_at < :until"
          + " AND m.status NOT IN ('failed', 'cancelled', 'blocked', 'refused')"
          + " AND LOWER(p.filename) LIKE :pattern ESCAPE '!'"
          + " ORDER BY m.partnership DESC, m.id DESC LIMIT :limit";

  private final Database database;

  /** Of the messages in that database. */
  public JdbcFileTimes(Database database) {
    this.database = database;
  }

  /**
   * The newest files of a partnership, newest first.
   *
   * @param files names that count
   * @param since accepted at or after
   * @param until accepted before
   */
  public List<FileTime> newest(
      String partnership, FileGlob files, Instant since, Instant until, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(FILES)
                .bind("partnership", partnership)
                .bind("first", MessageIds.floor(since.minus(JdbcSearch.ID_LEAD)))
                .bind("end", MessageIds.floor(until.plus(JdbcSearch.ID_LEAD)))
                .bind("since", Times.column(since))
                .bind("until", Times.column(until))
                .bind("pattern", files.pattern())
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new FileTime(
                            row.getString("id"),
                            row.getString("filename"),
                            Times.instant(row, "created_at")))
                .list());
  }
}
