package org.as2gateway.messagelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.as2gateway.db.Database;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficIT {
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void sums_are_the_same_before_and_after_they_are_kept_in_h2(@TempDir Path folder) {
    try (Database database = TestDatabase.h2(folder)) {
      sums_are_the_same_before_and_after_they_are_kept(database);
    }
  }

  @Test
  void sums_are_the_same_before_and_after_they_are_kept_in_postgresql() {
    try (Database database = TestDatabase.postgres()) {
      sums_are_the_same_before_and_after_they_are_kept(database);
    }
  }

  private static void sums_are_the_same_before_and_after_they_are_kept(Database database) {
    FakeClock clock = new FakeClock(Instant.parse("2030-11-22T10:02:00Z"));
    MessageLog log = new JdbcMessageLog(database);
    Traffic traffic = new JdbcTraffic(database);
    add(log, clock, "a", 10);
    add(log, clock, "a", 20);
    clock.advance(Duration.ofMinutes(30));
    add(log, clock, "a", 40);
    add(log, clock, "b", 80);
    assertThat(messages(traffic)).isEqualTo(4);
    assertThat(traffic.since(LONG_AGO).stream().map(sum -> sum.start().toString().substring(0, 15)))
        .containsExactly("2030-11-22T10:0", "2030-11-22T10:3", "2030-11-22T10:3");

    clock.advance(Duration.ofMinutes(65));
    traffic.sumUp(clock.instant());
    traffic.sumUp(clock.instant());
    assertThat(messages(traffic)).isEqualTo(4);
    assertThat(traffic.since(LONG_AGO).get(0).start())
        .isEqualTo(Instant.parse("2030-11-22T10:00:00Z"));

    clock.advance(Duration.ofHours(5));
    traffic.sumUp(clock.instant());
    List<Traffic.Sum> sums = traffic.since(LONG_AGO);
    assertThat(sums)
        .containsExactlyInAnyOrder(
            new Traffic.Sum(Instant.parse("2030-11-22T10:00:00Z"), "a", Direction.OUT, 2, 30),
            new Traffic.Sum(Instant.parse("2030-11-22T10:30:00Z"), "a", Direction.OUT, 1, 40),
            new Traffic.Sum(Instant.parse("2030-11-22T10:30:00Z"), "b", Direction.OUT, 1, 80));
    add(log, clock, "a", 1);
    assertThat(messages(traffic)).isEqualTo(5);
  }

  private static int messages(Traffic traffic) {
    return traffic.since(LONG_AGO).stream().mapToInt(Traffic.Sum::messages).sum();
  }

  private static void add(MessageLog log, FakeClock clock, String way, long bytes) {
    // Made by hand: those of a process grow, whatever clock they are asked for.
    String id = MessageIds.floor(clock.instant()).substring(0, 10) + "%016d".formatted(bytes);
    PayloadRecord payload = new PayloadRecord("f", "text/plain", bytes, "00", null);
    log.insert(
        new MessageRecord(
            id,
            Direction.OUT,
            MessageStatus.QUEUED,
            way,
            "US",
            "THEM",
            "<" + id + "@test>",
            null,
            List.of(payload),
            true,
            true,
            false,
            null,
            null,
            MdnState.NONE,
            null,
            0,
            clock.instant(),
            clock.instant(),
            null,
            null));
  }
}
