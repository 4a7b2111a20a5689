package org.as2gateway.store.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgres")
final class PostgresTransactionsIT extends TransactionsContract {
  @Override
  Database open() {
    return TestDatabase.postgres();
  }

  @Test
  void refuses_a_server_that_does_not_synchronise() throws IOException {
    try (EmbeddedPostgres careless =
        EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
      assertThatThrownBy(() -> TestDatabase.postgres(careless))
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
        Database database = TestDatabase.postgres(lax)) {
      String setting =
          database.call(
              handle -> handle.select("SHOW synchronous_commit").mapTo(String.class).one());
      assertThat(setting).isEqualTo("on");
    }
  }

  @Test
  void a_server_that_says_nothing_is_not_waited_for_for_ever() {
    try (Database database = TestDatabase.postgres()) {
      for (int again = 0; again < 2; again++) {
        int millis = database.call(handle -> handle.getConnection().getNetworkTimeout());
        assertThat(millis).isEqualTo(PostgresEngine.LONGEST_SILENCE_MILLIS);
      }
    }
  }

  @Test
  void what_others_are_just_committing_is_waited_for() throws Exception {
    CountDownLatch isBegun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    try (Database database = TestDatabase.postgres()) {
      CompletableFuture<Boolean> other =
          CompletableFuture.supplyAsync(() -> takeKey(database, isBegun, mayEnd));
      isBegun.await();
      CompletableFuture<Void> waiting = CompletableFuture.runAsync(database::awaitOthers);
      assertThatThrownBy(() -> waiting.get(500, TimeUnit.MILLISECONDS))
          .isInstanceOf(TimeoutException.class);
      mayEnd.countDown();
      waiting.get(10, TimeUnit.SECONDS);
      assertThat(other).succeedsWithin(Duration.ofSeconds(10));
    }
  }

  private static boolean takeKey(Database database, CountDownLatch isBegun, CountDownLatch mayEnd) {
    return database.call(
        handle -> {
          handle.execute(
              "INSERT INTO duplicate_key (digest, message) VALUES (?, ?)", new byte[32], "x");
          isBegun.countDown();
          try {
            return mayEnd.await(30, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void lost_connections_are_replaced() {
    try (Database database = TestDatabase.postgres();
        Database admin = TestDatabase.postgres()) {
      database.call(handle -> handle.execute("SELECT 1"));
      String terminate =
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE datname LIKE 't%' AND datname <> current_database()";
      List<Boolean> hasEnded =
          admin.call(handle -> handle.select(terminate).mapTo(Boolean.class).list());
      assertThat(hasEnded).contains(true);
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
