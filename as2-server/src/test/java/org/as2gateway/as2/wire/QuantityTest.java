package org.as2gateway.as2.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "200ms,PT0.2S",
    "30s,PT30S",
    "30 s,PT30S",
    "1m,PT1M",
    "12h,PT12H",
    "3d,PT72H",
    "2w,PT336H",
    "0s,PT0S"
  })
  void reads_durations(String text, Duration expected) {
    assertThat(Quantity.parseDuration(text)).isEqualTo(expected);
  }

  @Test
  void years_are_never_shorter_than_those_of_the_calendar() {
    assertThat(Quantity.parseDuration("7y")).isGreaterThanOrEqualTo(Duration.ofDays(7 * 365 + 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "s", "-1s", "1.5h", "30S", "1m30s", "forever", "1 KiB", "1s/s"})
  void refuses_what_is_no_duration(String text) {
    assertThatThrownBy(() -> Quantity.parseDuration(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a duration such as");
  }

  @ParameterizedTest
  @CsvSource({
    "65536,65536",
    "10 B,10",
    "64 KiB,65536",
    "64KiB,65536",
    "1 mib,1048576",
    "20 GiB,21474836480",
    "1 TiB,1099511627776",
    "0,0"
  })
  void reads_sizes(String text, long expected) {
    assertThat(Quantity.parseBytes(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "KiB", "-1", "1.5 GiB", "1 KiB/s", "many"})
  void refuses_what_is_no_size(String text) {
    assertThatThrownBy(() -> Quantity.parseBytes(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a size such as");
  }

  @Test
  void refuses_units_of_thousands_and_names_those_of_1024() {
    assertThatThrownBy(() -> Quantity.parseBytes("10 MB"))
        .hasMessage("unit 'MB' is not known, expected 'KiB', 'MiB', 'GiB' or 'TiB'");
  }

  @Test
  void refuses_numbers_that_overflow() {
    assertThatThrownBy(() -> Quantity.parseBytes("9999999999 GiB")).hasMessageContaining("large");
    assertThatThrownBy(() -> Quantity.parseDuration("99999999999999999999s"))
        .hasMessageContaining("too large");
  }

  @Test
  void reads_rates_with_and_without_the_second() {
    assertThat(Quantity.parseBytesPerSecond("1 KiB/s")).isEqualTo(1024);
    assertThat(Quantity.parseBytesPerSecond("512")).isEqualTo(512);
    assertThatThrownBy(() -> Quantity.parseBytesPerSecond("fast"))
        .hasMessage("expected a rate such as '1 KiB/s'");
  }
}
