package org.as2gateway.usps.scans;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.as2gateway.store.db.Database;
import org.as2gateway.usps.files.ScanEvent;

/** The events: table {@code usps_scan}. Safe for many threads, if one adds at a time. */
final class JdbcScanEvents {
  /** What it keeps of each event, to be read by {@link #read}. */
  static final String COLUMNS = "e.piece, e.event, e.source, e.line, e.code, e.detail";

  private static final String ADD =
      "INSERT INTO usps_scan (source, piece, event, line, code, detail)"
          + " SELECT CAST(:source AS INTEGER), k.*"
          + " FROM UNNEST(:pieces, :events, :lines, :codes, :details) AS k(a, b, c, d, e)"
          + " WHERE NOT EXISTS"
          + " (SELECT 1 FROM usps_scan s WHERE s.piece = k.a AND s.event = k.b)";

  /** Ends each text in the column {@code detail}. */
  private static final char END = '\u001f';

  private static final int TEXTS = 10;

  private final Database database;

  JdbcScanEvents(Database database) {
    this.database = database;
  }

  /**
   * Adds events of an extract; those that are known stay as they are.
   *
   * @param events without repeats
   * @return how many were added
   */
  int add(int source, List<KeyedEvent> events) {
    return database.call(
        handle ->
            handle
                .createUpdate(ADD)
                .bind("source", source)
                .bind("pieces", JdbcArray.longs(events.stream().map(KeyedEvent::piece).toList()))
                .bind("events", JdbcArray.longs(events.stream().map(KeyedEvent::event).toList()))
                .bind("lines", JdbcArray.longs(events.stream().map(KeyedEvent::line).toList()))
                .bind("codes", JdbcArray.texts(events.stream().map(KeyedEvent::code).toList()))
                .bind("details", JdbcArray.texts(events.stream().map(KeyedEvent::detail).toList()))
                .execute());
  }

  /** The texts in one column: a dozen columns would take three times as long to write. */
  static String detail(ScanEvent event) {
    StringBuilder text = new StringBuilder();
    for (String part :
        List.of(
            event.number(),
            event.efn(),
            event.name(),
            event.date(),
            event.time(),
            event.facilityZip(),
            event.facility(),
            event.reference(),
            event.recipient(),
            event.rest())) {
      text.append(storable(part, 512)).append(END);
    }
    return text.toString();
  }

  /** A table from the home may have wider fields; PostgreSQL keeps no NUL. */
  static String storable(String text, int most) {
    String cut = text.length() > most ? text.substring(0, most) : text;
    return cut.replace('\0', '\uFFFD').replace(END, '\uFFFD');
  }

  static Scan read(ResultSet row) throws SQLException {
    String[] texts = row.getString("detail").split(String.valueOf(END), TEXTS + 1);
    return new Scan(
        row.getLong("piece"),
        row.getLong("event"),
        row.getInt("source"),
        row.getLong("line"),
        texts[0],
        texts[1],
        row.getString("code"),
        texts[2],
        texts[3],
        texts[4],
        texts[5],
        texts[6],
        texts[7],
        texts[8],
        texts[9]);
  }
}
