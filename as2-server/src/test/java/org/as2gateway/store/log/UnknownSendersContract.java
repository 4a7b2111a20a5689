package org.as2gateway.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.FakeClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who tried to send and is not set up, whichever the database. */
abstract class UnknownSendersContract {
  private final FakeClock clock = FakeClock.standing();
  private Database database;
  private UnknownSenders senders;

  abstract Database open();

  @BeforeEach
  final void openDatabase() {
    database = open();
    senders = new UnknownSenders(new JdbcUnknownSenders(database), clock);
  }

  @AfterEach
  final void closeDatabase() {
    database.close();
  }

  private long rows() {
    return database.read(
        handle ->
            handle.createQuery("SELECT COUNT(*) FROM unknown_sender").mapTo(Long.class).one());
  }

  @Test
  void attempts_of_a_pair_are_counted_and_survive_a_restart() {
    senders.add("ACME", "US", "203.0.113.7");
    clock.advance(Duration.ofMinutes(2));
    senders.add("ACME", "US", "203.0.113.8");
    senders.add("ACME", "OTHER", "203.0.113.8");
    senders.save();
    UnknownSender kept =
        new UnknownSenders(new JdbcUnknownSenders(database), clock)
            .newest().stream().filter(one -> one.to().equals("US")).findFirst().orElseThrow();
    assertThat(kept.from()).isEqualTo("ACME");
    assertThat(kept.source()).isEqualTo("203.0.113.8");
    assertThat(kept.count()).isEqualTo(2);
    assertThat(Duration.between(kept.firstAt(), kept.lastAt())).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void an_ignored_pair_stays_hidden_also_after_a_restart_and_further_attempts() {
    senders.add("ACME", "US", "203.0.113.7");
    assertThat(senders.ignore("ACME", "THEM")).isEmpty();
    assertThat(senders.ignore("ACME", "US")).isPresent();
    assertThat(senders.ignore("ACME", "US")).as("is hidden already").isEmpty();
    UnknownSenders restarted = new UnknownSenders(new JdbcUnknownSenders(database), clock);
    restarted.add("ACME", "US", "203.0.113.7");
    assertThat(restarted.newest()).isEmpty();
  }

  @Test
  void ten_thousand_pairs_leave_the_bound_and_do_not_push_out_who_came_from_elsewhere() {
    senders.add("ACME", "US", "203.0.113.7");
    for (int i = 0; i < 10_000; i++) {
      clock.advance(Duration.ofMillis(10));
      senders.add("FLOOD-" + i, "US", "198.51.100.1");
      if (i % 1000 == 0) {
        senders.save();
      }
    }
    senders.save();
    assertThat(senders.newest()).hasSize(UnknownSenders.MOST);
    assertThat(rows()).isEqualTo(UnknownSenders.MOST);
    assertThat(senders.newest()).anyMatch(one -> one.from().equals("ACME"));
  }

  @Test
  void attempts_are_written_by_save_only_and_old_ones_go() {
    senders.add("ACME", "US", "203.0.113.7");
    assertThat(rows()).isZero();
    senders.save();
    assertThat(rows()).isEqualTo(1);
    clock.advance(Duration.ofDays(31));
    assertThat(senders.newest()).isEmpty();
    senders.add("LATER", "US", "203.0.113.7");
    senders.save();
    assertThat(rows()).isEqualTo(1);
  }
}
