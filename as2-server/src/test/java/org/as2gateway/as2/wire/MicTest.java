package org.as2gateway.as2.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** protocol.md §3.5 and §5.5: how MICs and their algorithms are spelled. */
class MicTest {
  private static final String DIGEST = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

  @ParameterizedTest
  @ValueSource(
      strings = {
        DIGEST + ", sha-256",
        DIGEST + ",sha256",
        "  " + DIGEST + " ,\tSHA-256 ;",
        "47DEQpj8HBSa+/TImW+5\r\n JCeuQeRkm5NMpJWZG3hSuFU=,\r\n\tsha2-256",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU, rsa-sha256",
      })
  void a_mic_is_read_with_or_without_spaces_folded_or_not(String field) {
    assertThat(Mic.parse(field)).contains(new Mic(DIGEST, MicAlgorithm.SHA256));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", ", sha-256", "no base64!, sha-256", DIGEST + ", sha-3"})
  void what_is_no_mic_is_none(String field) {
    assertThat(Mic.parse(field)).isEmpty();
  }

  @Test
  void digest_octets_are_compared_and_then_the_algorithm() {
    Mic mic = new Mic(DIGEST, MicAlgorithm.SHA256);
    assertThat(mic.matches(Mic.parse(DIGEST + ", SHA256").orElseThrow())).isTrue();
    assertThat(mic.matches(Mic.parse(DIGEST + ", sha-512").orElseThrow())).isFalse();
    assertThat(mic.matches(Mic.parse("4" + DIGEST.substring(2, 4) + "A, sha-256").orElseThrow()))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sha1 | SHA1",
        "sha-1 | SHA1",
        "SHA1 | SHA1",
        "rsa-sha1 | SHA1",
        "sha256 | SHA256",
        "sha-256 | SHA256",
        "sha_256 | SHA256",
        "sha2-256 | SHA256",
        "rsa-sha256 | SHA256",
        "SHA2_384 | SHA384",
        "sha-384 | SHA384",
        "\"sha-512\" | SHA512",
        "sha2-512 | SHA512",
        "md5 | MD5",
        "rsa-md5 | MD5",
      })
  void every_spelling_of_the_field_is_read(String spelling, MicAlgorithm algorithm) {
    assertThat(MicAlgorithm.parse(spelling)).contains(algorithm);
  }
}
