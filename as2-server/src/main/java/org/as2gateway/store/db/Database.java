package org.as2gateway.store.db;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.as2gateway.store.disk.GroupSync;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * The database of a gateway, H2 or PostgreSQL by its URL. Stores get a handle through {@link
 * #call}; everyone else sees {@link Transactions}. After a fault it comes back by itself: the next
 * use after the cause is gone succeeds. Safe for many threads.
 */
public final class Database implements Transactions, AutoCloseable {
  /** What a store does with a handle. */
  @FunctionalInterface
  public interface Work<T> {
    /** Runs statements; neither commits nor closes the handle. */
    T on(Handle handle) throws SQLException;
  }

  /** A transaction under way on this thread. */
  private static final class Unit {
    private final Handle handle;
    private final int opening;
    private final boolean isReading;
    private boolean isDurable;
    private @Nullable DatabaseException failure;

    Unit(ConnectionSource.Begun begun, boolean isReading, boolean isDurable) {
      this.handle = begun.handle();
      this.opening = begun.opening();
      this.isReading = isReading;
      this.isDurable = isDurable;
    }
  }

  private final ConnectionSource source;
  private final GroupSync sync;
  private final CompletableFuture<String> lost;

  @SuppressWarnings("ThreadLocalUsage") // one process may hold several databases: not static
  private final ThreadLocal<@Nullable Unit> current = new ThreadLocal<>();

  private Database(ConnectionSource source, CompletableFuture<String> lost) {
    this.source = source;
    this.lost = lost;
    this.sync = new GroupSync(source::sync);
  }

  /**
   * Connects, checks that commits can be made durable, and brings the schema up to date.
   *
   * @throws DatabaseException if the database cannot be reached, is in use by another process, does
   *     not promise durability, or is of a newer version of the gateway
   */
  public static Database open(DatabaseSettings settings) {
    return open(settings, Engine.of(settings.url()));
  }

  static Database open(DatabaseSettings settings, Engine engine) {
    engine.claim(settings);
    ConnectionSource source;
    try {
      source = ConnectionSource.open(settings, engine);
    } catch (RuntimeException e) {
      engine.release();
      throw e;
    }
    engine.enter();
    try {
      Migrations.run(source.dataSource(), engine);
      engine.claimed();
    } catch (RuntimeException e) {
      source.close();
      throw e;
    } finally {
      engine.leave();
    }
    return new Database(source, engine.lost());
  }

  /**
   * Runs statements in the transaction of this thread, or in one of their own.
   *
   * @throws DatabaseException if they fail; the transaction around them cannot commit any more
   */
  public <T> T call(Work<T> work) {
    return run(() -> statements(work), false);
  }

  /**
   * Runs statements that change nothing and may take long, such as a report; others need not wait
   * for them. In the transaction of this thread, if there is one.
   *
   * @throws DatabaseException if they fail
   */
  public <T> T read(Work<T> work) {
    return current.get() != null
        ? statements(work)
        : uninterrupted(() -> runOutermost(() -> statements(work), true, false));
  }

  @Override
  public <T> T inTransaction(Supplier<T> work) {
    return run(work, false);
  }

  @Override
  public <T> T durably(Supplier<T> work) {
    return run(work, true);
  }

  /** In the transaction of this thread, or in one of its own. */
  private <T> T run(Supplier<T> work, boolean isDurable) {
    Unit outer = current.get();
    if (outer != null) {
      if (isDurable && outer.isReading) {
        throw new IllegalStateException("nothing can be made durable while reading");
      }
      outer.isDurable |= isDurable;
      return work.get();
    }
    return uninterrupted(() -> runOutermost(work, false, isDurable));
  }

  /**
   * An interrupt waits until the database is done: it would lose the outcome of this work, and
   * close H2's files under the work of others.
   */
  private static <T> T uninterrupted(Supplier<T> work) {
    boolean isInterrupted = Thread.interrupted();
    try {
      return work.get();
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private <T> T runOutermost(Supplier<T> work, boolean isReading, boolean isDurable) {
    Unit unit = new Unit(source.begin(isReading), isReading, isDurable);
    current.set(unit);
    T result;
    try {
      result = work.get();
      commit(unit);
    } finally {
      current.remove();
      source.end(unit.handle, isReading);
    }
    if (unit.isDurable) {
      synchronise(unit.opening);
    }
    return result;
  }

  private <T> T statements(Work<T> work) {
    Unit unit = current.get();
    if (unit == null) {
      throw new IllegalStateException("statements need a transaction");
    }
    try {
      return work.on(unit.handle);
    } catch (SQLException | JdbiException e) {
      unit.failure = source.failed("a statement failed", e);
      throw unit.failure;
    }
  }

  private void commit(Unit unit) {
    if (unit.failure != null) {
      throw new DatabaseException("a statement of the transaction had failed", unit.failure);
    }
    try {
      unit.handle.commit();
    } catch (JdbiException e) {
      throw source.failed("the commit failed", e);
    }
  }

  /**
   * A database that was opened anew between commit and synchronisation has lost what was committed
   * and not written: that of the new one says nothing of it.
   */
  private void synchronise(int opening) {
    try {
      sync.await();
      if (!source.isStill(opening)) {
        throw new IOException("it was opened anew after the commit");
      }
    } catch (IOException e) {
      throw new DatabaseException(
          "the database could not be synchronised with the disk: the commit is not durable", e);
    }
  }

  /**
   * Returns when every message that was being accepted elsewhere is recorded or will never be: by a
   * process that was killed, or over a connection that broke in the middle of a commit.
   *
   * @throws DatabaseException if that does not come to an end within seconds
   */
  public void awaitOthers() {
    call(
        handle -> {
          source.awaitOthers(handle);
          return true;
        });
  }

  /**
   * Returns when every transaction that is under way now has ended, and what it committed is
   * durable. What others change does not wait for the caller, who must not be in a transaction.
   *
   * @return false if one of them takes longer than that
   */
  public boolean awaitRunning(Duration limit) {
    if (current.get() != null) {
      throw new IllegalStateException("a transaction would wait for others that wait for it");
    }
    return source.awaitRunning(limit)
        && read(handle -> source.awaitRunningElsewhere(handle, limit))
        && durably(() -> true);
  }

  /**
   * Copies the database as of one moment into a new file, while it is in use.
   *
   * @return false if it is a server's, whose own tools copy it
   */
  public boolean backup(Path file) throws IOException {
    return source.backup(file);
  }

  /**
   * Completed with the reason once another gateway has taken the database from this one: it must
   * stop, because what it knows may be wrong by now. Until then, and from then on, each use fails
   * while the database is not known to be ours.
   */
  public CompletableFuture<String> lost() {
    return lost.copy();
  }

  /** Closes all connections; an embedded database is shut down and synchronised. */
  @Override
  public void close() {
    source.close();
  }
}
