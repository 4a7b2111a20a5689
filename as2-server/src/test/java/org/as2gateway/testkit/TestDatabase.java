package org.as2gateway.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.as2gateway.db.Database;
import org.as2gateway.db.DatabaseSettings;

/** Real databases for tests: H2 in a folder, PostgreSQL in a process of its own. */
public final class TestDatabase {
  private TestDatabase() {}

  /** A new H2 database in the folder; close it. */
  public static Database h2(Path folder) {
    return Database.open(DatabaseSettings.of("jdbc:h2:" + folder.resolve("gateway"), "", ""));
  }

  /** Starts a PostgreSQL server that keeps its promises; close it. */
  public static EmbeddedPostgres postgres() {
    try {
      return EmbeddedPostgres.builder()
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

  /** A new empty database on the server; close it. */
  public static Database create(EmbeddedPostgres server) {
    String name = "t" + UUID.randomUUID().toString().replace("-", "");
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("could not make database '" + name + "'", e);
    }
    return Database.open(
        new DatabaseSettings(server.getJdbcUrl("postgres", name), "postgres", "", 4));
  }
}
