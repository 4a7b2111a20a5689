package org.as2gateway.admin.today;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.as2gateway.admin.today.NightHours.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NightHoursTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @ParameterizedTest
  @CsvSource({
    // in the morning, the night that has ended; in the evening, the one that has begun
    "2026-11-28T14:00:00Z, 18:00-06:00, 2026-11-27T23:00:00Z, 2026-11-28T11:00:00Z",
    "2026-11-28T23:00:00Z, 18:00-06:00, 2026-11-28T23:00:00Z, 2026-11-29T11:00:00Z",
    "2026-11-28T22:59:59Z, 18:00-06:00, 2026-11-27T23:00:00Z, 2026-11-28T11:00:00Z",
    "2026-11-29T05:30:00Z, 18:00-06:00, 2026-11-28T23:00:00Z, 2026-11-29T11:00:00Z",
    // hours of one day
    "2026-11-28T14:00:00Z, 01:00-05:30, 2026-11-28T06:00:00Z, 2026-11-28T10:30:00Z",
    "2026-11-28T05:00:00Z, 01:00-05:30, 2026-11-27T06:00:00Z, 2026-11-27T10:30:00Z",
    // the night in which clocks go back has an hour more
    "2026-11-01T14:00:00Z, 18:00-06:00, 2026-10-31T22:00:00Z, 2026-11-01T11:00:00Z"
  })
  void last_night_is_the_last_that_has_begun(
      Instant now, String hours, Instant since, Instant until) {
    assertThat(NightHours.parse(hours).orElseThrow().last(now, NEW_YORK, 0))
        .isEqualTo(new Span(since, until));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "18:00", "18:00-18:00", "25:00-06:00", "18:00-06:00-07:00", "x-y"})
  void other_texts_are_no_hours(String text) {
    assertThat(NightHours.parse(text)).isEmpty();
  }

  @Test
  void nights_before_the_last_keep_the_hour_of_the_wall_clock() {
    Instant now = Instant.parse("2026-11-02T14:00:00Z");
    assertThat(NightHours.USUAL.last(now, NEW_YORK, 2))
        .isEqualTo(
            new Span(Instant.parse("2026-10-30T22:00:00Z"), Instant.parse("2026-10-31T10:00:00Z")));
  }

  @Test
  void text_is_read_again() {
    assertThat(NightHours.parse(NightHours.USUAL.text())).contains(NightHours.USUAL);
  }
}
