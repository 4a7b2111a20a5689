package org.as2gateway.people.expected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.as2gateway.people.expected.Expectation.AnswerWithin;
import org.as2gateway.people.expected.Expectation.FileBy;
import org.as2gateway.people.expected.Outcome.State;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.FileGlob;
import org.as2gateway.store.log.FileTime;
import org.junit.jupiter.api.Test;

/** Times are those of New York, 2026: clocks go forward on March 8 and back on November 1. */
class JudgementTest {
  private static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final Set<DayOfWeek> WEEKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
  private static final ExpectedDays DAYS = new ExpectedDays(ZONE, WEEKDAYS, true);
  private static final ExpectedDays EVERY_DAY =
      new ExpectedDays(ZONE, EnumSet.allOf(DayOfWeek.class), false);
  private static final Holidays US = new Holidays(true, Map.of());

  @Test
  void file_counts_for_its_day_and_is_due_at_its_minute() {
    FileBy by11 = by("23:00");
    assertThat(states(by11, DAYS, "2026-11-23T23:00", "2026-11-23", "2026-11-23"))
        .containsExactly(State.NOT_DUE);
    assertThat(states(by11, DAYS, "2026-11-23T23:01", "2026-11-23", "2026-11-23"))
        .containsExactly(State.MISSED);
    assertThat(
            states(by11, DAYS, "2026-11-23T23:01", "2026-11-23", "2026-11-23", "2026-11-23T23:00"))
        .containsExactly(State.KEPT);
    assertThat(
            states(by11, DAYS, "2026-11-23T23:01", "2026-11-23", "2026-11-23", "2026-11-22T23:30"))
        .as("a file of the day before")
        .containsExactly(State.MISSED);
  }

  @Test
  void late_file_does_not_count_for_the_next_day_and_one_past_the_middle_does() {
    FileBy by11 = by("23:00");
    assertThat(
            states(by11, DAYS, "2026-11-25T00:00", "2026-11-23", "2026-11-24", "2026-11-24T00:30"))
        .containsExactly(State.LATE, State.MISSED);
    assertThat(
            states(by11, DAYS, "2026-11-25T00:00", "2026-11-23", "2026-11-24", "2026-11-24T15:00"))
        .containsExactly(State.MISSED, State.KEPT);
    assertThat(
            states(
                by11,
                DAYS,
                "2026-11-25T00:00",
                "2026-11-23",
                "2026-11-24",
                "2026-11-24T00:30",
                "2026-11-24T22:00"))
        .containsExactly(State.LATE, State.KEPT);
  }

  @Test
  void weekend_is_not_expected_and_friday_may_be_late_on_saturday() {
    assertThat(
            states(
                by("23:00"),
                DAYS,
                "2026-11-30T12:00",
                "2026-11-20",
                "2026-11-23",
                "2026-11-21T14:00"))
        .as("Friday and Monday")
        .containsExactly(State.LATE, State.MISSED);
  }

  @Test
  void holiday_is_shown_and_not_expected() {
    assertThat(states(by("23:00"), DAYS, "2026-11-27T23:30", "2026-11-25", "2026-11-27"))
        .as("Thanksgiving Day is November 26")
        .containsExactly(State.MISSED, State.HOLIDAY, State.MISSED);
  }

  @Test
  void deadline_before_noon_counts_files_of_the_evening_before_across_the_end_of_a_month() {
    assertThat(
            states(
                by("02:00"),
                EVERY_DAY,
                "2026-12-01T03:00",
                "2026-11-30",
                "2026-12-01",
                "2026-11-30T22:00"))
        .containsExactly(State.MISSED, State.KEPT);
    assertThat(
            states(
                by("02:00"),
                EVERY_DAY,
                "2026-12-01T03:00",
                "2026-11-30",
                "2026-12-01",
                "2026-11-30T11:00",
                "2026-11-30T12:30"))
        .as("late until noon, then of the next night")
        .containsExactly(State.LATE, State.KEPT);
    assertThat(
            states(
                by("23:00"),
                EVERY_DAY,
                "2026-12-02T00:00",
                "2026-11-30",
                "2026-12-01",
                "2026-11-30T22:00",
                "2026-12-01T22:00"))
        .containsExactly(State.KEPT, State.KEPT);
  }

