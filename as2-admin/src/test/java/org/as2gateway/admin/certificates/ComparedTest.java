package org.as2gateway.admin.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ComparedTest {
  private static final String PRINT = "0a1b2c3d".repeat(8);

  @ParameterizedTest
  @ValueSource(strings = {"0a1b2c3d", "0A1B2C3D", "0A:1B:2C:3D:", "0a 1b 2c 3d ", "0A-1B-2C-3D-"})
  void spaces_colons_and_capitals_do_not_count(String part) {
    Compared compared = new Compared(part.repeat(8).strip());
    assertThat(compared.isEqual(PRINT)).isTrue();
    assertThat(compared.text(PRINT)).startsWith("Equal");
  }

  @Test
  void one_digit_makes_another_fingerprint() {
    Compared compared = new Compared(PRINT.replaceAll(".$", "e"));
    assertThat(compared.isEqual(PRINT)).isFalse();
    assertThat(compared.text(PRINT)).contains("Not equal: this is another certificate");
  }

  @Test
  void a_part_or_a_sha_1_fingerprint_is_not_taken_for_equal() {
    Compared compared = new Compared(PRINT.substring(0, 40));
    assertThat(compared.isEqual(PRINT)).isFalse();
    assertThat(compared.text(PRINT)).contains("40 hex digits").contains("has 64");
  }
}
