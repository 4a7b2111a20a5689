package org.as2gateway.usps.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.usps.ledger.FileMessage.State;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Which messages carry which files: table {@code usps_file_message}, and {@code usps_correction}.
 * Each call takes part in the transaction around it. Safe for many threads.
 */
public final class JdbcFileMessages {
  private static final String SELECT =
      "SELECT l.*, m.status, m.attempts FROM usps_file_message l LEFT JOIN message m ON m.id = l.message ";

  /**
   * Its pieces belong into the ledger: it was sent; or it was tried and has failed, and an answer
   * or a scan proves that USPS has the file, which no other message carried.
   */
  private static final String HAS_PIECES =
      "(l.state IN ('sent', 'received') OR (l.state = 'unused' AND m.attempts > 0"
          + " AND EXISTS (SELECT 1 FROM usps_file f WHERE f.id = l.file"
          + " AND f.state IN ('accepted', 'partly', 'scanned'))"
          + " AND NOT EXISTS (SELECT 1 FROM usps_file_message o WHERE o.file = l.file"
          + " AND o.state IN ('sent', 'received'))))";

  private static final String OF_FILE =
      SELECT + "WHERE l.file = ? ORDER BY l.message, l.payload, l.line";

  private final Database database;

  /** Those of that database. */
  public JdbcFileMessages(Database database) {
    this.database = database;
  }

  /**
   * A message as the ledger has it, and as its status is now.
   *
   * @param kept as the ledger has it
   * @param now what became of it by now; the ledger follows in a moment
   * @param isTried whether it was tried to send it: its bytes may have arrived
   */
  record Link(FileMessage kept, State now, boolean isTried) {
    /** Whether the number of the file is taken by that message. */
    boolean takesNumber() {
      return now == State.QUEUED || now == State.SENT || now == State.RECEIVED;
    }
  }

  /** The messages of a file, the oldest first. */
  public List<FileMessage> ofFile(long file) {
    return links(file).stream().map(Link::kept).toList();
  }

  List<Link> links(long file) {
    return database.call(
        handle ->
            handle.createQuery(OF_FILE).bind(0, file).map((row, context) -> link(row)).list());
  }

  /** Ids of the messages of these files, the oldest first. At most a thousand in one call. */
  public Map<Long, List<String>> ofFiles(Set<Long> files) {
    Map<Long, List<String>> found = new HashMap<>();
    if (!files.isEmpty()) {
      database.call(
          handle ->
              handle
                  .createQuery(
                      "SELECT DISTINCT file, message FROM usps_file_message"
                          + " WHERE file IN (<files>) ORDER BY file, message")
                  .bindList("files", files)
                  .map(
                      (row, context) ->
                          found
                              .computeIfAbsent(row.getLong("file"), file -> new ArrayList<>())
                              .add(row.getString("message")))
                  .list());
    }
    return found;
  }

  /** The files of a message, in its order. */
  public List<FileMessage> ofMessage(String message) {
    return linksOf(Set.of(message)).stream().map(Link::kept).toList();
  }

