package org.as2gateway.store.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.as2gateway.store.db.Database;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgres")
class TrafficIT {
  private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration TENS = Duration.ofMinutes(10);
  private static final Duration DAY = Duration.ofDays(1);

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
    assertThat(
            traffic.since(LONG_AGO, TENS).stream()
                .map(sum -> sum.start().toString().substring(0, 15)))
        .containsExactly("2030-11-22T10:0", "2030-11-22T10:3", "2030-11-22T10:3");

    clock.advance(Duration.ofMinutes(65));
    traffic.sumUp(clock.instant());
    traffic.sumUp(clock.instant());
    assertThat(messages(traffic)).isEqualTo(4);
    assertThat(traffic.since(LONG_AGO, TENS).get(0).start())
        .isEqualTo(Instant.parse("2030-11-22T10:00:00Z"));

    clock.advance(Duration.ofHours(5));
    traffic.sumUp(clock.instant());
    List<Traffic.Sum> sums = traffic.since(LONG_AGO, TENS);
    assertThat(sums)
        .containsExactlyInAnyOrder(
            new Traffic.Sum(Instant.parse("2030-11-22T10:00:00Z"), "a", Direction.OUT, 2, 30),
            new Traffic.Sum(Instant.parse("2030-11-22T10:30:00Z"), "a", Direction.OUT, 1, 40),
            new Traffic.Sum(Instant.parse("2030-11-22T10:30:00Z"), "b", Direction.OUT, 1, 80));
    add(log, clock, "a", 1);
    assertThat(messages(traffic)).isEqualTo(5);
  }

  @Test
  void activity_counts_what_became_of_the_messages_in_h2(@TempDir Path folder) {
    try (Database database = TestDatabase.h2(folder)) {
      activity_counts_what_became_of_the_messages(database);
    }
  }

  @Test
  void activity_counts_what_became_of_the_messages_in_postgresql() {
    try (Database database = TestDatabase.postgres()) {
      activity_counts_what_became_of_the_messages(database);
    }
  }

  private static void activity_counts_what_became_of_the_messages(Database database) {
    FakeClock clock = new FakeClock(Instant.parse("2030-11-22T10:02:00Z"));
    Instant start = clock.instant();
    MessageLog log = new JdbcMessageLog(database);
    add(log, clock, "a", 10);
    clock.advance(Duration.ofMinutes(30));
    String proven = prove(log, add(log, clock, "a", 20), clock);
    String newest = add(log, clock, "a", 30);
    clock.advance(Duration.ofMinutes(1));
    Instant end = clock.instant();
    add(log, clock, "a", 40);

    assertThat(new JdbcTraffic(database).activity(start, end))
        .containsExactly(
            new Activity("a", Direction.OUT, MessageStatus.ACKNOWLEDGED, 1, 1, proven, proven),
            new Activity("a", Direction.OUT, MessageStatus.QUEUED, 2, 0, newest, null));
    assertThat(new JdbcTraffic(database).failures(start)).isEmpty();
    end(log, newest, MessageStatus.FAILED, clock);
    assertThat(new JdbcTraffic(database).failures(start))
        .extracting(
            Traffic.Failures::partnership, Traffic.Failures::direction, Traffic.Failures::messages)
        .containsExactly(tuple("a", Direction.OUT, 1));
    assertThat(new JdbcTraffic(database).failures(end)).isEmpty();
  }

  @Test
  void days_are_the_same_before_and_after_they_are_kept_in_h2(@TempDir Path folder) {
    try (Database database = TestDatabase.h2(folder)) {
      days_are_the_same_before_and_after_they_are_kept(database);
    }
  }

  @Test
  void days_are_the_same_before_and_after_they_are_kept_in_postgresql() {
    try (Database database = TestDatabase.postgres()) {
      days_are_the_same_before_and_after_they_are_kept(database);
    }
  }

  private static void days_are_the_same_before_and_after_they_are_kept(Database database) {
    FakeClock clock = new FakeClock(Instant.parse("2030-11-20T23:50:00Z"));
    MessageLog log = new JdbcMessageLog(database);
    Traffic traffic = new JdbcTraffic(database);
    add(log, clock, "a", 1);
    clock.advance(Duration.ofMinutes(11)); // past midnight by more than a slot
    add(log, clock, "a", 2);
    clock.advance(Duration.ofHours(10));
    add(log, clock, "a", 4);
    add(log, clock, "b", 8);
    clock.advance(Duration.ofHours(40)); // a day without any lies between
    add(log, clock, "a", 16);
    Map<String, Long> octets =
        Map.of("2030-11-20 a", 1L, "2030-11-21 a", 6L, "2030-11-21 b", 8L, "2030-11-23 a", 16L);
    assertThat(octetsOfDays(traffic)).isEqualTo(octets);

    clock.advance(Duration.ofHours(1).plusMinutes(29));
    traffic.sumUp(clock.instant());
    traffic.sumUp(clock.instant());

    assertThat(octetsOfDays(traffic)).isEqualTo(octets);
    assertThat(traffic.since(LONG_AGO, DAY))
        .containsExactlyInAnyOrder(
            sum("2030-11-20T00:00:00Z", "a", 1, 1),
            sum("2030-11-21T00:00:00Z", "a", 2, 6),
            sum("2030-11-21T00:00:00Z", "b", 1, 8),
            sum("2030-11-23T02:00:00Z", "a", 1, 16)); // its day is not over
    assertThat(traffic.since(Instant.parse("2030-11-21T00:00:00Z"), DAY)).hasSize(3);
    assertThat(traffic.since(LONG_AGO, TENS)).hasSize(5);

    database.call(handle -> handle.execute("DELETE FROM message")); // as retention does
    assertThat(octetsOfDays(traffic)).isEqualTo(octets);
  }

  @Test
  void days_are_summed_up_of_what_a_version_without_them_has_kept_in_h2(@TempDir Path folder) {
    try (Database database = TestDatabase.h2(folder)) {
      days_are_summed_up_of_what_a_version_without_them_has_kept(database);
    }
  }

  @Test
  void days_are_summed_up_of_what_a_version_without_them_has_kept_in_postgresql() {
    try (Database database = TestDatabase.postgres()) {
      days_are_summed_up_of_what_a_version_without_them_has_kept(database);
    }
  }

  private static void days_are_summed_up_of_what_a_version_without_them_has_kept(
      Database database) {
    FakeClock clock = new FakeClock(Instant.parse("2030-11-20T10:00:00Z"));
    MessageLog log = new JdbcMessageLog(database);
    Traffic traffic = new JdbcTraffic(database);
    for (int i = 0; i < 3; i++) {
      add(log, clock, "a", 1 + i);
      clock.advance(Duration.ofHours(12));
    }
    traffic.sumUp(clock.instant());
    database.call(handle -> handle.execute("DELETE FROM traffic_day"));
    database.call(handle -> handle.execute("DELETE FROM traffic_mark WHERE name = 'days'"));
    database.call(handle -> handle.execute("DELETE FROM message"));
    Map<String, Long> octets = Map.of("2030-11-20 a", 3L, "2030-11-21 a", 3L);
    assertThat(octetsOfDays(traffic)).isEqualTo(octets);

    traffic.sumUp(clock.instant());

    assertThat(octetsOfDays(traffic)).isEqualTo(octets);
    assertThat(traffic.since(LONG_AGO, DAY)).contains(sum("2030-11-20T00:00:00Z", "a", 2, 3));
  }

  private static Traffic.Sum sum(String start, String way, int messages, long octets) {
    return new Traffic.Sum(Instant.parse(start), way, Direction.OUT, messages, octets);
  }

  private static Map<String, Long> octetsOfDays(Traffic traffic) {
    return traffic.since(LONG_AGO, DAY).stream()
        .collect(
            Collectors.toMap(
                sum -> sum.start().toString().substring(0, 10) + " " + sum.partnership(),
                Traffic.Sum::octets,
                Long::sum));
  }

  private static int messages(Traffic traffic) {
    return traffic.since(LONG_AGO, TENS).stream().mapToInt(Traffic.Sum::messages).sum();
  }

  private static String add(MessageLog log, FakeClock clock, String partnership, long bytes) {
    // Made by hand: those of a process grow, whatever clock they are asked for.
    String id = MessageIds.floor(clock.instant()).substring(0, 10) + "%016d".formatted(bytes);
    PayloadRecord payload = new PayloadRecord("f", "text/plain", bytes, "00", null);
    log.insert(
        new MessageRecord(
            id,
            Direction.OUT,
            partnership,
            List.of(payload),
            TransferState.received(MessageStatus.QUEUED, null, clock.instant(), clock.instant()),
            new As2Facts(
                "US",
                "THEM",
                "<" + id + "@test>",
                null,
                true,
                true,
                false,
                null,
                null,
                MdnState.NONE)));
    return id;
  }

  private static void end(MessageLog log, String id, MessageStatus status, FakeClock clock) {
    MessageRecord before = log.find(id).orElseThrow();
    MessageRecord ended = before.withState(before.state().withStatus(status, clock.instant()));
    assertThat(log.update(ended, before)).isTrue();
  }

  private static String prove(MessageLog log, String id, FakeClock clock) {
    MessageRecord before = log.find(id).orElseThrow();
    MessageRecord acknowledged =
        new MessageRecord(
            id,
            before.direction(),
            before.partnership(),
            before.payloads(),
            before.state().withStatus(MessageStatus.ACKNOWLEDGED, clock.instant()),
            before.as2().withReceipt(MdnState.VERIFIED, "processed"));
    assertThat(log.update(acknowledged, before)).isTrue();
    return id;
  }
}
