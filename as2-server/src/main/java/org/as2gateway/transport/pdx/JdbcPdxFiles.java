package org.as2gateway.transport.pdx;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;

/** The files that PDX has offered, and what became of them. Table {@code pdx_file}. */
public final class JdbcPdxFiles {
  private final Database database;

  /** Files in that database. */
  public JdbcPdxFiles(Database database) {
    this.database = database;
  }

  /** Where a file stands. */
  public enum State {
    /** To be downloaded. */
    WAITING,
    /** It is a message of ours. */
    TAKEN,
    /** Somebody else had downloaded it before we saw it; it is left alone. */
    ELSEWHERE,
    /** It cannot be taken. */
    REFUSED;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A file that waits.
   *
   * @param file as the list had it
   * @param tries how often it was tried
   */
  record Waiting(PdxFile file, int tries) {}

  /** Notes a file of a list; one that is known already stays as it is. */
  void see(String site, String partnership, PdxFile file, Instant now) {
    State state = file.downloadTime().isPresent() ? State.ELSEWHERE : State.WAITING;
    database.call(
        handle ->
            handle.execute(
                """
                INSERT INTO pdx_file (site, id, partnership, filename, created, downloaded, size,
                    entry, seen_at, state, tries, due_at, note)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, '') ON CONFLICT DO NOTHING
                """,
                site,
                file.id(),
                partnership,
                file.filename().orElse(""),
                file.createdTime().orElse(""),
                file.downloadTime().orElse(""),
                file.fileSize().orElse(""),
                file.text(),
                Times.column(now),
                state.text(),
                Times.column(now)));
  }

  /** Files of a partnership that are due, those seen first before others. */
  List<Waiting> due(String site, String partnership, Instant now, int limit) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id, filename, created, downloaded, size, entry, tries FROM pdx_file
                    WHERE site = ? AND partnership = ? AND state = 'waiting' AND due_at <= ?
                    ORDER BY seen_at, id FETCH FIRST ? ROWS ONLY
                    """)
                .bind(0, site)
                .bind(1, partnership)
                .bind(2, Times.column(now))
                .bind(3, limit)
                .map((row, context) -> waiting(row))
                .list());
  }

  private static Waiting waiting(ResultSet row) throws SQLException {
    return new Waiting(
        new PdxFile(
            row.getString("id"),
            text(row, "filename"),
            text(row, "created"),
            text(row, "downloaded"),
            text(row, "size"),
            Optional.empty(),
            row.getString("entry")),
        row.getInt("tries"));
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.of(row.getString(column)).filter(value -> !value.isEmpty());
  }

  /**
   * A file is a message now; call it in the transaction that stores the message.
   *
   * @return false if it was one before
   */
  boolean take(String site, String id, String message, String note) {
    return database.call(
            handle ->
                handle.execute(
                    """
                    UPDATE pdx_file SET state = 'taken', message = ?, note = ?
                    WHERE site = ? AND id = ? AND state = 'waiting'
                    """,
                    message,
                    note,
                    site,
                    id))
        == 1;
  }

  /** A file could not be taken this time. */
  void postpone(String site, String id, Instant dueAt, String note) {
    database.call(
        handle ->
            handle.execute(
                """
                UPDATE pdx_file SET tries = tries + 1, due_at = ?, note = ?
                WHERE site = ? AND id = ? AND state = 'waiting'
                """,
                Times.column(dueAt),
                note,
                site,
                id));
  }

  /** A file will not be taken. */
  void refuse(String site, String id, String note) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE pdx_file SET state = 'refused', note = ? WHERE site = ? AND id = ?",
                note,
                site,
                id));
  }

  /**
   * A file as it stands.
   *
   * @param state where it stands
   * @param note why it was not taken yet, or what does not fit; may be empty
   * @param message id of the message that it became
   */
  public record Kept(PdxFile file, State state, String note, Optional<String> message) {}

  /** The files that were seen last on a partnership, newest first. */
  public List<Kept> newest(String partnership, int limit) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id, filename, created, downloaded, size, entry, tries, state, note,
                        message
                    FROM pdx_file WHERE partnership = ?
                    ORDER BY seen_at DESC, id DESC FETCH FIRST ? ROWS ONLY
                    """)
                .bind(0, partnership)
                .bind(1, limit)
                .map(
                    (row, context) ->
                        new Kept(
                            waiting(row).file(),
                            State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                            row.getString("note"),
                            Optional.ofNullable(row.getString("message"))))
                .list());
  }
}
