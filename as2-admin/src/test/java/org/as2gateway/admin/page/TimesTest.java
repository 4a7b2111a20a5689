package org.as2gateway.admin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TimesTest {
  private static final Zone NEW_YORK = zone("America/New_York");
  private static final Instant NOW = Instant.parse("2026-11-28T21:16:00Z");
  private static final Times TIMES = new Times(NEW_YORK, NOW);

  private static Zone zone(String name) {
    return new Zone(ZoneId.of(name), false);
  }

  @Test
  void a_time_has_its_zone_and_no_nanoseconds() {
    Instant at = Instant.parse("2026-11-28T21:14:21.599110839Z");
    assertThat(TIMES.text(at)).isEqualTo("Nov 28, 4:14 PM EST");
    assertThat(TIMES.exact(at)).isEqualTo("Nov 28, 4:14:21 PM EST");
    assertThat(TIMES.ago(at)).isEqualTo("1 min ago");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-15T07:00:00Z, 'Dec 15, 2:00 AM EST (07:00 UTC)'",
    "2026-12-16T01:00:00Z, 'Dec 15, 8:00 PM EST (Dec 16, 01:00 UTC)'",
    "2027-01-01T04:59:00Z, 'Dec 31, 11:59 PM EST (Jan 1, 2027, 04:59 UTC)'",
    "2029-07-01T12:00:00Z, 'Jul 1, 2029, 8:00 AM EDT (12:00 UTC)'"
  })
  void what_was_typed_is_echoed_with_its_time_in_utc(Instant at, String text) {
    assertThat(TIMES.echo(at)).isEqualTo(text);
  }

  @Test
  void utc_is_not_said_twice() {
    assertThat(new Times(zone("UTC"), NOW).echo(NOW)).isEqualTo("Nov 28, 9:16 PM UTC");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-28T21:15:30Z, just now",
    "2026-11-28T19:16:00Z, 2 h ago",
    "2026-11-25T21:16:00Z, 3 days ago",
    "2026-11-29T00:46:00Z, in 3 h 30 min",
    "2026-11-28T21:16:20Z, in a moment"
  })
  void near_times_are_told_from_the_present(Instant at, String text) {
    assertThat(TIMES.ago(at)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-15T02:00, 2026-12-15T07:00:00Z",
    "2026-07-15T02:00:30, 2026-07-15T06:00:30Z",
    "2026-12-15, 2026-12-15T05:00:00Z",
    "2026-12-15 02:00, 2026-12-15T07:00:00Z",
    "2026-12-15T02:00Z, 2026-12-15T02:00:00Z",
    "2026-12-15T02:00+01:00, 2026-12-15T01:00:00Z",
    "2026-11-01T01:30, 2026-11-01T05:30:00Z", // comes twice: the first
    "2026-11-01T02:00, 2026-11-01T07:00:00Z",
    "2026-03-08T03:00, 2026-03-08T07:00:00Z"
  })
  void a_time_is_typed_in_the_zone(String typed, Instant at) {
    assertThat(NEW_YORK.read(typed)).isEqualTo(at);
  }

  @Test
  void a_time_that_clocks_skip_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NEW_YORK.read("2026-03-08T02:30"))
        .withMessage(
            "2:30 AM on Mar 8, 2026 does not exist in America/New York time: clocks go from"
                + " 2:00 AM to 3:00 AM. Choose another time");
  }

  @ParameterizedTest
  @CsvSource({"tomorrow", "2026-13-01", "2026-02-30T10:00", "10:00"})
  void what_is_no_time_is_refused(String typed) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NEW_YORK.read(typed))
        .withMessageContaining("2026-11-22T10:00");
  }

  @Test
  void the_zone_is_named_and_where_it_comes_from() {
    assertThat(NEW_YORK.label()).isEqualTo("America/New York time");
    assertThat(zone("UTC").label()).isEqualTo("UTC");
    assertThat(new Zone(ZoneId.of("UTC"), true).label())
        .isEqualTo("UTC, the time zone of the gateway's computer");
  }

  @Test
  void zones_to_choose_are_places_and_the_one_chosen() {
    assertThat(Zone.choices("EST5EDT"))
        .contains("America/Chicago", "Europe/Vienna", "UTC", "EST5EDT")
        .doesNotContain("Etc/GMT+5", "CST6CDT");
  }
}
