package org.as2gateway.people.expected;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.people.expected.Expectation.AnswerWithin;
import org.as2gateway.people.expected.Expectation.FileBy;
import org.as2gateway.people.expected.Expectation.NotSilent;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.FileGlob;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of rules for expected traffic has to do. */
abstract class ExpectedContract {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");
  private static final FileGlob MANIFEST = new FileGlob("*.manifest");

  private Database database;
  private JdbcExpected store;

  abstract Database open();

  @BeforeEach
  void openDatabase() {
    database = open();
    store = new JdbcExpected(database);
    store.rules().forEach(rule -> store.remove(rule.id()));
  }

  @AfterEach
  void closeDatabase() {
    database.close();
  }

  @Test
  void keeps_rules_of_each_kind_as_they_are() {
    ExpectedRule file =
        rule("a", new FileBy(Direction.OUT, MANIFEST, LocalTime.parse("23:00")), true);
    ExpectedRule answer =
        rule("b", new AnswerWithin(MANIFEST, FileGlob.ANY, Duration.ofMinutes(90)), false);
    ExpectedRule silence = rule("c", new NotSilent(Optional.empty(), 2), true);
    store.put(file);
    store.put(answer);
    store.put(silence);
    assertThat(store.rules()).containsExactly(file, answer, silence);

    ExpectedRule inbound = rule("a", new NotSilent(Optional.of(Direction.IN), 3), false);
    store.put(inbound);
    assertThat(store.rule("a")).contains(inbound);
    assertThat(store.remove("a")).isTrue();
    assertThat(store.remove("a")).isFalse();
  }

  @Test
  void keeps_one_list_of_holidays() {
    Holidays holidays = new Holidays(true, Map.of(LocalDate.parse("2026-12-24"), "Zoë's day"));
    store.putHolidays(holidays);
    assertThat(store.holidays()).isEqualTo(holidays);
    store.putHolidays(Holidays.NONE);
    assertThat(store.holidays()).isEqualTo(Holidays.NONE);
  }

  private static ExpectedRule rule(String id, Expectation expectation, boolean isEnabled) {
    return new ExpectedRule(
        id,
        "Zoë & Co",
        expectation,
        new ExpectedDays(
            ZoneId.of("America/Chicago"),
            EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY),
            isEnabled),
        NOW,
        isEnabled);
  }
}
