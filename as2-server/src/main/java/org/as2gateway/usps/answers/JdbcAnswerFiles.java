package org.as2gateway.usps.answers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.as2gateway.usps.answers.AnswerFile.Counts;
import org.as2gateway.usps.answers.AnswerFile.Place;
import org.as2gateway.usps.answers.AnswerFile.State;
import org.as2gateway.usps.files.ContentKind;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The kept answers: table {@code usps_answer_file}. Each call takes part in the transaction around
 * it. Safe for many threads.
 */
public final class JdbcAnswerFiles {
  private final Database database;

  /** Those of that database. */
  public JdbcAnswerFiles(Database database) {
    this.database = database;
  }

  /**
   * A file that is new.
   *
   * @param by name of the user who uploaded it; null if it came in a message
   */
  record Arrival(
      Instant at,
      String filename,
      String partnership,
      Place place,
      long bytes,
      ContentKind kind,
      @Nullable String by) {}

  /** Adds a file that is to be read; returns its id, that of the same message if it is known. */
  long add(Arrival file) {
    return database.call(
        handle -> {
          Optional<Long> known = known(handle, file.place());
          return known.isPresent() ? known.get() : insert(handle, file);
        });
  }

  private static Optional<Long> known(Handle handle, Place place) {
    return handle
        .createQuery("SELECT id FROM usps_answer_file WHERE message = ? AND payload = ?")
        .bind(0, place.message())
        .bind(1, place.payload())
        .mapTo(Long.class)
        .findOne();
  }

  private static long insert(Handle handle, Arrival file) {
    return handle
        .createUpdate(
            "INSERT INTO usps_answer_file (came_at, filename, partnership, message, payload,"
                + " content, bytes, kind, state, due, lines, rejected, strangers, warnings,"
                + " unclear, note, actor) VALUES (:at, :name, :partnership, :message, :payload,"
                + " :content, :bytes, :kind, :state, TRUE, 0, 0, 0, 0, 0, '', :actor)")
        .bind("at", Times.column(file.at()))
        .bind("name", file.filename())
        .bind("partnership", file.partnership())
        .bind("message", file.place().message())
        .bind("payload", file.place().message() == null ? null : file.place().payload())
        .bind("content", file.place().content())
        .bind("bytes", file.bytes())
        .bind("kind", file.kind().text())
        .bind("state", State.WAITING.text())
        .bind("actor", file.by())
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Long.class)
        .one();
  }

  /** The file of that id. */
  public Optional<AnswerFile> find(long id) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT * FROM usps_answer_file WHERE id = ?")
                .bind(0, id)
                .map((row, context) -> read(row))
                .findOne());
  }

  /**
   * Files, the newest first.
   *
   * @param state only those; empty for all
   * @param before only those with a smaller id
   */
  public List<AnswerFile> list(Optional<State> state, long before, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM usps_answer_file WHERE id < :before"
                        + " AND (:state = '' OR state = :state) ORDER BY id DESC LIMIT :limit")
                .bind("before", before)
                .bind("state", state.map(State::text).orElse(""))
                .bind("limit", limit)
                .map((row, context) -> read(row))
                .list());
  }

  /** How many files are in a state. */
  public long count(State state) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM usps_answer_file WHERE state = ?")
                .bind(0, state.text())
                .mapTo(Long.class)
                .one());
  }

  /** The first file that is to be read after that one. */
  Optional<AnswerFile> nextDue(long after) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM usps_answer_file WHERE due = TRUE AND id > ? ORDER BY id LIMIT 1")
                .bind(0, after)
                .map((row, context) -> read(row))
                .findOne());
  }

  /** Files that wait are to be read again, and those that the profile has read. */
  void retry(String profile) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE usps_answer_file SET due = TRUE WHERE state = ? OR profile = ?",
                State.WAITING.text(),
                profile));
  }

  /**
   * How a file stands after it was read.
   *
   * @param profile id of the profile that read it; null if none did
   */
  record Outcome(State state, @Nullable String profile, Counts counts, String note) {}

  /** The file was read. */
  void put(long id, Outcome outcome) {
    database.call(
        handle ->
            handle
                .createUpdate(
                    "UPDATE usps_answer_file SET state = :state, profile = :profile, due = FALSE,"
                        + " lines = :lines, rejected = :rejected, strangers = :strangers,"
                        + " warnings = :warnings, unclear = :unclear, note = :note WHERE id = :id")
                .bind("state", outcome.state().text())
                .bind("profile", outcome.profile())
                .bind("lines", outcome.counts().lines())
                .bind("rejected", outcome.counts().rejected())
                .bind("strangers", outcome.counts().strangers())
                .bind("warnings", outcome.counts().warnings())
                .bind("unclear", outcome.counts().unclear())
                .bind("note", outcome.note())
                .bind("id", id)
                .execute());
  }

  /** A user has dealt with a file that waits. Returns false if it does not. */
  boolean close(long id, String note, String by) {
    return database.call(
            handle ->
                handle.execute(
                    "UPDATE usps_answer_file SET state = ?, due = FALSE, note = ?, actor = ?"
                        + " WHERE id = ? AND state IN (?, ?)",
                    State.CLOSED.text(),
                    note,
                    by,
                    id,
                    State.WAITING.text(),
                    State.ASIDE.text()))
        == 1;
  }

  /** Files that came before that and wait for nobody, with their contents; some of them. */
  List<AnswerFile> old(Instant before, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM usps_answer_file WHERE came_at < ? AND due = FALSE"
                        + " AND state <> ? ORDER BY id LIMIT ?")
                .bind(0, Times.column(before))
                .bind(1, State.WAITING.text())
                .bind(2, limit)
                .map((row, context) -> read(row))
                .list());
  }

  /** Removes a file; what it said of others stays. */
  void remove(long id) {
    database.call(
        handle ->
            handle.execute("DELETE FROM usps_answer_efn WHERE answer = ?", id)
                + handle.execute("DELETE FROM usps_answer_file WHERE id = ?", id));
  }

  private static AnswerFile read(ResultSet row) throws SQLException {
    return new AnswerFile(
        row.getLong("id"),
        Times.instant(row, "came_at"),
        row.getString("filename"),
        row.getString("partnership"),
        new Place(row.getString("message"), row.getInt("payload"), row.getString("content")),
        row.getLong("bytes"),
        ContentKind.of(row.getString("kind")),
        State.of(row.getString("state")).orElseThrow(),
        row.getString("profile"),
        new Counts(
            row.getLong("lines"),
            row.getLong("rejected"),
            row.getLong("strangers"),
            row.getLong("warnings"),
            row.getLong("unclear")),
        row.getString("note"),
        row.getString("actor"));
  }
}
