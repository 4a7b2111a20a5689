package org.as2gateway.store.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.JdbcMessageLog;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the feed promises, whichever the database. */
abstract class FeedContract {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private Database database;
  private MessageLog log;
  private JdbcFeed feed;

  abstract Database open();

  @BeforeEach
  final void openDatabase() {
    database = open();
    log = new JdbcMessageLog(database);
    feed = new JdbcFeed(database);
  }

  @AfterEach
  final void closeDatabase() {
    database.close();
  }

  private void happen(String message, String detail) {
    log.addEvent(message, new MessageEvent(NOW, EventKind.ATTEMPT, 200, detail));
  }

  private static List<String> details(List<FeedEntry> entries) {
    return entries.stream().map(entry -> entry.event().detail()).toList();
  }

  @Test
  void hands_out_what_happened_after_a_position_in_order() {
    happen("m1", "a");
    happen("m2", "b");
    happen("m1", "c");

    List<FeedEntry> first = feed.read(0, 2);
    assertThat(details(first)).containsExactly("a", "b");
    assertThat(first.get(1).messageId()).isEqualTo("m2");
    assertThat(first.get(1).event()).isEqualTo(new MessageEvent(NOW, EventKind.ATTEMPT, 200, "b"));
    List<FeedEntry> rest = feed.read(first.get(1).position(), 2);
    assertThat(details(rest)).containsExactly("c");
    assertThat(feed.read(rest.get(0).position(), 2)).isEmpty();
  }

  @Test
  void an_entry_whose_transaction_ends_late_is_not_passed_over() throws Exception {
    CountDownLatch isWritten = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    CompletableFuture<Void> late =
        CompletableFuture.runAsync(
            () ->
                database.inTransaction(
                    () -> {
                      happen("m1", "late");
                      isWritten.countDown();
                      return await(mayCommit);
                    }));
    assertThat(await(isWritten)).isTrue();
    happen("m2", "fast");
    CompletableFuture<List<FeedEntry>> reading =
        CompletableFuture.supplyAsync(() -> feed.read(0, 10));
    happen("m3", "while somebody waits"); // nobody waits for the reader
    assertThat(reading).isNotDone();
    mayCommit.countDown();
    late.get(30, TimeUnit.SECONDS);

    assertThat(details(reading.get(30, TimeUnit.SECONDS))).startsWith("late", "fast");
  }

  @Test
  void many_writers_lose_and_repeat_nothing() {
    List<CompletableFuture<Void>> writers =
        IntStream.range(0, 6)
            .mapToObj(
                writer ->
                    CompletableFuture.runAsync(
                        () -> IntStream.range(0, 100).forEach(i -> write(writer, i))))
            .toList();
    List<FeedEntry> seen = new ArrayList<>();
    boolean isWritten;
    do {
      isWritten = writers.stream().allMatch(CompletableFuture::isDone);
      long after = seen.isEmpty() ? 0 : seen.get(seen.size() - 1).position();
      seen.addAll(feed.read(after, 50));
      isWritten &= feed.read(last(seen), 1).isEmpty();
    } while (!isWritten);

    assertThat(seen).extracting(FeedEntry::position).isSorted().doesNotHaveDuplicates();
    for (int writer = 0; writer < 6; writer++) {
      String message = "m" + writer;
      assertThat(details(seen.stream().filter(e -> e.messageId().equals(message)).toList()))
          .isEqualTo(IntStream.range(0, 100).mapToObj(String::valueOf).toList());
    }
  }

  private static long last(List<FeedEntry> seen) {
    return seen.isEmpty() ? 0 : seen.get(seen.size() - 1).position();
  }

  /** Some transactions are rolled back: their keys stay unused. */
  private void write(int writer, int number) {
    if (number % 7 == 3) {
      assertThatThrownBy(
              () ->
                  database.inTransaction(
                      () -> {
                        happen("m" + writer, "never");
                        throw new IllegalStateException("no");
                      }))
          .hasMessage("no");
    }
    database.durably(
        () -> {
          happen("m" + writer, String.valueOf(number));
          return true;
        });
  }

  @Test
  void follower_that_fails_gets_the_same_again_and_stores_it_once() {
    IntStream.range(0, 1200).forEach(i -> happen("m", String.valueOf(i)));
    List<String> called = new ArrayList<>();
    boolean[] isBroken = {true};
    Following following =
        following(
            entries -> {
              happen("followed", entries.size() + " entries");
              called.addAll(details(entries));
              if (isBroken[0] && called.size() > 600) {
                throw new IllegalStateException("no");
              }
            });
    assertThatThrownBy(following::run).hasMessage("no");
    assertThat(log.events("followed"))
        .extracting(MessageEvent::detail)
        .containsExactly("500 entries");
    isBroken[0] = false;
    following(entries -> called.addAll(details(entries))).run();

    assertThat(called.subList(500, 1000)).isEqualTo(called.subList(1000, 1500));
    assertThat(called.subList(1500, 1700))
        .isEqualTo(IntStream.range(1000, 1200).mapToObj(String::valueOf).toList());
    assertThat(called).endsWith("500 entries");
  }

  private Following following(Consumer<List<FeedEntry>> consumer) {
    return new Following(
        feed,
        feed,
        database,
        new Follower() {
          @Override
          public String name() {
            return "test";
          }

          @Override
          public void accept(List<FeedEntry> entries) {
            consumer.accept(entries);
          }
        });
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
