package org.as2gateway.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.DatabaseSettings;

/**
 * Real databases for tests: H2 in a folder, PostgreSQL in a process of its own. Tables are made
 * once for all tests of a JVM, and copied from then on.
 */
public final class TestDatabase {
  private static final String TEMPLATE = "migrated";
  private static final String H2_FILE = "gateway.mv.db";

  private TestDatabase() {}

  /** An H2 file with all tables and no rows. */
  private static final class EmptyH2 {
    static final Path FILE = make();

    private static Path make() {
      try {
        Path folder = Files.createTempDirectory("empty-h2");
        open(folder).close();
        Path file = folder.resolve(H2_FILE);
        file.toFile().deleteOnExit();
        return file;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A server that ends with the JVM; it has a database with all tables and no rows. */
  private static final class SharedPostgres {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      EmbeddedPostgres server = postgresServer();
      create(server, TEMPLATE, "template1").close();
      return server;
    }
  }

  /** Puts an H2 file with all tables and no rows into the folder, if it has none. */
  static void putH2(Path folder) throws IOException {
    if (!Files.exists(folder.resolve(H2_FILE))) {
      Files.copy(EmptyH2.FILE, folder.resolve(H2_FILE));
    }
  }

  /** Executes a statement with values for its question marks; returns how many rows changed. */
  public static int execute(Database database, String sql, Object... values) {
    return database.call(handle -> handle.execute(sql, values));
  }

  /** The H2 database in the folder, a new one if there is none; close it. */
  public static Database h2(Path folder) {
    try {
      putH2(Files.createDirectories(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return open(folder);
  }

  private static Database open(Path folder) {
    return Database.open(DatabaseSettings.of("jdbc:h2:" + folder.resolve("gateway"), "sa", ""));
  }

  /** Starts a PostgreSQL server that keeps its promises; close it. */
  public static EmbeddedPostgres postgresServer() {
    return start(EmbeddedPostgres.builder());
  }

  /** The same with its files in that folder, where they stay; close it. */
  public static EmbeddedPostgres postgresServer(Path folder) {
    return start(EmbeddedPostgres.builder().setDataDirectory(folder).setCleanDataDirectory(false));
  }

  private static EmbeddedPostgres start(EmbeddedPostgres.Builder builder) {
    try {
      return builder
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          // in its own folder: segments in /dev/shm vanish where another server of the user cleans
          // up
          .setServerConfig("dynamic_shared_memory_type", "mmap")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new database of a PostgreSQL server that keeps its promises; close it. */
  public static Database postgres() {
    return create(SharedPostgres.SERVER, newName(), TEMPLATE);
  }

  /** A new empty database on a server of the test's own; close it. */
  public static Database postgres(EmbeddedPostgres server) {
    return create(server, newName(), "template1");
  }

  private static String newName() {
    return "t" + UUID.randomUUID().toString().replace("-", "");
  }

  private static Database create(EmbeddedPostgres server, String name, String template) {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + " TEMPLATE " + template);
    } catch (SQLException e) {
      throw new IllegalStateException("could not make database '" + name + "'", e);
    }
    return Database.open(
        new DatabaseSettings(server.getJdbcUrl("postgres", name), "postgres", "", 4));
  }
}
