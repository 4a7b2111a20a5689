package org.as2gateway.store.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands out handles, and opens pool and engine anew when they have broken. */
final class ConnectionSource implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionSource.class);
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration REOPEN_PAUSE = Duration.ofMillis(500);
  private static final int IDLE_CONNECTIONS = 2;

  /**
   * A pool and the face of it that runs statements.
   *
   * @param opening which opening of the database it belongs to
   */
  private record Pool(HikariDataSource dataSource, Jdbi jdbi, int opening) {}

  /**
   * A handle in a transaction.
   *
   * @param opening which opening of the database it belongs to
   */
  record Begun(Handle handle, int opening) {}

  private final DatabaseSettings settings;
  private final Engine engine;
  private final Object reopening = new Object();
  private volatile Pool pool;
  private volatile boolean isSuspect;
  private volatile boolean isClosed;
  private final RunningTransactions running = new RunningTransactions();
  private final AtomicInteger openings = new AtomicInteger();
  private long lastReopenNanos;
  private @Nullable RuntimeException lastReopenFailure;

  private ConnectionSource(DatabaseSettings settings, Engine engine) {
    this.settings = settings;
    this.engine = engine;
    this.pool = openPool();
  }

  static ConnectionSource open(DatabaseSettings settings, Engine engine) {
    return new ConnectionSource(settings, engine);
  }

  DataSource dataSource() {
    return pool.dataSource();
  }

  /**
   * A handle in a transaction.
   *
   * @param isReading whether nothing will be changed; however long it takes, nobody waits for it
   */
  Begun begin(boolean isReading) {
    if (isClosed) {
      throw new DatabaseException("the database is closed");
    }
    if (isSuspect) {
      reopen();
    }
    if (!isReading) {
      engine.enter();
      running.begin();
    }
    Handle handle = null;
    boolean isBegun = false;
    try {
      Pool open = pool; // its handles belong to its opening, even if another begins meanwhile
      handle = open.jdbi().open();
      if (isReading) {
        handle.setReadOnly(true); // the pool takes that back
      }
      engine.begin(handle.getConnection());
      handle.begin();
      isBegun = true;
      return new Begun(handle, open.opening());
    } catch (JdbiException | SQLException e) {
      throw failed("no connection to the database", e);
    } finally {
      if (!isBegun) {
        giveUp(handle, isReading);
      }
    }
  }

  private void giveUp(@Nullable Handle handle, boolean isReading) {
    try {
      if (handle != null) {
        handle.close();
      }
    } finally {
      if (!isReading) {
        running.end();
        engine.leave();
      }
    }
  }

  /** Gives a handle back; what was not committed is rolled back. */
  void end(Handle handle, boolean isReading) {
    try (handle) {
      if (handle.isInTransaction()) {
        handle.rollback();
      }
    } catch (JdbiException e) {
      // The work has failed or is committed already; a connection that cannot roll back is dropped.
      LOG.warn("could not return a database connection: {}", e.getMessage());
      isSuspect = true;
    } finally {
      if (!isReading) {
        running.end();
        engine.leave();
      }
    }
  }

  boolean awaitRunning(Duration limit) {
    return running.await(limit);
  }

  boolean awaitRunningElsewhere(Handle handle, Duration limit) throws SQLException {
    return engine.awaitRunning(handle.getConnection(), limit);
  }

  void awaitOthers(Handle handle) throws SQLException {
    engine.awaitOthers(handle.getConnection());
  }

  boolean backup(Path file) throws IOException {
    return engine.backup(file);
  }

  /** Whether the database was not opened anew since: what was committed to it then is in it. */
  boolean isStill(int opening) {
    return openings.get() == opening;
  }

  void sync() throws IOException {
    try {
      engine.sync();
    } catch (IOException e) {
      isSuspect = true;
      throw e;
    }
  }

  /** The exception to throw, after a look at whether the engine is still there. */
  DatabaseException failed(String what, Exception cause) {
    if (engine.isBroken()) {
      isSuspect = true;
    }
    return new DatabaseException(what + ": " + cause.getMessage(), cause);
  }

  private void reopen() {
    synchronized (reopening) {
      if (!isSuspect || isClosed) {
        return;
      }
      if (!engine.isBroken()) {
        isSuspect = false;
        return;
      }
      RuntimeException before = lastReopenFailure;
      if (before != null && System.nanoTime() - lastReopenNanos < REOPEN_PAUSE.toNanos()) {
        throw new DatabaseException("the database is not available", before);
      }
      try {
        LOG.warn("the database failed and is being reopened");
        openings.incrementAndGet();
        pool.dataSource().close();
        engine.reset();
        pool = openPool();
        isSuspect = false;
        lastReopenFailure = null;
        LOG.info("the database is available again");
      } catch (IOException | RuntimeException e) {
        lastReopenNanos = System.nanoTime();
        lastReopenFailure = new DatabaseException("the database could not be reopened", e);
        throw lastReopenFailure;
      }
    }
  }

  private Pool openPool() {
    HikariConfig config = new HikariConfig();
    config.setPoolName("gateway");
    config.setMaximumPoolSize(settings.connections());
    config.setMinimumIdle(IDLE_CONNECTIONS);
    config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
    if (!settings.user().isEmpty()) {
      config.setUsername(settings.user());
      config.setPassword(settings.password());
    }
    HikariDataSource dataSource;
    try {
      engine.configure(config);
      dataSource = new HikariDataSource(config);
    } catch (RuntimeException e) {
      throw new DatabaseException(
          "could not open the database '" + settings.shownUrl() + "': " + engine.explain(e), e);
    }
    try {
      engine.onOpened(dataSource);
      return new Pool(dataSource, Jdbi.create(dataSource), openings.get());
    } catch (RuntimeException e) {
      dataSource.close();
      throw e;
    }
  }

  @Override
  public void close() {
    synchronized (reopening) {
      isClosed = true;
      pool.dataSource().close(); // first: a pool replaces connections, and would open H2 again
      engine.shutdown();
    }
  }
}
