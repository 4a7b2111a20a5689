package org.as2gateway.store.db;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/** What H2 and PostgreSQL do differently. */
interface Engine {
  /** The engine that a URL names. */
  static Engine of(String url) {
    if (url.startsWith(H2Engine.PREFIX)) {
      return H2Engine.of(url);
    }
    if (url.startsWith(PostgresEngine.PREFIX)) {
      return new PostgresEngine(url);
    }
    throw new IllegalArgumentException(
        "store.url is '" + url + "', expected 'jdbc:h2:…' or 'jdbc:postgresql://…'");
  }

  /** Sets what the pool needs to know, the URL included. */
  void configure(HikariConfig config);

  /** Why it could not be opened, for an operator. */
  default String explain(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  /**
   * Takes the database for this gateway alone, until {@link #release}; before anything is opened.
   *
   * @throws DatabaseException if another gateway uses it, naming that one
   */
  void claim(DatabaseSettings settings);

  /** Gives back what {@link #claim} took; {@link #shutdown} does it too. */
  void release();

  /** The schema is up to date: others may be shown who uses it. */
  default void claimed() {}

  /** Completed with the reason once another gateway has taken the database from this one. */
  default CompletableFuture<String> lost() {
    return new CompletableFuture<>();
  }

  /** Values of the placeholders in the migrations. */
  Map<String, String> placeholders();

  /** Called when a pool is open, the first one and each one after a fault. */
  void onOpened(DataSource dataSource);

  /** Called when a connection begins to work for a transaction. */
  default void begin(Connection connection) throws SQLException {}

  /** Makes all commits so far durable; an exception means that none of them may be believed. */
  void sync() throws IOException;

  /**
   * Copies the database as of one moment into a new file.
   *
   * @return false if it is a server's, whose own tools copy it
   */
  boolean backup(Path target) throws IOException;

  /**
   * Returns when all that was being written elsewhere is committed or gone: by a process that was
   * killed, or over a connection that broke in the middle of a commit.
   */
  default void awaitOthers(Connection connection) throws SQLException {}

  /**
   * Waits for the transactions that are under way outside this process now, as one whose connection
   * broke in the middle of its commit; nobody waits for the caller.
   *
   * @param connection in a transaction that has changed nothing
   * @return false if one of them takes longer than that
   */
  default boolean awaitRunning(Connection connection, Duration limit) throws SQLException {
    return true;
  }

  /** Whether the engine must be opened anew before it can work again. */
  boolean isBroken();

  /** Brings down what is left of the engine, so that a new pool can be opened. */
  void reset() throws IOException;

  /** Ends the engine in good order, after the pool is closed. */
  void shutdown();

  /**
   * A transaction that may change something begins on this thread; may wait for what must not
   * happen during one.
   */
  default void enter() {}

  /** The transaction of this thread has ended. */
  default void leave() {}
}
