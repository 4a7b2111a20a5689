package org.as2gateway.transport.sftp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.as2gateway.as2.wire.Sha256;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;

/**
 * What must not happen twice, for SFTP has no receipts. Tables {@code sftp_taken}, {@code
 * sftp_upload} and {@code sftp_offer}. Safe for many threads.
 */
public final class JdbcTransfers {
  private static final Duration KEPT = Duration.ofDays(90);

  /** The target of a file that the partner has collected from our server. */
  static final String COLLECTED = "";

  private static final String DELETE_NOTE =
      "DELETE FROM sftp_upload WHERE message = ? AND payload_index = ?";

  private final Database database;

  /** Kept in that database. */
  public JdbcTransfers(Database database) {
    this.database = database;
  }

  /** What files are called at the partners, in the same database. */
  JdbcUploadNames names() {
    return new JdbcUploadNames(database);
  }

  /** From where partners sign in, in the same database. */
  JdbcSignIns signIns() {
    return new JdbcSignIns(database);
  }

  /** One key for all that a file is known by. */
  static String key(String... parts) {
    return Sha256.hex(String.join("\n", parts));
  }

  /** Takes a file, in the transaction that stores its message; false if it is taken already. */
  boolean take(String partnership, String key, String message, Instant now) {
    return database.call(
        handle -> {
          boolean isNew =
              handle.execute(
                      "INSERT INTO sftp_taken (partnership, file_key, message, taken_at)"
                          + " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                      partnership,
                      key,
                      message,
                      Times.column(now))
                  == 1;
          if (!isNew) {
            refresh(partnership, key, now);
          }
          return isNew;
        });
  }

  /** A file that is taken is still at the server: it has to be known longer. */
  void refresh(String partnership, String key, Instant now) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE sftp_taken SET taken_at = ? WHERE partnership = ? AND file_key = ?",
                Times.column(now),
                partnership,
                key));
  }

  /**
   * Forgets files of the partnership that were not seen for long; call it once all files that are
   * at the server were looked at, for those that are still there have to stay known.
   */
  void forgetOld(String partnership, Instant now) {
    database.call(
        handle ->
            handle.execute(
                "DELETE FROM sftp_taken WHERE partnership = ? AND taken_at < ?",
                partnership,
                Times.column(now.minus(KEPT))));
  }

  /** The file is gone at the server: another one may be as it was. */
  void forget(String partnership, String key) {
    database.call(
        handle ->
            handle.execute(
                "DELETE FROM sftp_taken WHERE partnership = ? AND file_key = ?", partnership, key));
  }

  /**
   * Notes that a file of a message is complete at the other end, or may be.
   *
   * @param target what was to go where; {@link #COLLECTED} for a file of our server
   * @param isConfirmed whether it is certain
   */
  void note(MessageFile file, String target, boolean isConfirmed, Instant now) {
    database.durably(
        () ->
            database.call(
                handle -> {
                  handle.execute(DELETE_NOTE, file.message(), file.index());
                  return handle.execute(
                      "INSERT INTO sftp_upload"
                          + " (message, payload_index, renamed_at, target, is_confirmed)"
                          + " VALUES (?, ?, ?, ?, ?)",
                      file.message(),
                      file.index(),
                      Times.column(now),
                      target,
                      isConfirmed);
                }));
  }

  /**
   * A file of a message.
   *
   * @param message id of the message
   * @param index of the file, the first being 0
   */
  record MessageFile(String message, int index) {}

  /**
   * What is noted of a file.
   *
   * @param index of the file in its message
   * @param target what was to go where
   * @param isConfirmed whether it is certain
   */
  record Note(int index, String target, boolean isConfirmed) {}

  /** It is certain that the file is not there: no note counts. */
  void takeBack(MessageFile file) {
    database.durably(
        () -> database.call(h -> h.execute(DELETE_NOTE, file.message(), file.index())));
  }

  /** The notes of the files of a message. */
  List<Note> notes(String message) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    "SELECT payload_index, target, is_confirmed FROM sftp_upload WHERE message = ?")
                .bind(0, message)
                .map((row, context) -> new Note(row.getInt(1), row.getString(2), row.getBoolean(3)))
                .list());
  }

  /** The files of a message that its partner has collected from our server. */
  List<Integer> collected(String message) {
    return notes(message).stream()
        .filter(note -> note.target().equals(COLLECTED))
        .map(Note::index)
        .toList();
  }

  /** The message has ended: nothing of it is done any more if it is sent again. */
  void end(String message) {
    withdraw(message);
    database.call(handle -> handle.execute("DELETE FROM sftp_upload WHERE message = ?", message));
  }

  /** The message waits for the partner from now on. */
  void offer(String message, String partner, Instant now) {
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO sftp_offer (message, partner, offered_at) VALUES (?, ?, ?)"
                    + " ON CONFLICT DO NOTHING",
                message,
                partner,
                Times.column(now)));
  }

  /** Whether the message waits for the partner. */
  boolean isOffered(String message) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT 1 FROM sftp_offer WHERE message = ?")
                .bind(0, message)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /**
   * The messages that wait for the partner, oldest first; for each the files that the partner has
   * collected already. One statement, however many messages wait.
   */
  Map<String, Set<Integer>> offered(String partner) {
    Map<String, Set<Integer>> collected = new LinkedHashMap<>();
    database.call(
        handle ->
            handle
                .createQuery(
                    "SELECT o.message, u.payload_index FROM sftp_offer o LEFT JOIN sftp_upload u"
                        + " ON u.message = o.message AND u.target = ? WHERE o.partner = ?"
                        + " ORDER BY o.offered_at, o.message")
                .bind(0, COLLECTED)
                .bind(1, partner)
                .map((row, context) -> addCollected(collected, row))
                .list());
    return collected;
  }

  private static boolean addCollected(Map<String, Set<Integer>> collected, ResultSet row)
      throws SQLException {
    Set<Integer> files = collected.computeIfAbsent(row.getString(1), id -> new HashSet<>());
    int index = row.getInt(2);
    return !row.wasNull() && files.add(index);
  }

  /** The message waits no longer. */
  void withdraw(String message) {
    database.call(handle -> handle.execute("DELETE FROM sftp_offer WHERE message = ?", message));
  }
}
