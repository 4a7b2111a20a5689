package org.as2gateway.store.db.h2;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import org.h2.engine.Database;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/**
 * Stops the background writers of H2. They prepare a version while they still write the one before,
 * of which the new one then does not know: if the process ends between the two, the file cannot be
 * read any more. They also write in the middle of transactions, whose keys stay locked after a
 * kill. Without them, each version is complete before the next one begins.
 */
public final class H2Writers {
  /**
   * For the first connection alone: each connection that names a delay starts a writer again, and
   * stopping a writer may wait for a third of the delay.
   */
  private static final String FIRST_SETTING = ";WRITE_DELAY=" + Duration.ofSeconds(3).toMillis();

  private H2Writers() {}

  /** Opens the database that the pool will use, and stops its writer before anything is written. */
  public static void openAndStop(HikariConfig config) throws SQLException {
    Properties credentials = new Properties();
    credentials.setProperty("user", Objects.requireNonNullElse(config.getUsername(), ""));
    credentials.setProperty("password", Objects.requireNonNullElse(config.getPassword(), ""));
    String url = config.getJdbcUrl() + FIRST_SETTING;
    try (Connection first = DriverManager.getConnection(url, credentials)) {
      MVStore store = databaseOf(first).getStore().getMvStore();
      store.setAutoCommitDelay(0); // waits until the writer has ended
      store.setAutoCommitDelay(-1); // 0 would also write a version for each commit
    }
  }

  /** The database behind a connection, which may be one of a pool. */
  public static Database databaseOf(Connection connection) throws SQLException {
    return ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession()).getDatabase();
  }
}
