package org.as2gateway.usps.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.as2gateway.usps.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and check digits, by published and synthetic samples. */
final class NumbersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "9205590164917312751089",
        "9275099999999900000019",
        "92750999999999000000000026",
        "9375000000000000000035",
        "93750000000000000000000042",
        "9205599999999900001012",
        "92612999999999000000001024",
        "9305500000000000001038"
      })
  void check_digits_of_published_and_synthetic_numbers_are_right(String number) {
    assertThat(CheckDigits.isMod10(number)).isTrue();
    String wrong = number.substring(0, 10) + (number.charAt(10) == '0' ? '1' : '0');
    assertThat(CheckDigits.isMod10(wrong + number.substring(11)))
        .isEqualTo(number.charAt(10) == wrong.charAt(10));
  }

  @Test
  void the_check_digit_of_an_s10_identifier_is_that_of_the_standard() {
    assertThat(CheckDigits.s10("00000001")).isEqualTo('4');
    assertThat(CheckDigits.s10("47312482")).isEqualTo('9'); // UPU standard S10, RN473124829GB
  }

  @ParameterizedTest
  @CsvSource({
    "4202026000049205599999999900001012, 9, 202600004, 9205599999999900001012",
    "4202026092612999999999000000001024, 5, 20260, 92612999999999000000001024",
    "4202026092612999999999000000001024, -1, 20260, 92612999999999000000001024",
    "420202609205599999999900001012, -1, 20260, 9205599999999900001012",
    "9205599999999900001012, -1, '', 9205599999999900001012",
    "LZ000000014US, -1, '', LZ000000014US"
  })
  void routing_and_piece_are_told_apart(String text, int zipDigits, String zip, String pic) {
    PieceNumber number = PieceNumber.of(text, zipDigits).orElseThrow();
    assertThat(number.zip()).isEqualTo(zip);
    assertThat(number.pic()).isEqualTo(pic);
  }

  @Test
  void a_number_with_nine_zip_digits_is_recognized_without_its_construct() {
    PieceNumber number = PieceNumber.of("4202026000049205599999999900001012", -1).orElseThrow();
    assertThat(number.pic()).isEqualTo("9205599999999900001012");
    assertThat(number.serviceType()).isEqualTo("055");
    assertThat(number.mailerId()).isEqualTo("999999999");
  }

  @Test
  void keys_of_different_numbers_differ() {
    Set<PieceKey> keys = new HashSet<>();
    Set<Long> hashes = new HashSet<>();
    for (int i = 0; i < 200_000; i++) {
      keys.add(PieceKey.of(Samples.pic(i)));
      hashes.add(PieceKey.of(Samples.pic(i)).hash());
    }
    assertThat(keys).hasSize(200_000);
    assertThat(hashes).hasSize(200_000);
    assertThat(PieceKey.of("00" + "1".repeat(20))).isNotEqualTo(PieceKey.of("1".repeat(20)));
    assertThat(PieceKey.of("LZ000000014US")).isNotEqualTo(PieceKey.of("LZ000000014UT"));
  }

  @Test
  void a_set_of_pieces_is_exact_in_the_heap_and_in_a_file() throws IOException {
    Random random = new Random(1);
    Set<PieceKey> few = new HashSet<>();
    try (PieceSet pieces = new PieceSet()) {
      for (int i = 0; i < 1_600_000; i++) {
        PieceKey key = new PieceKey(22 + i / 7L, random.nextInt(7) + i % 7 * 10L);
        boolean isNew = pieces.add(key);
        if (i % 1000 < 7) {
          few.add(key);
        }
        assertThat(isNew || pieces.size() <= i).isTrue();
      }
      int size = pieces.size();
      for (PieceKey key : few) {
        assertThat(pieces.add(key)).isFalse();
      }
      assertThat(pieces.size()).isEqualTo(size).isGreaterThan(1_400_000);
    }
  }
}
