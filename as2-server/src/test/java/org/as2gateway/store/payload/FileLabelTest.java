package org.as2gateway.store.payload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileLabelTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "manifest.edi ! manifest.edi",
        "Größe (2)_v1,5;a=b+c~.txt ! Größe (2)_v1,5;a=b+c~.txt",
        "../../etc/passwd ! passwd",
        "C:\\temp\\file.txt ! file.txt",
        "/absolute/path/ ! path",
        ".hidden ! hidden",
        "...---x ! x",
        "-rf ! rf",
        "- .x ! x",
        "a:b<c>d\"e|f?g*h ! a_b_c_d_e_f_g_h",
        "ほげ.xml ! ほげ.xml",
        "a😀b.txt ! ab.txt",
        ".. ! payload",
        "/ ! payload",
        "'' ! payload",
        "'   ' ! payload"
      })
  void cleans(String name, String label) {
    assertThat(FileLabel.clean(name)).isEqualTo(label);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u0000b.txt",
        "a\r\nb.txt",
        "a\u001b[31mb.txt",
        "a\u202Ecod.exe",
        "a\u2066b\u2069",
        "a\u200Bb",
        "a\uFEFFb",
        "a\u2028b",
        "a\u0085b",
        "a\uD800b",
        "\u202E.hidden"
      })
  void drops_controls_and_characters_that_turn_the_direction(String name) {
    String label = FileLabel.clean(name);
    assertThat(label.codePoints())
        .noneMatch(Character::isISOControl)
        .noneMatch(c -> Character.getType(c) == Character.FORMAT)
        .noneMatch(c -> Character.getType(c) == Character.SURROGATE)
        .noneMatch(c -> Character.getType(c) == Character.LINE_SEPARATOR);
    assertThat(label).doesNotStartWith(".");
  }

  @Test
  void cuts_at_200_octets_between_characters_and_keeps_the_extension() {
    String label = FileLabel.clean("ü".repeat(300) + ".xml");
    assertThat(label).endsWith("ü.xml").doesNotContain("\uFFFD");
    assertThat(label.getBytes(StandardCharsets.UTF_8).length).isEqualTo(200);
    assertThat(FileLabel.clean("𠀀".repeat(100)).getBytes(StandardCharsets.UTF_8)).hasSize(200);
  }

  @Test
  void endless_extension_is_cut_like_the_rest() {
    assertThat(FileLabel.clean("a." + "x".repeat(500))).hasSize(200).startsWith("a.x");
  }

  @Test
  void clean_label_stays_as_it_is() {
    for (String name : new String[] {"a.b.c", "x".repeat(500) + ".edi", "a  b.txt"}) {
      String label = FileLabel.clean(name);
      assertThat(FileLabel.clean(label)).isEqualTo(label);
    }
  }
}
