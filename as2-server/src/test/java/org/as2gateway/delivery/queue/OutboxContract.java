package org.as2gateway.delivery.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.as2gateway.delivery.queue.OutboxEntry.Kind;
import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.FakeClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an outbox promises, whichever the database. */
abstract class OutboxContract {
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");

  private Database database;
  private final FakeClock clock = new FakeClock(NOW);
  private JdbcOutbox outbox;

  abstract Database open();

  @BeforeEach
  final void openDatabase() {
    database = open();
    outbox = new JdbcOutbox(database, new QueueTime(clock, clock::nanoTime));
  }

  @AfterEach
  final void closeDatabase() {
    database.close();
  }

  static OutboxEntry entry(String id, String lane, Instant dueAt) {
    return new OutboxEntry(id, Kind.MESSAGE, lane, dueAt, 0, NOW);
  }

  @Test
  void finds_an_entry_as_it_was_put() {
    OutboxEntry entry =
        new OutboxEntry("a", Kind.ASYNC_MDN, "mdn:lane", NOW, 3, NOW.minusSeconds(9));
    outbox.put(entry);
    assertThat(outbox.find("a", Kind.ASYNC_MDN)).contains(entry);
    assertThat(outbox.find("a", Kind.MESSAGE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, -1, 24 * 3652, -24 * 3652})
  void goes_by_the_time_that_has_passed_when_the_clock_is_set(int hours) {
    outbox.put(entry("a", "lane", NOW.plusSeconds(60)));
    clock.jump(Duration.ofHours(hours));
    OutboxEntry moved = outbox.find("a", Kind.MESSAGE).orElseThrow();
    assertThat(moved.dueAt()).isEqualTo(clock.instant().plusSeconds(60));
    assertThat(moved.createdAt()).isEqualTo(clock.instant());
    assertThat(outbox.nextDueAfter(clock.instant())).contains(clock.instant().plusSeconds(60));
    assertThat(outbox.due("lane", clock.instant(), 9)).isEmpty();
    clock.advance(Duration.ofSeconds(60));
    assertThat(outbox.due("lane", clock.instant(), 9)).hasSize(1);

    outbox.put(entry("b", "lane", clock.instant()));
    assertThat(outbox.find("b", Kind.MESSAGE).orElseThrow().dueAt()).isEqualTo(clock.instant());
  }

  @Test
  void small_corrections_of_the_clock_leave_read_times_as_they_are() {
    outbox.put(entry("a", "lane", NOW));
    clock.jump(Duration.ofMillis(1500));
    assertThat(outbox.find("a", Kind.MESSAGE).orElseThrow().dueAt()).isEqualTo(NOW);
  }

  @Test
  void entries_of_the_future_are_due_after_a_start() {
    outbox.put(new OutboxEntry("a", Kind.MESSAGE, "lane", NOW.plusSeconds(9000), 3, NOW));
    outbox.put(
        new OutboxEntry(
            "b", Kind.MESSAGE, "lane", NOW.plusSeconds(9000), 3, NOW.plusSeconds(8000)));
    assertThat(outbox.forgetFuture(NOW)).isEqualTo(1);
    OutboxEntry changed = outbox.find("b", Kind.MESSAGE).orElseThrow();
    assertThat(changed.dueAt()).isEqualTo(NOW);
    assertThat(changed.createdAt()).isEqualTo(NOW);
    assertThat(changed.attempts()).isEqualTo(3);
    assertThat(outbox.find("a", Kind.MESSAGE).orElseThrow().dueAt())
        .isEqualTo(NOW.plusSeconds(9000));
  }

  @Test
  void replaces_an_entry_of_the_same_id_and_kind() {
    outbox.put(entry("a", "lane", NOW));
    outbox.put(entry("a", "other", NOW.plusSeconds(5)));
    assertThat(outbox.find("a", Kind.MESSAGE).orElseThrow().lane()).isEqualTo("other");
    assertThat(outbox.lanes()).containsExactly("other");
  }

  @Test
  void lists_what_is_due_oldest_first() {
    outbox.put(entry("c", "lane", NOW));
    outbox.put(entry("a", "lane", NOW));
    outbox.put(entry("b", "lane", NOW.minusSeconds(1)));
    outbox.put(entry("late", "lane", NOW.plusNanos(1000)));
    outbox.put(entry("x", "other", NOW));
    assertThat(outbox.due("lane", NOW, 10))
        .extracting(OutboxEntry::id)
        .containsExactly("b", "a", "c");
    assertThat(outbox.due("lane", NOW, 1)).extracting(OutboxEntry::id).containsExactly("b");
  }

  @Test
  void head_is_the_first_created_even_if_others_are_due_before() {
    outbox.put(new OutboxEntry("b", Kind.MESSAGE, "lane", NOW, 0, NOW.plusSeconds(1)));
    outbox.put(new OutboxEntry("a", Kind.MESSAGE, "lane", NOW.plusSeconds(60), 0, NOW));
    assertThat(outbox.head("lane").orElseThrow().id()).isEqualTo("a");
    assertThat(outbox.head("none")).isEmpty();
  }

  @Test
  void knows_all_lanes() {
    for (String lane : List.of("b", "a", "mdn:a", "b", "Ä")) {
      outbox.put(entry(lane + outbox.lanes().size(), lane, NOW.plusSeconds(100)));
    }
    assertThat(outbox.count("b")).isEqualTo(2);
    assertThat(outbox.count("none")).isZero();
    assertThat(outbox.lanes()).containsExactlyInAnyOrder("a", "b", "mdn:a", "Ä");
  }

  @Test
  void reschedules_and_removes() {
    outbox.put(entry("a", "lane", NOW));
    outbox.reschedule("a", Kind.MESSAGE, NOW.plusSeconds(60), 1);
    OutboxEntry moved = outbox.find("a", Kind.MESSAGE).orElseThrow();
    assertThat(moved.dueAt()).isEqualTo(NOW.plusSeconds(60));
    assertThat(moved.attempts()).isEqualTo(1);
    outbox.remove("a", Kind.MESSAGE);
    outbox.remove("a", Kind.MESSAGE);
    assertThat(outbox.find("a", Kind.MESSAGE)).isEmpty();
  }

  @Test
  void knows_when_the_next_entry_is_due() {
    assertThat(outbox.nextDueAfter(NOW)).isEmpty();
    outbox.put(entry("a", "lane", NOW));
    outbox.put(entry("b", "lane", NOW.plusSeconds(60)));
    assertThat(outbox.nextDueAfter(NOW)).contains(NOW.plusSeconds(60));
    assertThat(outbox.nextDueAfter(NOW.plusSeconds(60))).isEmpty();
  }

  @Test
  void holds_and_releases_lanes() {
    outbox.hold("lane");
    outbox.hold("lane");
    assertThat(outbox.held()).containsExactly("lane");
    outbox.release("lane");
    assertThat(outbox.held()).isEmpty();
  }

  @Test
  void takes_part_in_a_transaction_that_fails() {
    assertThatThrownBy(
            () ->
                database.durably(
                    () -> {
                      outbox.put(entry("a", "lane", NOW));
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(outbox.find("a", Kind.MESSAGE)).isEmpty();
  }

  @Test
  void times_are_cut_to_microseconds_never_rounded_up() {
    Instant fine = Instant.parse("2026-11-22T10:00:00.123456999Z");
    outbox.put(new OutboxEntry("a", Kind.MESSAGE, "lane", fine, 0, fine));
    assertThat(outbox.due("lane", fine.minus(Duration.ofNanos(999)), 1)).hasSize(1);
  }
}
