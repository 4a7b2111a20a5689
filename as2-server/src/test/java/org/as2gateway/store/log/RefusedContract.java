package org.as2gateway.store.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.FakeClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much of refused messages is kept whose senders proved nothing, whichever the database. */
abstract class RefusedContract {
  private static final RefusedBudget BUDGET = new RefusedBudget(20, 100_000, 50, 200_000);

  private final FakeClock clock = FakeClock.standing();
  private Database database;
  private JdbcMessageLog log;

  abstract Database open();

  @BeforeEach
  final void openDatabase() {
    database = open();
    log = new JdbcMessageLog(database, BUDGET);
  }

  @AfterEach
  final void closeDatabase() {
    database.close();
  }

  private String refuse(String partnership, int bytes) {
    clock.advance(Duration.ofSeconds(1));
    String id = MessageIds.floor(clock.instant()); // the process only counts up
    MessageRecord refused =
        new MessageRecord(
            id,
            Direction.IN,
            partnership,
            List.of(),
            TransferState.received(
                MessageStatus.REFUSED,
                new Failure(Reason.INSUFFICIENT_SECURITY, "not signed"),
                clock.instant(),
                clock.instant()),
            new As2Facts(
                "them",
                "us",
                "<" + id + "@them>",
                null,
                false,
                false,
                false,
                null,
                null,
                MdnState.NONE));
    Octets octets = Octets.of(new byte[bytes]);
    log.insertRefused(
        refused, List.of(new Evidence(id, EvidenceKind.REQUEST_HEADERS, clock.instant(), octets)));
    log.addEvent(id, new MessageEvent(clock.instant(), EventKind.REFUSED, 400, "not signed"));
    return id;
  }

  private int kept(String partnership) {
    return log.findNewest(partnership, clock.instant().minus(Duration.ofDays(365)), 1000).size();
  }

  private int rows(String table) {
    return database.call(
        handle -> handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Integer.class).one());
  }

  @Test
  void the_oldest_of_a_partnership_go_and_are_counted() {
    String first = refuse("junk", 10);
    String last = first;
    for (int i = 1; i < 100; i++) {
      last = refuse("junk", 10);
    }
    assertThat(kept("junk")).isBetween(15, 20);
    assertThat(log.find(first)).isEmpty();
    assertThat(log.events(first)).isEmpty();
    assertThat(log.evidence(last, EvidenceKind.REQUEST_HEADERS)).hasSize(1);
    assertThat(log.countDropped()).isEqualTo(Map.of("junk", 100L - kept("junk")));
    assertThat(rows("refused_evidence")).isEqualTo(kept("junk"));
    assertThat(rows("event")).isEqualTo(kept("junk"));
  }

  @Test
  void bytes_count_as_well_as_records() {
    for (int i = 0; i < 100; i++) {
      refuse("junk", 15_000);
    }
    assertThat(kept("junk")).isBetween(4, 6);
  }

  @Test
  void one_partnership_does_not_drop_the_records_of_another_while_there_is_room_in_all() {
    String quiet = refuse("quiet", 10);
    for (int i = 0; i < 200; i++) {
      refuse("junk", 10);
    }
    assertThat(log.find(quiet)).isPresent();
    assertThat(log.countDropped()).containsOnlyKeys("junk");
  }

  @Test
  void all_together_stay_within_a_budget() {
    for (int i = 0; i < 200; i++) {
      refuse("junk" + i % 10, 10);
    }
    assertThat(rows("refused_message")).isBetween(40, 50);
    assertThat(log.countDropped().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(200 - rows("refused_message"));
  }

  @Test
  void what_was_kept_before_a_restart_counts() {
    for (int i = 0; i < 20; i++) {
      refuse("junk", 10);
    }
    log = new JdbcMessageLog(database, BUDGET);
    refuse("junk", 10);
    assertThat(kept("junk")).isBetween(15, 20);
  }

  @Test
  void they_are_no_part_of_the_evidence_chain() {
    refuse("junk", 10);
    assertThat(rows("evidence_sealing")).isZero();
    assertThat(rows("evidence")).isZero();
  }

  @Test
  void those_older_than_their_time_go_a_bounded_number_at_once() {
    refuse("junk", 10);
    refuse("junk", 10);
    clock.advance(Duration.ofDays(31));
    String fresh = refuse("junk", 10);
    assertThat(log.removeRefused(clock.instant().minus(Duration.ofDays(30)), 1)).isEqualTo(1);
    assertThat(log.removeRefused(clock.instant().minus(Duration.ofDays(30)), 10)).isEqualTo(1);
    assertThat(log.removeRefused(clock.instant().minus(Duration.ofDays(30)), 10)).isZero();
    assertThat(log.find(fresh)).isPresent();
    assertThat(log.countDropped()).isEmpty();
  }
}
