package org.as2gateway.transport.as2.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Pace pace = new Pace(Duration.ofSeconds(1), 1000);

  @Test
  void nobody_is_slow_before_a_window_is_over() {
    assertThat(pace.isSlow(SECOND - 1)).isFalse();
    assertThat(pace.isSlow(SECOND)).isTrue();
  }

  @Test
  void octets_count_for_the_time_they_were_waited_for() {
    pace.waited(2 * SECOND);
    pace.came(2000);
    assertThat(pace.isSlow(0)).isFalse();
    pace.waited(2 * SECOND);
    pace.came(1999);
    assertThat(pace.isSlow(0)).isTrue();
  }

  @Test
  void time_without_a_wait_is_ours() {
    pace.came(10);
    assertThat(pace.isSlow(0)).isFalse();
  }

  @Test
  void a_drip_in_each_window_hides_nothing() {
    for (int i = 0; i < 20; i++) {
      pace.waited(SECOND / 10);
      pace.came(1);
    }
    assertThat(pace.isSlow(0)).isTrue();
  }

  @Test
  void octets_of_long_ago_do_not_count() {
    pace.waited(SECOND);
    pace.came(1_000_000);
    assertThat(pace.isSlow(SECOND / 2)).isFalse();
    assertThat(pace.isSlow(SECOND)).isTrue();
  }

  @Test
  void no_least_is_never_too_slow() {
    assertThat(new Pace(Duration.ofSeconds(1), 0).isSlow(SECOND)).isFalse();
  }
}
