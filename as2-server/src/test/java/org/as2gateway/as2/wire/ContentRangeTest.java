package org.as2gateway.as2.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentRangeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes 65982464-307502442/307502443",
        " bytes  65982464-307502442/307502443 ",
        "bytes=65982464-307502442/307502443",
        "65982464-307502442/307502443"
      })
  void reads_the_example_of_the_draft_and_how_it_was_understood(String value) {
    ContentRange range = ContentRange.parse(value).orElseThrow();
    assertThat(range).isEqualTo(ContentRange.rest(65982464, 307502443));
    assertThat(range.length()).isEqualTo(241519979);
    assertThat(range.reachesEnd()).isTrue();
    assertThat(range.toHeader()).isEqualTo("bytes 65982464-307502442/307502443");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes */5",
        "bytes 0-9/*",
        "bytes 5-4/10",
        "bytes 0-10/10",
        "bytes -1-4/10",
        "bytes 1-/10",
        "bytes 0-9999999999999999999/99999999999999999999",
        "lines 0-9/10"
      })
  void what_is_no_range_of_a_known_whole_is_none(String value) {
    assertThat(ContentRange.parse(value)).isEmpty();
  }

  @Test
  void a_range_may_end_before_the_whole() {
    assertThat(ContentRange.parse("bytes 0-4/10").orElseThrow().reachesEnd()).isFalse();
  }
}
