package org.as2gateway.store.db;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the schema up to date. */
final class Migrations {
  private Migrations() {}

  static void run(DataSource dataSource, Engine engine) {
    try {
      Flyway.configure()
          .dataSource(dataSource)
          .locations("classpath:db/migration")
          .placeholders(engine.placeholders())
          .ignoreMigrationPatterns(new String[0]) // a schema of a newer gateway is refused
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new DatabaseException(
          "could not bring the database schema up to date: " + e.getMessage(), e);
    }
  }
}
