package org.as2gateway.admin.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.as2gateway.admin.messages.SearchText.Filter;
import org.as2gateway.admin.messages.SearchText.Word;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTextTest {
  @Test
  void words_and_filters_are_told_apart() {
    SearchText text =
        SearchText.of(
            "Partner:usps \"daily manifest\" -status:failed,refused -draft 10:30 a-b.txt");
    assertThat(text.problems()).isEmpty();
    assertThat(text.filters(SearchKey.PARTNER))
        .containsExactly(new Filter(SearchKey.PARTNER, List.of("usps"), false));
    assertThat(text.filters(SearchKey.STATUS))
        .containsExactly(new Filter(SearchKey.STATUS, List.of("failed", "refused"), true));
    assertThat(text.words())
        .containsExactly(
            new Word("daily manifest", false),
            new Word("draft", true),
            new Word("10:30", false),
            new Word("a-b.txt", false));
  }

  @Test
  void quoted_values_stay_one() {
    assertThat(SearchText.of("file:\"a, b.txt\" subject:\"open end").filters(SearchKey.FILE))
        .containsExactly(new Filter(SearchKey.FILE, List.of("a, b.txt"), false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<1:2@host>", "https://host/path", "\"foo:bar\"", "-", "12:30:00"})
  void text_with_a_colon_may_be_no_filter(String word) {
    SearchText text = SearchText.of(word);
    assertThat(text.problems()).isEmpty();
    assertThat(text.words()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo:bar", "status:", "status:,", "file:\"\"", "-id:x", "min:1 min:2"})
  void what_means_nothing_is_a_problem(String text) {
    assertThat(SearchText.of(text).problems()).hasSize(1);
  }
}
