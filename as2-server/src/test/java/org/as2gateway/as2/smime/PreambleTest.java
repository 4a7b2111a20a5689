package org.as2gateway.as2.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreambleTest {
  @ParameterizedTest
  @CsvSource({
    "'', true",
    "' \t\r\n', true",
    "'This is an S/MIME signed message\r\n\r\n', true",
    "'\nThis is an S/MIME signed message\n', true",
    "'This is an S/MIME signed message.', false",
    "'this is an S/MIME signed message', false",
    "'a preamble', false",
  })
  void blanks_and_the_line_of_openssl_are_tolerated(String text, boolean isTolerated) {
    assertThat(preamble(text).isTolerated()).isEqualTo(isTolerated);
  }

  @ParameterizedTest
  @CsvSource({"' ', true", "x, false"})
  void what_is_long_must_be_blank(String text, boolean isTolerated) {
    assertThat(preamble(" ".repeat(1000) + text).isTolerated()).isEqualTo(isTolerated);
  }

  private static Preamble preamble(String text) {
    Preamble preamble = new Preamble();
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < bytes.length; i += 7) {
      int length = Math.min(7, bytes.length - i);
      byte[] some = new byte[7];
      System.arraycopy(bytes, i, some, 0, length);
      preamble.add(some, length);
    }
    return preamble;
  }
}