  @Test
  void deadline_that_clocks_skip_is_an_hour_later_and_one_that_comes_twice_the_first() {
    assertThat(Judgement.due(by("02:30"), EVERY_DAY, LocalDate.parse("2026-03-08")))
        .isEqualTo(Instant.parse("2026-03-08T07:30:00Z")); // 3:30 EDT
    assertThat(Judgement.due(by("01:30"), EVERY_DAY, LocalDate.parse("2026-11-01")))
        .isEqualTo(Instant.parse("2026-11-01T05:30:00Z")); // 1:30 EDT
    assertThat(Judgement.due(by("23:00"), EVERY_DAY, LocalDate.parse("2026-10-31")))
        .isEqualTo(Instant.parse("2026-11-01T03:00:00Z"));
    assertThat(Judgement.due(by("23:00"), EVERY_DAY, LocalDate.parse("2026-11-01")))
        .as("25 hours later")
        .isEqualTo(Instant.parse("2026-11-02T04:00:00Z"));
  }

  @Test
  void answer_is_kept_late_missed_or_still_to_come() {
    AnswerWithin within4h =
        new AnswerWithin(new FileGlob("*.manifest"), new FileGlob("*.conf"), Duration.ofHours(4));
    List<FileTime> sent =
        List.of(file("2026-11-23T20:00"), file("2026-11-23T12:00"), file("2026-11-23T08:00"));
    List<FileTime> received = List.of(file("2026-11-23T11:59"), file("2026-11-23T16:30"));
    Judgement judgement = new Judgement(Holidays.NONE, at("2026-11-24T00:00"));
    assertThat(judgement.answers(within4h, EVERY_DAY, sent, received))
        .extracting(Outcome::state)
        .containsExactly(State.KEPT, State.LATE, State.NOT_DUE);
    Judgement later = new Judgement(Holidays.NONE, at("2026-11-24T00:01"));
    assertThat(later.answers(within4h, EVERY_DAY, sent, received).get(2).state())
        .isEqualTo(State.MISSED);
  }

  @Test
  void silence_counts_days_that_count() {
    Judgement judgement = new Judgement(US, at("2026-11-30T12:00"));
    assertThat(judgement.silentUntil(2, EVERY_DAY, at("2026-11-20T15:00")))
        .isEqualTo(at("2026-11-22T15:00"));
    assertThat(judgement.silentUntil(2, DAYS, at("2026-11-20T15:00")))
        .as("Friday, over the weekend")
        .isEqualTo(at("2026-11-24T15:00"));
    assertThat(judgement.silentUntil(1, DAYS, at("2026-11-25T15:00")))
        .as("Wednesday, over Thanksgiving Day")
        .isEqualTo(at("2026-11-27T15:00"));
  }

  @Test
  void federal_holidays_are_computed_with_their_substitutes() {
    assertThat(names("2026-01-01", "2026-01-19", "2026-02-16", "2026-05-25", "2026-06-19"))
        .doesNotContain("");
    assertThat(names("2026-07-03", "2026-09-07", "2026-10-12", "2026-11-11", "2026-12-25"))
        .containsExactly(
            "Independence Day (observed)",
            "Labor Day",
            "Columbus Day",
            "Veterans Day",
            "Christmas Day");
    assertThat(names("2021-12-31", "2022-01-01", "2022-06-20", "2028-12-25"))
        .containsExactly(
            "New Year's Day (observed)",
            "New Year's Day",
            "Juneteenth (observed)",
            "Christmas Day");
    assertThat(names("2026-11-27", "2026-12-24", "2026-07-06")).containsExactly("", "", "");
  }

  private static List<String> names(String... days) {
    return Arrays.stream(days).map(day -> US.nameOf(LocalDate.parse(day)).orElse("")).toList();
  }

  @Test
  void holidays_are_read_as_they_are_written() {
    Holidays read = Holidays.parse(false, " 2026-12-24  Christmas Eve\n\n2026-01-02\n");
    assertThat(read.lines()).isEqualTo("2026-01-02 Holiday\n2026-12-24 Christmas Eve");
    assertThat(read.nameOf(LocalDate.parse("2026-12-25"))).isEmpty();
    assertThatThrownBy(() -> Holidays.parse(false, "12/24/2026 x"))
        .hasMessageContaining("a holiday is '12/24/2026 x'");
  }

  private static List<State> states(
      FileBy file, ExpectedDays days, String now, String first, String last, String... files) {
    return new Judgement(US, at(now))
            .files(
                file,
                days,
                Arrays.stream(files).map(JudgementTest::file).toList(),
                LocalDate.parse(first),
                LocalDate.parse(last))
            .stream()
            .map(Outcome::state)
            .toList();
  }

  private static FileBy by(String time) {
    return new FileBy(Direction.OUT, new FileGlob("*.manifest"), LocalTime.parse(time));
  }

  private static FileTime file(String at) {
    return new FileTime("01", "a.manifest", at(at));
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(ZONE).toInstant();
  }
}
