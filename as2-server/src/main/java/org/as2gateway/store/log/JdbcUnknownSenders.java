package org.as2gateway.store.log;

import java.util.List;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.Times;
import org.jdbi.v3.core.Handle;

/** Keeps who tried to send and is not set up. Table {@code unknown_sender}. */
public final class JdbcUnknownSenders {
  private final Database database;

  /** The table of that database. */
  public JdbcUnknownSenders(Database database) {
    this.database = database;
  }

  /** All that are kept. */
  List<UnknownSender> all() {
    return database.read(JdbcUnknownSenders::read);
  }

  /** Keeps these and no others. */
  void replace(List<UnknownSender> all) {
    database.call(handle -> replace(handle, all));
  }

  private static List<UnknownSender> read(Handle handle) {
    return handle
        .createQuery("SELECT * FROM unknown_sender")
        .map(
            (row, context) ->
                new UnknownSender(
                    row.getString("as2_from"),
                    row.getString("as2_to"),
                    row.getString("source"),
                    row.getLong("attempts"),
                    Times.instant(row, "first_at"),
                    Times.instant(row, "last_at"),
                    row.getBoolean("ignored")))
        .list();
  }

  private static boolean replace(Handle handle, List<UnknownSender> all) {
    handle.execute("DELETE FROM unknown_sender");
    for (UnknownSender one : all) {
      handle.execute(
          "INSERT INTO unknown_sender"
              + " (as2_from, as2_to, source, attempts, first_at, last_at, ignored)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?)",
          one.from(),
          one.to(),
          one.source(),
          one.count(),
          Times.column(one.firstAt()),
          Times.column(one.lastAt()),
          one.isIgnored());
    }
    return true;
  }
}
