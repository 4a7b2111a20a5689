package org.as2gateway.admin.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTimeTest {
  /** Nine in the evening of the 27th in New York. */
  private final SearchTime times =
      new SearchTime(Instant.parse("2026-11-28T02:00:00Z"), ZoneId.of("America/New_York"));

  @ParameterizedTest
  @CsvSource({
    "24h, 2026-11-27T02:00:00Z",
    "7D, 2026-11-21T02:00:00Z",
    "9999y, 1970-01-01T00:00:00Z",
    "today, 2026-11-27T05:00:00Z",
    "Yesterday, 2026-11-26T05:00:00Z",
    "yesterday 18:00, 2026-11-26T23:00:00Z",
    "today 6:00, 2026-11-27T11:00:00Z",
    "2026-11-22, 2026-11-22T05:00:00Z",
    "2026-11-22T10:00, 2026-11-22T15:00:00Z",
    "2026-11-22 10:00:30, 2026-11-22T15:00:30Z",
    "2026-11-22T10:00:00Z, 2026-11-22T10:00:00Z",
    "2026-11-22T10:00:00+01:00, 2026-11-22T09:00:00Z"
  })
  void reads_what_people_type(String text, Instant expected) {
    assertThat(times.parse(text)).hasValue(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "24", "2026-13-01", "today 25:00", "", "tomorrow"})
  void refuses_what_is_no_time(String text) {
    assertThat(times.parse(text)).isEmpty();
  }
}
