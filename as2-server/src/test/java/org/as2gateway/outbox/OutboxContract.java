package org.as2gateway.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.as2gateway.db.Database;
import org.as2gateway.outbox.OutboxEntry.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an outbox promises, whichever the database. */
abstract class OutboxContract {
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");

  private Database database;
  private Outbox outbox;

  abstract Database open();

  @BeforeEach
  final void openDatabase() {
    database = open();
    outbox = new JdbcOutbox(database);
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
    assertThat(outbox.dueLanes(NOW)).isEqualTo(Map.of("lane", 3, "other", 1));
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
    assertThat(outbox.nextDue()).isEmpty();
    outbox.put(entry("a", "lane", NOW));
    outbox.put(entry("b", "lane", NOW.plusSeconds(60)));
    assertThat(outbox.nextDue()).contains(NOW);
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
