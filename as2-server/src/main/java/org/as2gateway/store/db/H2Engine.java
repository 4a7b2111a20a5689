package org.as2gateway.store.db;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.as2gateway.store.db.h2.H2Writers;
import org.as2gateway.store.db.h2.OrderedFilePath;
import org.as2gateway.store.db.h2.SyncFailedException;
import org.as2gateway.store.db.h2.VersionGate;
import org.as2gateway.store.disk.LockFile;
import org.h2.api.ErrorCode;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.store.fs.FilePath;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * H2 in a file. A commit changes pages in memory; {@link #sync} writes and synchronises them
 * (docs/durability.md).
 */
final class H2Engine implements Engine {
  static final String PREFIX = "jdbc:h2:";

  private static final Logger LOG = LoggerFactory.getLogger(H2Engine.class);

  private static final String FILE_SUFFIX = ".mv.db";

  /** Beside the file, because H2's own lock on it does not say who holds it. */
  private static final String LOCK_SUFFIX = ".holder";

  private static final int BLOCK_BYTES = 1 << 20;

  /**
   * PostgreSQL's ON CONFLICT; no end but ours; a page cache that leaves room in a small heap; room
   * for our statements in the cache of parsed ones; space out of use is free after a second,
   * because {@link OrderedFilePath} does better than H2's hope that the system has written it by
   * then.
   */
  private static final String SETTINGS =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
          + ";DB_CLOSE_ON_EXIT=FALSE;DB_CLOSE_DELAY=-1;CACHE_SIZE=8192;QUERY_CACHE_SIZE=64"
          + ";LOCK_TIMEOUT=10000;RETENTION_TIME=1000";

  /** When a commit is written that need not be durable. */
  private static final Duration WRITE_BEHIND = Duration.ofMillis(500);

  /** Those that change anything take milliseconds, seconds on a machine that is starved. */
  private static final Duration LONGEST_TRANSACTION = Duration.ofSeconds(30);

  /** Pages in use are moved out of a file that holds less of them than that, so much at a time. */
  private static final int LEAST_FILL_PERCENT = 50;

  private static final long LEAST_COMPACTED_BYTES = 16L << 20;
  private static final int COMPACTED_BYTES = 2 << 20;
  private static final Duration COMPACTION_PAUSE = Duration.ofSeconds(1);

  /**
   * Layers under H2's files. The first opens the file again when an interrupt of one thread has
   * closed the channel under all of them.
   */
  private static final String LAYERS = "retry:" + OrderedFilePath.SCHEME + ":";

  static {
    FilePath.register(new OrderedFilePath());
  }

  private final Path path;
  private final String url;
  private final ScheduledExecutorService syncThread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "db-sync");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable ScheduledFuture<?> writing;
  private long compactedNanos = System.nanoTime(); // of the sync thread
  private volatile org.h2.engine.@Nullable Database database;
  private volatile boolean isDoubtful;
  private @Nullable LockFile lock;

  private final VersionGate gate = new VersionGate(LONGEST_TRANSACTION);

  /** A database in that file; tests put a layer of theirs under ours. */
  H2Engine(Path path, String lowestLayer) {
    this.path = path;
    this.url = PREFIX + LAYERS + lowestLayer + path + SETTINGS;
  }

  static H2Engine of(String url) {
    String name = url.substring(PREFIX.length());
    String file = name.startsWith("file:") ? name.substring("file:".length()) : name;
    if (file.indexOf(';') >= 0 || file.matches("[a-zA-Z0-9]{2,}:.*") || file.isEmpty()) {
      throw new IllegalArgumentException(
          "store.url is '" + url + "', expected 'jdbc:h2:' and a path, without further settings");
    }
    return new H2Engine(Path.of(file).toAbsolutePath(), "");
  }

  @Override
  public void claim(DatabaseSettings settings) {
    Path file = path.resolveSibling(path.getFileName() + LOCK_SUFFIX);
    try {
      createFolder();
      Optional<LockFile> taken = LockFile.take(file, settings.holder().text());
      lock = taken.orElseThrow(() -> inUse(file));
    } catch (IOException e) {
      throw new DatabaseException("could not lock the database '" + path + "'", e);
    }
  }

  private static DatabaseException inUse(Path file) {
    return DatabaseException.inUse(LockFile.holder(file).orElse("unknown"));
  }

  @Override
  public void release() {
    LockFile taken = lock;
    lock = null;
    if (taken != null) {
      try {
        taken.close();
      } catch (IOException e) {
        LOG.warn("could not release the lock on the database: {}", e.getMessage());
      }
    }
  }

  @Override
  public void configure(HikariConfig config) {
    config.setJdbcUrl(url);
    config.setMaxLifetime(0);
    try {
      H2Writers.openAndStop(config);
    } catch (SQLException e) {
      throw new DatabaseException("could not open the database '" + path + "'", e);
    }
  }

  @Override
  public String explain(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
        return "it is in use by another process; stop that one first";
      }
    }
    return Engine.super.explain(failure);
  }

  private void createFolder() throws IOException {
    Path folder = path.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  @Override
  public Map<String, String> placeholders() {
    return Map.of(
        "octets", "VARBINARY(1048576)",
        "digest", "VARBINARY(32)",
        "identity", "BIGINT GENERATED BY DEFAULT AS IDENTITY (CACHE 1000)");
  }

  @Override
  public void onOpened(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      database = H2Writers.databaseOf(connection);
      startWriting();
      Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
    } catch (SQLException | IOException e) {
      throw new DatabaseException("could not open the database '" + path + "'", e);
    }
  }

  /** With the first opening: a database that cannot be opened leaves no thread behind. */
  private void startWriting() {
    if (writing == null) {
      long delay = WRITE_BEHIND.toMillis();
      writing =
          syncThread.scheduleWithFixedDelay(this::writeBehind, delay, delay, TimeUnit.MILLISECONDS);
    }
  }

  private Path file() {
    return path.resolveSibling(path.getFileName() + FILE_SUFFIX);
  }

  /**
   * Runs on a thread of its own that nobody interrupts: an interrupt would let H2 return before its
   * writers have written.
   */
  @Override
  public void sync() throws IOException {
    Future<?> done = syncThread.submit(this::writeAndForce);
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          done.get();
          return;
        } catch (InterruptedException e) {
          isInterrupted = true; // kept for the caller; the outcome must be known first
        }
      }
    } catch (ExecutionException e) {
      throw new IOException("could not synchronise the database '" + path + "'", e.getCause());
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * What failed once is not tried again before {@link #reset}: the system forgets a failed fsync,
   * and the next one would say that all is well.
   */
  private void writeAndForce() {
    if (isBroken()) {
      throw new IllegalStateException("an earlier write or synchronisation has failed");
    }
    boolean isDone = false;
    try {
      MVStore store = store();
      gate.write(store::commit);
      store.sync();
      if (store.getPanicException() != null) {
        throw store.getPanicException();
      }
      isDone = true;
    } finally {
      isDoubtful |= !isDone;
    }
  }

  @Override
  public void enter() {
    gate.enter();
  }

  @Override
  public void leave() {
    gate.leave();
  }

  /** What H2's background thread would do. */
  private void writeBehind() {
    try {
      if (database == null || isBroken()) {
        return; // opened anew by whoever needs it next
      }
      MVStore store = store();
      if (mayCompact(store)) {
        compactedNanos = System.nanoTime();
        gate.write(() -> compact(store)); // what it moves may make H2 write a version at once
      } else if (store.hasUnsavedChanges()) {
        gate.write(store::commit);
      }
    } catch (RuntimeException | Error e) { // else it would never run again
      LOG.warn("could not write the database in the background: {}", e.getMessage());
    }
  }

  private static void compact(MVStore store) {
    store.compact(LEAST_FILL_PERCENT, COMPACTED_BYTES);
    store.commit();
  }

  private boolean mayCompact(MVStore store) {
    return System.nanoTime() - compactedNanos > COMPACTION_PAUSE.toNanos()
        && store.getFileStore().size() > LEAST_COMPACTED_BYTES
        && store.getFileStore().getChunksFillRate() < LEAST_FILL_PERCENT;
  }

  private MVStore store() {
    org.h2.engine.Database opened = database;
    if (opened == null) {
      throw new IllegalStateException("the database is not open");
    }
    return opened.getStore().getMvStore();
  }

  /** Not by the command of H2, which writes a version in the middle of transactions. */
  @Override
  public boolean backup(Path target) throws IOException {
    sync();
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
      store().getFileStore().backup(zip);
    } catch (MVStoreException e) {
      throw new IOException("could not copy the database '" + path + "' to '" + target + "'", e);
    }
    return true;
  }

  @Override
  public boolean isBroken() {
    return isDoubtful || store().isClosed() || store().getPanicException() != null;
  }

  @Override
  public void reset() throws IOException {
    org.h2.engine.Database opened = database;
    if (opened == null) {
      return;
    }
    opened.shutdownImmediately();
    if (isDoubtful || hasSyncFailed()) {
      rewrite();
      isDoubtful = false;
    }
  }

  private boolean hasSyncFailed() {
    Throwable cause = store().getPanicException();
    while (cause != null && !(cause instanceof SyncFailedException)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  /**
   * After a failed fsync the system may take pages for written that are not. Writing them once more
   * makes them dirty, so that the fsync after it can be believed.
   */
  private void rewrite() throws IOException {
    ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
    try (FileChannel channel =
        FileChannel.open(file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long position = 0;
      while (channel.read(block.clear(), position) > 0) {
        block.flip();
        while (block.hasRemaining()) {
          position += channel.write(block, position);
        }
      }
      channel.force(true);
    }
  }

  /**
   * Not by H2's own orderly way: where that fails half-way, the database stays open in this
   * process. What is synchronised is found by the next start, as after a crash.
   */
  @Override
  public void shutdown() {
    if (writing != null) {
      writing.cancel(false);
    }
    try {
      if (!isBroken()) {
        sync();
      }
    } catch (IOException e) {
      // every durable commit was synchronised before its caller went on: nothing promised is lost
      LOG.warn("could not close the database cleanly: {}", e.getMessage());
    } finally {
      letGo();
      syncThread.shutdown();
      release();
    }
  }

  private void letGo() {
    try {
      reset();
    } catch (IOException | RuntimeException e) {
      LOG.warn("could not release the database: {}", e.getMessage());
    }
  }
}
