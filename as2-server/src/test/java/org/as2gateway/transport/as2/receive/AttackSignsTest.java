package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.transport.as2.receive.AttackSigns.Kind;
import org.as2gateway.transport.as2.receive.AttackSigns.Sign;
import org.junit.jupiter.api.Test;

class AttackSignsTest {
  private final FakeClock clock = FakeClock.standing();
  private final AttackSigns signs = new AttackSigns(clock);

  private void fail(int count, String partnership) {
    for (int i = 0; i < count; i++) {
      signs.add(Kind.DECRYPTION_FAILURES, partnership, "m" + i);
    }
  }

  @Test
  void a_hundred_failures_an_hour_are_a_sign_of_the_partnership_and_of_all() {
    fail(99, "a");
    assertThat(signs.current()).isEmpty();
    fail(1, "b");
    assertThat(signs.current()).extracting(Sign::partnership).containsExactly("");
    fail(1, "a");
    assertThat(signs.current()).extracting(Sign::partnership).containsExactlyInAnyOrder("", "a");
    assertThat(signs.failuresInHour("a")).isEqualTo(100);
  }

  @Test
  void failures_count_for_an_hour_and_the_rest_for_a_day() {
    fail(100, "a");
    signs.add(Kind.REPLAYED, "a", "m");
    clock.advance(Duration.ofMinutes(65));
    assertThat(signs.current()).extracting(Sign::kind).containsExactly(Kind.REPLAYED);
    assertThat(signs.failuresInHour("a")).isZero();
    clock.advance(Duration.ofHours(24));
    assertThat(signs.current()).isEmpty();
  }

  @Test
  void slow_failures_never_add_up() {
    for (int i = 0; i < 1000; i++) {
      fail(1, "a");
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(signs.failuresInHour("a")).isLessThanOrEqualTo(60);
  }
}
