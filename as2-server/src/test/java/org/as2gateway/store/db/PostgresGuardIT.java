package org.as2gateway.store.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One gateway, one schema: two of them must never work on the same messages. */
@Tag("postgres")
class PostgresGuardIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String END_LOCK_SESSION =
      "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = "
          + PostgresSession.LOCK_CLASS
          + " AND database = (SELECT oid FROM pg_database WHERE datname = 'one')";

  private static EmbeddedPostgres server;

  @BeforeAll
  static void startServer() {
    server = TestDatabase.postgresServer();
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @BeforeEach
  void makeDatabase() throws SQLException {
    execute("DROP DATABASE IF EXISTS one WITH (FORCE)");
    execute("CREATE DATABASE one");
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Database open(String home, String parameters) {
    return Database.open(
        new DatabaseSettings(
            server.getJdbcUrl("postgres", "one") + parameters,
            "postgres",
            "",
            4,
            DatabaseHolder.ofThisProcess(Path.of(home), Instant.parse("2026-11-28T10:00:00Z"))));
  }

  private static int one(Database database) {
    return database.call(handle -> handle.select("SELECT 1").mapTo(Integer.class).one());
  }

  @Test
  void second_home_is_refused_and_the_first_is_named() {
    try (Database first = open("/srv/first", "")) {
      assertThatThrownBy(() -> open("/srv/second", ""))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("in use by another gateway")
          .hasMessageContaining("home '/srv/first' on host '")
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("since 2026-11-28T10:00:00Z");
      assertThat(one(first)).isEqualTo(1);
    }
    try (Database second = open("/srv/second", "")) {
      assertThat(one(second)).as("released by closing").isEqualTo(1);
    }
  }

  @Test
  void each_schema_has_a_gateway_of_its_own() throws Exception {
    try (Connection connection = server.getDatabase("postgres", "one").getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA a");
      statement.execute("CREATE SCHEMA b");
    }
    try (Database first = open("/srv/first", "&currentSchema=a");
        Database second = open("/srv/second", "&currentSchema=b")) {
      assertThat(one(first) + one(second)).isEqualTo(2);
      assertThatThrownBy(() -> open("/srv/third", "&currentSchema=b"))
          .hasMessageContaining("/srv/second");
    }
  }

  @Test
  void missing_schema_is_named_as_the_cause() {
    assertThatThrownBy(() -> open("/srv/first", "&currentSchema=nowhere"))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("schema");
  }

  @Test
  void lock_lost_with_its_session_is_noticed_and_taken_again() throws Exception {
    try (Database first = open("/srv/first", "")) {
      execute(END_LOCK_SESSION);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .untilAsserted(
              () ->
                  assertThatThrownBy(() -> one(first))
                      .hasMessageContaining("lock on the database is lost"));
      await().atMost(PATIENCE).ignoreExceptions().until(() -> one(first) == 1);
      assertThat(first.lost()).isNotDone();
      assertThatThrownBy(() -> open("/srv/second", "")).hasMessageContaining("/srv/first");
    }
  }

  private static void takeLockFrom(Database gateway) throws SQLException {
    execute("ALTER DATABASE one WITH ALLOW_CONNECTIONS false"); // so that it cannot be retaken
    execute(END_LOCK_SESSION);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> one(gateway))
                    .hasMessageContaining("lock on the database is lost"));
  }

  private static PostgresSession rival() throws SQLException {
    String url = server.getJdbcUrl("postgres", "one");
    return PostgresSession.open(new DatabaseSettings(url, "postgres", "", 4), PostgresUrl.of(url));
  }

  @Test
  void gateway_whose_database_another_one_took_meanwhile_must_stop() throws Exception {
    try (Database first = open("/srv/first", "");
        PostgresSession rival = rival()) {
      takeLockFrom(first);
      assertThat(rival.tryLock()).isTrue();
      rival.register("rival", DatabaseHolder.ofThisProcess(Path.of("/srv/rival"), Instant.EPOCH));
      execute("ALTER DATABASE one WITH ALLOW_CONNECTIONS true");
      assertThat(first.lost())
          .succeedsWithin(PATIENCE)
          .asString()
          .contains("another gateway took the database")
          .contains("home '/srv/rival'");
      assertThatThrownBy(() -> one(first)).hasMessageContaining("/srv/rival");
    }
  }

  /** As after a network that flaps: the server has not noticed yet that a session of ours ended. */
  @Test
  void gateway_waits_while_a_session_that_is_not_on_record_holds_the_lock() throws Exception {
    try (Database first = open("/srv/first", "")) {
      try (PostgresSession halfDead = rival()) {
        takeLockFrom(first);
        assertThat(halfDead.tryLock()).isTrue();
        execute("ALTER DATABASE one WITH ALLOW_CONNECTIONS true");
        await()
            .during(Duration.ofSeconds(4)) // several attempts to take it again
            .atMost(PATIENCE)
            .until(() -> !first.lost().isDone());
      }
      await().atMost(PATIENCE).ignoreExceptions().until(() -> one(first) == 1);
    }
  }

  @Test
  void gateway_must_stop_even_if_the_other_one_is_gone_again() throws Exception {
    try (Database first = open("/srv/first", "")) {
      try (PostgresSession rival = rival()) {
        takeLockFrom(first);
        assertThat(rival.tryLock()).isTrue();
        rival.register("rival", DatabaseHolder.ofThisProcess(Path.of("/srv/rival"), Instant.EPOCH));
        rival.release("rival");
      }
      execute("ALTER DATABASE one WITH ALLOW_CONNECTIONS true");
      assertThat(first.lost()).succeedsWithin(PATIENCE).asString().contains("/srv/rival");
    }
  }

  @Test
  void server_that_ended_all_sessions_is_used_again() throws Exception {
    try (Database first = open("/srv/first", "")) {
      execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'one'");
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .untilAsserted(() -> assertThatThrownBy(() -> one(first)).isNotNull());
      await().atMost(PATIENCE).ignoreExceptions().until(() -> one(first) == 1);
    }
  }
}
