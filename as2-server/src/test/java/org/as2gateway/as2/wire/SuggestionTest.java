package org.as2gateway.as2.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {
  private static final List<String> KNOWN = List.of("host", "port", "keystore", "enabled");

  @ParameterizedTest
  @CsvSource({"prot,port", "PORT,port", "Keystor,keystore", "enable,enabled", "hst,host"})
  void finds_the_nearest_name(String word, String expected) {
    assertThat(Suggestion.nearest(word, KNOWN)).contains(expected);
  }

  @Test
  void keeps_silent_when_nothing_is_near() {
    assertThat(Suggestion.nearest("banana", KNOWN)).isEmpty();
    assertThat(Suggestion.hint("x".repeat(100_000), KNOWN)).isEmpty();
  }

  @Test
  void words_the_hint() {
    assertThat(Suggestion.hint("prot", KNOWN)).isEqualTo(", did you mean 'port'?");
  }
}
