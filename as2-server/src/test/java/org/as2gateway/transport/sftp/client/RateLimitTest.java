package org.as2gateway.transport.sftp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RateLimitTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final SftpTimeLimits TIMES =
      new SftpTimeLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(10));

  private final AtomicLong now = new AtomicLong(7);
  private final RateLimit limit = new RateLimit(1000, now::get);

  @Test
  void sessions_share_the_rate() {
    assertThat(limit.nanosAfter(1000)).isEqualTo(SECOND);
    assertThat(limit.nanosAfter(500)).as("another one").isEqualTo(SECOND * 3 / 2);
    now.addAndGet(SECOND);
    assertThat(limit.nanosAfter(500)).isEqualTo(SECOND);
  }

  @Test
  void time_without_a_transfer_is_not_saved_up() {
    now.addAndGet(100 * SECOND);
    assertThat(limit.nanosAfter(1000)).isEqualTo(SECOND);
    assertThat(RateLimit.NONE.nanosAfter(Integer.MAX_VALUE)).isZero();
  }

  @Test
  void what_moves_less_than_it_has_to_stalls_and_stays_so() throws Exception {
    Pace pace = new Pace(new SessionLimits(TIMES, RateLimit.NONE), now::get);
    now.addAndGet(100 * SECOND);
    assertThat(pace.isStalled()).as("nothing is done").isFalse();
    Pace.Work work = pace.begin();
    now.addAndGet(10 * SECOND);
    assertThat(pace.isStalled()).isFalse();
    pace.moved((int) (5 * Pace.LEAST_BYTES_A_SECOND));
    now.addAndGet(5 * SECOND);
    assertThat(pace.isStalled()).isFalse();
    Pace.Work own = pace.waiting();
    now.addAndGet(100 * SECOND);
    assertThat(pace.isStalled()).as("we wait ourselves").isFalse();
    own.close();
    assertThat(pace.isStalled()).isFalse();
    now.addAndGet(1);
    assertThat(pace.isStalled()).isTrue();
    work.close();
    assertThat(pace.isStalled()).isTrue();
  }
}
