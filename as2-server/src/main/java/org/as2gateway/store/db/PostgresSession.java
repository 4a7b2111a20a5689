package org.as2gateway.store.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Properties;

/**
 * A connection outside of the pool that holds, or tries to take, the advisory lock on a schema. The
 * lock is the schema's own: gateways in different schemas of one database do not meet.
 */
final class PostgresSession implements AutoCloseable {
  /** First half of the lock's key, "as2g"; the second is the object id of the schema. */
  static final int LOCK_CLASS = 0x61733267;

  private static final int TIMEOUT_MILLIS = 5_000;

  /** So that the server notices within half a minute that our machine is gone. */
  private static final String KEEP_ALIVE =
      "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3";

  private static final String OURS =
      " FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid"
          + " WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2"
          + " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
          + " AND l.classid = ?::int::oid AND l.objid ="
          + " (SELECT oid FROM pg_namespace WHERE nspname = current_schema())";

  /** The row of the holder, with what only the guard of the database needs. */
  record Row(String instance, DatabaseHolder holder, int backend, boolean isReleased) {}

  /** A session that holds the lock. */
  record Locker(int backend, String text) {}

  private final Connection connection;

  private PostgresSession(Connection connection) {
    this.connection = connection;
  }

  static PostgresSession open(DatabaseSettings settings, PostgresUrl url) throws SQLException {
    Properties properties = new Properties();
    if (!settings.user().isEmpty()) {
      properties.setProperty("user", settings.user());
      properties.setProperty("password", settings.password());
    }
    properties.setProperty("ApplicationName", "as2gateway lock");
    properties.setProperty("loginTimeout", "10");
    Connection connection = DriverManager.getConnection(url.text(), properties);
    boolean isOpen = false;
    try {
      connection.setNetworkTimeout(Runnable::run, TIMEOUT_MILLIS);
      try (Statement statement = connection.createStatement()) {
        statement.execute(KEEP_ALIVE);
      }
      isOpen = true;
      return new PostgresSession(connection);
    } finally {
      if (!isOpen) {
        connection.close();
      }
    }
  }

  /** Whether the lock is ours from now on. */
  boolean tryLock() throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT pg_try_advisory_lock(?, oid::int) FROM pg_namespace"
                + " WHERE nspname = current_schema()")) {
      select.setInt(1, LOCK_CLASS);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new SQLException(
              "the schema that the URL or the user's search_path names is missing");
        }
        return row.getBoolean(1);
      }
    }
  }

  /** Whether this very session has the lock; behind a pooling proxy it may be another one. */
  boolean holdsLock() throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT count(*)" + OURS + " AND l.pid = pg_backend_pid()")) {
      select.setInt(1, LOCK_CLASS);
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getInt(1) == 1;
      }
    }
  }

  /** Who holds the lock now. */
  Optional<Locker> locker() throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT l.pid, coalesce(host(a.client_addr), 'a local socket'), a.backend_start"
                + OURS)) {
      select.setInt(1, LOCK_CLASS);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        String text =
            "connected from %s, database session %d, since %s"
                .formatted(row.getString(2), row.getInt(1), row.getObject(3, OffsetDateTime.class));
        return Optional.of(new Locker(row.getInt(1), text));
      }
    }
  }

  /** The holder on record; empty before the schema has the table for it. */
  Optional<Row> row() throws SQLException {
    if (!hasTable()) {
      return Optional.empty();
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT instance, host, home, process, since, backend, is_released"
                    + " FROM database_holder")) {
      if (!row.next()) {
        return Optional.empty();
      }
      DatabaseHolder holder =
          new DatabaseHolder(
              row.getString(2), row.getString(3), row.getLong(4), Times.instant(row, "since"));
      return Optional.of(new Row(row.getString(1), holder, row.getInt(6), row.getBoolean(7)));
    }
  }

  private boolean hasTable() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT to_regclass(quote_ident(current_schema()) || '.database_holder')"
                    + " IS NOT NULL")) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** Puts the holder on record, with this session as the one that has the lock. */
  void register(String instance, DatabaseHolder holder) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO database_holder"
                + " (only_row, instance, host, home, process, since, backend, is_released)"
                + " VALUES (1, ?, ?, ?, ?, ?, pg_backend_pid(), false)"
                + " ON CONFLICT (only_row) DO UPDATE SET instance = excluded.instance,"
                + " host = excluded.host, home = excluded.home, process = excluded.process,"
                + " since = excluded.since, backend = excluded.backend, is_released = false")) {
      insert.setString(1, instance);
      insert.setString(2, holder.host());
      insert.setString(3, holder.home());
      insert.setLong(4, holder.process());
      insert.setObject(5, Times.column(holder.since()));
      insert.executeUpdate();
    }
  }

  /** Says on record that the holder was closed in good order. */
  void release(String instance) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE database_holder SET is_released = true WHERE instance = ?")) {
      update.setString(1, instance);
      update.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
