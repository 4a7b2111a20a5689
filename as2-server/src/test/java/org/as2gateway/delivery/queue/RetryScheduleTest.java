package org.as2gateway.delivery.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class RetryScheduleTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
  private static final RetrySchedule SCHEDULE =
      new RetrySchedule(Duration.ofMinutes(1), 2, Duration.ofMinutes(40), Duration.ofDays(3));

  /** Neither more nor less than the delay itself. */
  private static final RandomGenerator MIDDLE =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return 1L << 63;
        }

        @Override
        public double nextDouble() {
          return 0.5;
        }
      };

  private static Duration delay(int attempts) {
    return Duration.between(
        START, SCHEDULE.next(START, START, attempts, Optional.empty(), MIDDLE).orElseThrow());
  }

  @Test
  void grows_by_the_factor_up_to_the_maximum() {
    assertThat(delay(1)).isEqualTo(Duration.ofMinutes(1));
    assertThat(delay(2)).isEqualTo(Duration.ofMinutes(2));
    assertThat(delay(6)).isEqualTo(Duration.ofMinutes(32));
    assertThat(delay(7)).isEqualTo(Duration.ofMinutes(40));
    assertThat(delay(100_000)).isEqualTo(Duration.ofMinutes(40));
  }

  @Test
  void spreads_each_delay_by_a_fifth() {
    Random random = new Random(1);
    List<Double> minutes =
        random
            .ints(1000)
            .mapToObj(i -> SCHEDULE.next(START, START, 7, Optional.empty(), random).orElseThrow())
            .map(next -> Duration.between(START, next).toSeconds() / 60.0)
            .toList();
    assertThat(minutes).allMatch(m -> m >= 31.9 && m <= 48.1);
    assertThat(minutes).anyMatch(m -> m < 34).anyMatch(m -> m > 46);
  }

  @Test
  void honours_retry_after_beyond_the_maximum() {
    Optional<Duration> sixHours = Optional.of(Duration.ofHours(6));
    assertThat(SCHEDULE.next(START, START, 1, sixHours, MIDDLE))
        .contains(START.plus(Duration.ofHours(6)));
  }

  @Test
  void does_not_hurry_for_a_short_retry_after() {
    Optional<Duration> oneSecond = Optional.of(Duration.ofSeconds(1));
    assertThat(SCHEDULE.next(START, START, 3, oneSecond, MIDDLE))
        .contains(START.plus(Duration.ofMinutes(4)));
  }

  @Test
  void gives_up_when_the_next_attempt_lies_beyond_the_budget() {
    Instant late = START.plus(Duration.ofDays(3)).minusSeconds(30);
    assertThat(SCHEDULE.next(START, late, 1, Optional.empty(), MIDDLE)).isEmpty();
  }

  @Test
  void gives_up_on_an_endless_retry_after() {
    Optional<Duration> endless = Optional.of(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(SCHEDULE.next(START, START, 1, endless, MIDDLE)).isEmpty();
  }

  @Test
  void refuses_a_factor_that_shrinks_delays() {
    assertThatThrownBy(
            () ->
                new RetrySchedule(
                    Duration.ofMinutes(1), 0.5, Duration.ofMinutes(40), Duration.ofDays(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.5");
  }
}