  /** At most a thousand messages. */
  List<Link> linksOf(Set<String> messages) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    SELECT + "WHERE l.message IN (<ids>) ORDER BY l.message, l.payload, l.line")
                .bindList("ids", messages)
                .map((row, context) -> link(row))
                .list());
  }

  private static Link link(ResultSet row) throws SQLException {
    FileMessage kept =
        new FileMessage(
            row.getLong("file"),
            row.getString("message"),
            row.getInt("payload"),
            row.getLong("line"),
            State.of(row.getString("state")),
            row.getBoolean("correction"),
            row.getString("sha256"),
            row.getInt("pieces"));
    State now = now(kept.state(), row.getString("status"));
    boolean isTried = now == State.SENT || now == State.RECEIVED || row.getInt("attempts") > 0;
    return new Link(kept, now, isTried);
  }

  /** A message that is to be sent again stays sent; one that is not kept any more, what it was. */
  private static State now(State kept, @Nullable String status) {
    if (status == null) {
      return kept;
    }
    return switch (MessageStatus.parse(status).orElseThrow()) {
      case BLOCKED -> State.BLOCKED;
      case QUEUED, SENDING -> kept == State.SENT || kept == State.RECEIVED ? kept : State.QUEUED;
      case AWAITING_MDN -> kept == State.RECEIVED ? kept : State.SENT;
      case SENT, ACKNOWLEDGED -> State.RECEIVED;
      case FAILED, CANCELLED -> State.UNUSED;
      case ACCEPTED, DELIVERED, REFUSED -> kept;
    };
  }

  /** Adds a message to a file. */
  void add(FileMessage message) {
    database.call(
        handle ->
            handle.execute(
                "INSERT INTO usps_file_message (message, payload, line, file, state, correction,"
                    + " sha256, pieces, read_pieces, complete)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, FALSE)",
                message.message(),
                message.payload(),
                message.line(),
                message.file(),
                message.state().text(),
                message.isCorrection(),
                message.sha256(),
                message.pieces()));
  }

  /** Takes a message away from all files: it will be looked at again. */
  void remove(String message) {
    database.call(
        handle -> handle.execute("DELETE FROM usps_file_message WHERE message = ?", message));
  }

  void putState(FileMessage link, State state) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE usps_file_message SET state = ?"
                    + " WHERE message = ? AND payload = ? AND line = ?",
                state.text(),
                link.message(),
                link.payload(),
                link.line()));
  }

  /**
   * A message whose pieces are to be entered.
   *
   * @param link the message and its file
   * @param read how many of its pieces are entered already
   */
  record Unread(FileMessage link, int read) {}

  /**
   * What is to be entered of one file of a message that was sent; none if there is nothing.
   *
   * @param after only of messages with a greater id; blank for all
   */
  List<Unread> nextUnread(String after) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + "WHERE l.complete = FALSE AND "
                        + HAS_PIECES
                        + " AND l.message > ? ORDER BY l.message, l.payload, l.line LIMIT 1")
                .bind(0, after)
                .map((row, context) -> link(row).kept())
                .findOne()
                .map(first -> unread(handle, first))
                .orElse(List.of()));
  }

  private static List<Unread> unread(Handle handle, FileMessage first) {
    return handle
        .createQuery(
            SELECT
                + "WHERE l.complete = FALSE AND l.message = ? AND l.payload = ? AND "
                + HAS_PIECES
                + " ORDER BY l.line")
        .bind(0, first.message())
        .bind(1, first.payload())
        .map((row, context) -> new Unread(link(row).kept(), row.getInt("read_pieces")))
        .list();
  }

  /** Whether something of a file is known to have been sent and all its pieces are entered. */
  public boolean isEntered(long file) {
    return database.call(
        handle ->
            handle
                .createQuery(
                    "SELECT COUNT(*) AS sent, SUM(CASE WHEN complete AND read_pieces >= pieces"
                        + " THEN 1 ELSE 0 END) AS entered FROM usps_file_message"
                        + " WHERE file = ? AND (state IN ('sent', 'received')"
                        + " OR (state = 'unused' AND complete))")
                .bind(0, file)
                .map(
                    (row, context) ->
                        row.getInt("sent") > 0 && row.getInt("sent") == row.getInt("entered"))
                .one());
  }

  /** So many of its pieces are entered. */
  void putRead(FileMessage link, int read, boolean isComplete) {
    database.call(
        handle ->
            handle.execute(
                "UPDATE usps_file_message SET read_pieces = ?, complete = ?"
                    + " WHERE message = ? AND payload = ? AND line = ?",
                read,
                isComplete,
                link.message(),
                link.payload(),
                link.line()));
  }

  /** The message is submitted as a correction; call it in the transaction that queues it. */
  public void addCorrection(String message) {
    database.call(
        handle -> handle.execute("INSERT INTO usps_correction (message) VALUES (?)", message));
  }

  /** Whether the message was submitted as a correction. */
  public boolean isCorrection(String message) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT 1 FROM usps_correction WHERE message = ?")
                .bind(0, message)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }
}
