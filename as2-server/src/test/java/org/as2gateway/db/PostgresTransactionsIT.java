package org.as2gateway.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class PostgresTransactionsIT extends TransactionsContract {
  private static EmbeddedPostgres server;

  @BeforeAll
  static void startServer() {
    server = TestDatabase.postgres();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @Override
  Database open() {
    return TestDatabase.create(server);
  }

  @Test
  void refuses_a_server_that_does_not_synchronise() throws IOException {
    try (EmbeddedPostgres careless =
        EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
      assertThatThrownBy(() -> TestDatabase.create(careless))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("fsync = off");
    }
  }

  @Test
  void raises_synchronous_commit_where_the_server_has_it_off() throws IOException {
    try (EmbeddedPostgres lax =
            EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "off")
                .start();
        Database database = TestDatabase.create(lax)) {
      String setting =
          database.call(
              handle -> handle.select("SHOW synchronous_commit").mapTo(String.class).one());
      assertThat(setting).isEqualTo("on");
    }
  }

  @Test
  void lost_connections_are_replaced() throws SQLException {
    try (Database database = TestDatabase.create(server)) {
      database.call(handle -> handle.execute("SELECT 1"));
      try (Connection admin = server.getPostgresDatabase().getConnection();
          Statement statement = admin.createStatement()) {
        statement.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE datname LIKE 't%' AND pid <> pg_backend_pid()");
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .ignoreExceptionsInstanceOf(DatabaseException.class)
          .until(
              () ->
                  database.call(handle -> handle.select("SELECT 1").mapTo(Integer.class).one())
                      == 1);
    }
  }
}
