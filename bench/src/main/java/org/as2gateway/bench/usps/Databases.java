package org.as2gateway.bench.usps;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Stream;

/** How large databases are on disk. */
final class Databases {
  private Databases() {}

  /** Measures a database. */
  interface Size {
    /** Its bytes. */
    long bytes() throws IOException, SQLException;
  }

  /** All files of a folder. */
  static long bytes(Path folder) throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  /** A table with its indexes. */
  static long bytes(EmbeddedPostgres server, String table) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_total_relation_size('" + table + "')")) {
      row.next();
      return row.getLong(1);
    }
  }
}
