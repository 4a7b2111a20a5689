package org.as2gateway.store.db;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exclusive use of a PostgreSQL schema. A session of its own holds an advisory lock for as long
 * as the gateway runs, and is asked every second whether it still does. Without the lock no
 * transaction begins; it is taken again as soon as that is possible. Once another gateway has had
 * the schema, what this one knows is stale and it must stop: {@link #lost}.
 */
final class PostgresGuard implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresGuard.class);

  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  /** How long an answer counts. */
  private static final Duration LEASE = Duration.ofSeconds(6);

  /** How long a gateway that lost its session may still begin transactions, and a little more. */
  private static final Duration GRACE = LEASE.plusSeconds(2);

  /** How long the server may take to end the session of this home's gateway that was killed. */
  private static final Duration OWN_PATIENCE = Duration.ofSeconds(30);

  private final DatabaseSettings settings;
  private final PostgresUrl url;
  private final String instance = UUID.randomUUID().toString();
  private final CompletableFuture<String> lost = new CompletableFuture<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "db-lock");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean isHeld;
  private volatile long confirmedNanos;
  private @Nullable PostgresSession session; // guarded by this, as the next one
  private String lastInstance = "";

  private PostgresGuard(DatabaseSettings settings, PostgresUrl url) {
    this.settings = settings;
    this.url = url;
  }

  /**
   * Takes the lock.
   *
   * @throws DatabaseException if another gateway has it, naming that one, or if the server cannot
   *     be reached
   */
  static PostgresGuard take(DatabaseSettings settings, PostgresUrl url) {
    PostgresGuard guard = new PostgresGuard(settings, url);
    boolean isTaken = false;
    try {
      guard.takeFirst();
      isTaken = true;
      return guard;
    } catch (SQLException e) {
      throw new DatabaseException(
          "could not open the database '"
              + settings.shownUrl()
              + "': "
              + e.getMessage()
              + url.advice(),
          e);
    } finally {
      if (!isTaken) {
        guard.close();
      }
    }
  }

  private synchronized void takeFirst() throws SQLException {
    PostgresSession opened = PostgresSession.open(settings, url);
    session = opened;
    long begun = System.nanoTime();
    long asked = begun;
    while (!opened.tryLock()) {
      Optional<PostgresSession.Row> row = opened.row();
      if (!isOwn(row) || System.nanoTime() - begun > OWN_PATIENCE.toNanos()) {
        throw DatabaseException.inUse(other(opened));
      }
      pause(CHECK_INTERVAL);
      asked = System.nanoTime();
    }
    Optional<PostgresSession.Row> before = opened.row();
    lastInstance = before.map(PostgresSession.Row::instance).orElse("");
    confirm(asked);
    var unused =
        timer.scheduleWithFixedDelay(
            this::check,
            CHECK_INTERVAL.toMillis(),
            CHECK_INTERVAL.toMillis(),
            TimeUnit.MILLISECONDS);
    if (before.isPresent() && !before.get().isReleased() && !isOwn(before)) {
      LOG.warn(
          "the database was last used by another gateway that did not close it ({});"
              + " waiting {} s until that gateway has noticed",
          before.get().holder().text(),
          GRACE.toSeconds());
      pause(GRACE);
    }
  }

  /** Of this home: its lock says that the earlier process is gone. */
  private boolean isOwn(Optional<PostgresSession.Row> row) {
    return row.filter(known -> known.holder().isSameHome(settings.holder())).isPresent();
  }

  private static void pause(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DatabaseException("interrupted while waiting for the lock on the database", e);
    }
  }

  private void confirm(long askedNanos) {
    confirmedNanos = askedNanos;
    isHeld = true;
  }

  /** Names the gateway that holds the lock as well as it is known. */
  private static String other(PostgresSession session) throws SQLException {
    Optional<PostgresSession.Locker> locker = session.locker();
    Optional<PostgresSession.Row> row = session.row();
    if (row.isPresent() && locker.map(found -> found.backend()).equals(row.map(r -> r.backend()))) {
      return row.get().holder().text();
    }
    return locker.map(PostgresSession.Locker::text).orElse("it has just begun or ended");
  }

  /** Puts this gateway on record, once the schema has the table for it. */
  void register() {
    try {
      registerNow();
    } catch (SQLException e) {
      throw new DatabaseException("could not record who uses the database: " + e.getMessage(), e);
    }
  }

  private synchronized void registerNow() throws SQLException {
    PostgresSession open = session;
    if (open == null) {
      throw new SQLException("the session that holds the lock was lost");
    }
    open.register(instance, settings.holder());
    lastInstance = instance;
  }

  /**
   * To be called before anything is read or changed.
   *
   * @throws DatabaseException if the lock is not known to be ours
   */
  void require() {
    if (lost.isDone()) {
      throw new DatabaseException(lost.join());
    }
    if (!isHeld || System.nanoTime() - confirmedNanos > LEASE.toNanos()) {
      throw new DatabaseException(
          "the lock on the database is lost: nothing is accepted or sent until it is held again");
    }
  }

  /** Completed with the reason when the gateway must stop for good. */
  CompletableFuture<String> lost() {
    return lost;
  }

  /** Runs every second. */
  private synchronized void check() {
    if (lost.isDone()) {
      return;
    }
    try {
      PostgresSession open = session;
      if (open == null) {
        takeAgain();
        return;
      }
      long asked = System.nanoTime();
      if (!open.holdsLock()) {
        throw new SQLException("the session does not hold the lock any more");
      }
      confirm(asked);
    } catch (SQLException | RuntimeException e) { // else it would never be checked again
      if (isHeld) {
        LOG.error(
            "the lock on the database was lost ({}); the gateway neither accepts nor sends"
                + " messages until it is held"
                + " again",
            e.getMessage());
      } else {
        LOG.debug("the lock on the database could not be acquired again: {}", e.getMessage());
      }
      isHeld = false;
      drop();
    }
  }

  private void takeAgain() throws SQLException {
    PostgresSession opened = PostgresSession.open(settings, url);
    session = opened;
    long asked = System.nanoTime();
    if (!opened.tryLock()) {
      if (!isOurRecord(opened.row())) {
        stop(other(opened));
      }
      // a session of ours that the server has not ended yet, or a gateway not on record yet
      drop();
      return;
    }
    Optional<PostgresSession.Row> row = opened.row();
    if (!isOurRecord(row)) {
      stop(row.map(found -> found.holder().text()).orElse("unknown"));
      return;
    }
    if (lastInstance.equals(instance)) {
      registerNow();
    }
    confirm(asked);
    LOG.info("the lock on the database is held again");
  }

  /** Whether no other gateway has put itself on record since; each does before it works. */
  private boolean isOurRecord(Optional<PostgresSession.Row> row) {
    return row.map(PostgresSession.Row::instance).orElse("").equals(lastInstance);
  }

  private void stop(String other) {
    drop();
    String reason =
        "another gateway took the database while the lock on it was lost ("
            + other
            + "): this one stops; start it again when the other one is stopped";
    LOG.error("{}", reason);
    lost.complete(reason);
  }

  private void drop() {
    PostgresSession open = session;
    session = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        LOG.debug("the session was closed already: {}", e.getMessage());
      }
    }
  }

  /** Releases the lock. */
  @Override
  public void close() {
    timer.shutdown();
    try {
      if (!timer.awaitTermination(GRACE.toSeconds(), TimeUnit.SECONDS)) {
        timer.shutdownNow();
      }
    } catch (InterruptedException e) {
      timer.shutdownNow();
      Thread.currentThread().interrupt();
    }
    isHeld = false;
    release();
  }

  private synchronized void release() {
    try {
      if (session != null && lastInstance.equals(instance)) {
        session.release(instance);
      }
    } catch (SQLException e) {
      LOG.warn("could not record that the database is released: {}", e.getMessage());
    }
    drop();
  }
}
