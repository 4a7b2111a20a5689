package org.as2gateway.usps.scans;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.as2gateway.usps.files.ScanSummary;
import org.as2gateway.usps.files.ScanSummary.RawLine;

/** The extracts that were read: table {@code usps_scan_file}. Safe for many threads. */
public final class JdbcScanFiles {
  private static final char END_OF_FIELD = '\u001f';
  private static final char END_OF_LINE = '\u001e';

  private final Database database;

  /** Those of that database. */
  public JdbcScanFiles(Database database) {
    this.database = database;
  }

  /** The extract of a message that was begun before, or a new one. */
  ScanFile begin(ScanSource source, Instant now) {
    return database.inTransaction(
        () ->
            source
                .message()
                .flatMap(message -> find(message, source.payload()))
                .orElseGet(() -> insert(source, now)));
  }

  private Optional<ScanFile> find(String message, int payload) {
    return database.call(
        handle ->
            handle
                .createQuery("SELECT * FROM usps_scan_file WHERE message = ? AND payload = ?")
                .bind(0, message)
                .bind(1, payload)
                .map((row, context) -> read(row))
                .findOne());
  }

  private ScanFile insert(ScanSource source, Instant now) {
    return database.call(
        handle -> {
          int id =
              handle
                  .createUpdate(
                      "INSERT INTO usps_scan_file (message, payload, name, entered_by, entered_at,"
                          + " version, lines, events, added, unreadable, problems, complete)"
                          + " VALUES (:message, :payload, :name, :by, :at, :version, 0, 0, 0, 0,"
                          + " '', FALSE)")
                  .bind("message", source.message().orElse(null))
                  .bind("payload", source.payload())
                  .bind("name", source.name())
                  .bind("by", source.user().orElse(null))
                  .bind("at", Times.column(now))
                  .bind("version", ScanSummary.UNKNOWN)
                  .executeAndReturnGeneratedKeys("id")
                  .mapTo(Integer.class)
                  .one();
          return new ScanFile(id, source, now, ScanSummary.UNKNOWN, 0, 0, 0, 0, List.of(), false);
        });
  }

  /** Replaces how far it was read and what was found, in the transaction around the call. */
  void put(ScanFile file) {
    database.call(
        handle ->
            handle
                .createUpdate(
                    "UPDATE usps_scan_file SET version = :version, lines = :lines, events ="
                        + " :events, added = :added, unreadable = :unreadable, problems ="
                        + " :problems, complete = :complete WHERE id = :id")
                .bind("id", file.id())
                .bind("version", file.version())
                .bind("lines", file.lines())
                .bind("events", file.events())
                .bind("added", file.added())
                .bind("unreadable", file.unreadable())
                .bind("problems", text(file.firstUnreadable()))
                .bind("complete", file.isComplete())
                .execute());
  }

  /** The extract of that id. */
  public Optional<ScanFile> find(int id) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM usps_scan_file WHERE id = ?")
                .bind(0, id)
                .map((row, context) -> read(row))
                .findOne());
  }

  /** The newest extracts first. */
  public List<ScanFile> newest(int limit) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM usps_scan_file ORDER BY id DESC LIMIT ?")
                .bind(0, limit)
                .map((row, context) -> read(row))
                .list());
  }

  private static ScanFile read(ResultSet row) throws SQLException {
    return new ScanFile(
        row.getInt("id"),
        new ScanSource(
            Optional.ofNullable(row.getString("message")),
            row.getInt("payload"),
            row.getString("name"),
            Optional.ofNullable(row.getString("entered_by"))),
        Times.instant(row, "entered_at"),
        row.getString("version"),
        row.getLong("lines"),
        row.getLong("events"),
        row.getLong("added"),
        row.getLong("unreadable"),
        lines(row.getString("problems")),
        row.getBoolean("complete"));
  }

  private static String text(List<RawLine> lines) {
    return lines.stream()
        .map(
            line ->
                line.line()
                    + String.valueOf(END_OF_FIELD)
                    + storable(line.reason())
                    + END_OF_FIELD
                    + storable(line.raw()))
        .collect(Collectors.joining(String.valueOf(END_OF_LINE)));
  }

  /** PostgreSQL keeps no NUL, and the separators have to stay apart. */
  private static String storable(String text) {
    return text.replace('\0', '\uFFFD')
        .replace(END_OF_FIELD, '\uFFFD')
        .replace(END_OF_LINE, '\uFFFD');
  }

  private static List<RawLine> lines(String text) {
    List<RawLine> lines = new ArrayList<>();
    for (String line : text.split(String.valueOf(END_OF_LINE), -1)) {
      String[] parts = line.split(String.valueOf(END_OF_FIELD), -1);
      if (parts.length == 3) {
        lines.add(new RawLine(Long.parseLong(parts[0]), parts[1], parts[2]));
      }
    }
    return lines;
  }
}
