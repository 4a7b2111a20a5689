package org.as2gateway.as2.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartnerTextTest {
  @ParameterizedTest
  @ValueSource(
      ints = {
        0x0000, // NUL
        0x001b, // ESC
        0x007f, // DEL
        0x009b, // CSI, the other ESC [
        0x202e, // right-to-left override
        0x2066, // left-to-right isolate
        0x200b, // zero-width space
        0xfeff, // byte order mark
        0x2028, // line separator
        0x2029, // paragraph separator
        0xd800, // lone high surrogate
        0xdc00, // lone low surrogate
        0xe000 // private use
      })
  void a_character_that_moves_hides_or_ends_text_becomes_a_blank(int codePoint) {
    String character = Character.toString(codePoint);
    String text = character + "in" + character + character + "voice" + character;
    assertThat(PartnerText.clean(text)).isEqualTo("in voice");
    assertThat(PartnerText.quote(text, 20)).isEqualTo("' in voice '");
  }

  @Test
  void an_end_of_line_becomes_one_blank() {
    assertThat(PartnerText.clean("one\r\n\ttwo\n")).isEqualTo("one two");
  }

  @Test
  void printable_text_of_all_languages_stays() {
    String text = "Rechnung Nr. 7 für Ærø, 請求書, \ud83d\udce6";
    assertThat(PartnerText.clean(text)).isEqualTo(text);
  }

  @Test
  void lines_stay_lines_without_other_control_characters() {
    String text = "The message\r\nwas\treceived.\u202e\nThank you.\u001b[2J\r\n";
    assertThat(PartnerText.lines(text, 100))
        .isEqualTo("The message\nwas received. \nThank you. [2J");
  }

  @Test
  void long_text_is_cut_at_a_whole_character() {
    assertThat(PartnerText.clean("x".repeat(200))).hasSize(200);
    assertThat(PartnerText.clean("x".repeat(201))).isEqualTo("x".repeat(200) + "…");
    assertThat(PartnerText.clean("ab\ud83d\udce6c", 3)).isEqualTo("ab…");
    assertThat(PartnerText.quote("abcd", 3)).isEqualTo("'abc…'");
    assertThat(PartnerText.lines("a\nb\nc", 3)).isEqualTo("a\nb…");
  }
}
