package org.as2gateway.store.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What transactions promise, whichever the database. Lanes on hold stand for any row. */
abstract class TransactionsContract {
  private Database database;

  abstract Database open();

  @BeforeEach
  final void openDatabase() {
    database = open();
  }

  @AfterEach
  final void closeDatabase() {
    database.close();
  }

  private void insert(String lane) {
    database.call(handle -> handle.execute("INSERT INTO held_lane (lane) VALUES (?)", lane));
  }

  private List<String> lanes() {
    return database.call(
        handle ->
            handle.select("SELECT lane FROM held_lane ORDER BY lane").mapTo(String.class).list());
  }

  @Test
  void keeps_what_was_committed() {
    database.inTransaction(
        () -> {
          insert("a");
          insert("b");
          return true;
        });
    assertThat(lanes()).containsExactly("a", "b");
  }

  @Test
  @Timeout(20)
  void a_long_report_keeps_nobody_from_committing_durably() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch isOver = new CountDownLatch(1);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> report =
          thread.submit(
              () ->
                  database.read(
                      handle -> {
                        reading.countDown();
                        await(isOver);
                        return handle
                            .select("SELECT COUNT(*) FROM held_lane")
                            .mapTo(Integer.class)
                            .one();
                      }));
      reading.await();
      database.durably(
          () -> {
            insert("a");
            return true;
          });
      isOver.countDown();
      assertThat(report.get()).isNotNegative();
    } finally {
      isOver.countDown();
      thread.shutdown();
    }
  }

  @Test
  void nothing_becomes_durable_while_reading() {
    assertThatThrownBy(() -> database.read(handle -> database.durably(() -> true)))
        .isInstanceOf(IllegalStateException.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void keeps_nothing_when_the_work_throws() {
    assertThatThrownBy(
            () ->
                database.durably(
                    () -> {
                      insert("a");
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(lanes()).isEmpty();
  }

  @Test
  void nested_call_joins_the_transaction_around_it() {
    assertThatThrownBy(
            () ->
                database.inTransaction(
                    () -> {
                      database.durably(
                          () -> {
                            insert("inner");
                            return true;
                          });
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(lanes()).isEmpty();
  }

  @Test
  void transaction_with_a_failed_statement_cannot_commit() {
    insert("a");
    assertThatThrownBy(
            () ->
                database.inTransaction(
                    () -> {
                      insert("b");
                      assertThatThrownBy(() -> insert("a")).isInstanceOf(DatabaseException.class);
                      return true;
                    }))
        .isInstanceOf(DatabaseException.class);
    assertThat(lanes()).containsExactly("a");
  }

  @Test
  void goes_on_after_a_failed_statement() {
    assertThatThrownBy(() -> database.call(handle -> handle.execute("SELECT nonsense")))
        .isInstanceOf(DatabaseException.class);
    insert("a");
    assertThat(lanes()).containsExactly("a");
  }

  @Test
  void other_threads_do_not_see_what_is_not_committed() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      List<String> seen =
          database.inTransaction(
              () -> {
                insert("a");
                return get(other.submit(this::lanes));
              });
      assertThat(seen).isEmpty();
    } finally {
      other.shutdown();
    }
  }

  @Test
  void durable_commits_of_many_threads_are_all_kept() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> work =
          IntStream.range(0, 100)
              .mapToObj(
                  i ->
                      (Callable<Boolean>)
                          () ->
                              database.durably(
                                  () -> {
                                    insert("lane" + i);
                                    return true;
                                  }))
              .toList();
      for (Future<Boolean> done : threads.invokeAll(work)) {
        assertThat(done.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(lanes()).hasSize(100);
  }

  @Test
  void refuses_work_once_closed() {
    database.close();
    assertThatThrownBy(this::lanes)
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("closed");
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
