package org.as2gateway.transport.sftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.as2gateway.testkit.FakeClock;
import org.junit.jupiter.api.Test;

final class SignInBrakeTest {
  private static final String HOME = "192.0.2.1";
  private static final String ELSEWHERE = "198.51.100.7";

  private final FakeClock clock = FakeClock.standing();
  private final MemoryFiles accounts = new MemoryFiles();
  private final SignInBrake brake = new SignInBrake(accounts, clock);

  private int tries(String user, String network) {
    int tries = 0;
    while (tries < 100 && brake.tries(user, network)) {
      tries++;
    }
    return tries;
  }

  @Test
  void one_who_guesses_waits_longer_and_longer() {
    assertThat(tries("acme", ELSEWHERE)).isEqualTo(5);
    for (int seconds = 1; seconds <= 512; seconds *= 2) {
      clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
      assertThat(brake.tries("acme", ELSEWHERE)).as(seconds + " s").isFalse();
      clock.advance(Duration.ofMillis(1));
      assertThat(brake.tries("acme", ELSEWHERE)).as(seconds + " s").isTrue();
    }
    clock.advance(Duration.ofMinutes(15));
    assertThat(tries("acme", ELSEWHERE)).isEqualTo(1);
    clock.advance(Duration.ofHours(25));
    assertThat(tries("acme", ELSEWHERE)).isEqualTo(5);
  }

  @Test
  void a_network_counts_over_all_users_and_a_user_over_all_networks() {
    for (int i = 0; i < 10; i++) {
      assertThat(brake.tries("user" + i, ELSEWHERE)).isTrue();
    }
    assertThat(brake.tries("acme", ELSEWHERE)).isFalse();
    for (int i = 0; i < 5; i++) {
      assertThat(brake.tries("acme", "203.0.113." + i)).isTrue();
    }
    assertThat(brake.tries("acme", "203.0.113.99")).isFalse();
  }

  @Test
  void a_stranger_does_not_keep_the_partner_out() {
    brake.signedIn("acme", HOME);
    tries("acme", ELSEWHERE);
    for (int i = 0; i < 20; i++) {
      brake.tries("user" + i, HOME);
    }
    assertThat(brake.tries("acme", HOME)).isTrue();
    assertThat(brake.tries("acme", "203.0.113.5")).as("from an unknown place").isFalse();
    assertThat(tries("acme", HOME)).as("left of its own").isEqualTo(4);
    brake.signedIn("acme", HOME);
    assertThat(tries("acme", HOME)).isEqualTo(5);
  }
}
