package org.as2gateway.people.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
  /** The RFC's "12345678901234567890". */
  private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

  /** RFC 6238, appendix B, the last six digits. */
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void makes_the_codes_of_the_standard(long second, String code) {
    assertThat(Totp.code(SECRET, second / 30)).isEqualTo(code);
    assertThat(Totp.step(SECRET, code, Instant.ofEpochSecond(second), 0))
        .isEqualTo(OptionalLong.of(second / 30));
  }

  @Test
  void takes_the_code_of_one_step_around_now_and_no_other() {
    String code = Totp.code(SECRET, 100);
    for (long step = 90; step < 110; step++) {
      assertThat(Totp.step(SECRET, code, Instant.ofEpochSecond(step * 30), 0).isPresent())
          .as("at step " + step)
          .isEqualTo(step >= 99 && step <= 101);
    }
    assertThat(Totp.step(SECRET, " 050 471", Instant.ofEpochSecond(1111111111), 0)).isPresent();
    assertThat(Totp.step(SECRET, "", Instant.ofEpochSecond(1111111111), 0)).isEmpty();
  }

  @Test
  void takes_no_code_of_a_step_that_was_used() {
    String code = Totp.code(SECRET, 100);
    assertThat(Totp.step(SECRET, code, Instant.ofEpochSecond(3000), 99)).isPresent();
    assertThat(Totp.step(SECRET, code, Instant.ofEpochSecond(3000), 100)).isEmpty();
  }

  @Test
  void secrets_have_160_random_bits_in_base32() {
    assertThat(Totp.newSecret()).matches("[A-Z2-7]{32}").isNotEqualTo(Totp.newSecret());
  }
}
