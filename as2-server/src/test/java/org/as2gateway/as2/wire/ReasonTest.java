package org.as2gateway.as2.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ReasonTest {
  private static final List<String> PARTS = List.of("what", "why", "next");

  @Test
  void each_says_what_happened_why_and_what_to_do_next() {
    for (Reason reason : Reason.values()) {
      ReasonText text = ReasonText.of(reason);
      assertThat(List.of(text.what(), text.why(), text.next()))
          .as(reason.code())
          .allMatch(sentence -> sentence.strip().endsWith("."));
    }
  }

  @Test
  void the_catalogue_has_no_sentence_that_nobody_shows() {
    List<String> keys =
        Arrays.stream(Reason.values())
            .flatMap(reason -> PARTS.stream().map(part -> reason.code() + "." + part))
            .toList();

    assertThat(ResourceBundle.getBundle(ReasonText.BUNDLE, Locale.ROOT).keySet())
        .containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void each_is_found_by_its_code() {
    assertThat(Reason.RECEIPT_MIC_DIFFERS.code()).isEqualTo("receipt-mic-differs");
    assertThat(Reason.values())
        .allMatch(reason -> Reason.find(reason.code()).orElseThrow() == reason);
    assertThat(Reason.find("of-another-version")).isEmpty();
  }

  @Test
  void each_word_that_we_send_has_its_reason() {
    Stream<String> words =
        Arrays.stream(ErrorWord.values())
            .map(word -> Reason.ofRefusal(word).wireWord().orElseThrow());

    assertThat(words)
        .containsExactly(
            Arrays.stream(ErrorWord.values()).map(ErrorWord::word).toArray(String[]::new));
  }

  @Test
  void the_word_of_a_partner_has_its_reason_in_any_case() {
    assertThat(Reason.ofPartner(disposition("Decryption-Failed ")))
        .isEqualTo(Reason.PARTNER_CANNOT_DECRYPT);
    assertThat(Reason.ofPartner(disposition("duplicate-document")))
        .isEqualTo(Reason.PARTNER_HAS_MESSAGE);
    assertThat(Reason.ofPartner(disposition("sorry"))).isEqualTo(Reason.PARTNER_REFUSED);
    assertThat(Reason.ofPartner(disposition(""))).isEqualTo(Reason.PARTNER_REFUSED);
  }

  private static Disposition disposition(String text) {
    return new Disposition(Disposition.AUTOMATIC, Disposition.Type.PROCESSED, "error", text);
  }

  @Test
  void each_status_that_accepts_nothing_has_its_reason() {
    assertThat(Reason.ofStatus(302)).isEqualTo(Reason.HTTP_REDIRECT);
    assertThat(Reason.ofStatus(401)).isEqualTo(Reason.HTTP_UNAUTHORIZED);
    assertThat(Reason.ofStatus(404)).isEqualTo(Reason.HTTP_NOT_FOUND);
    assertThat(Reason.ofStatus(429)).isEqualTo(Reason.HTTP_BUSY);
    assertThat(Reason.ofStatus(413)).isEqualTo(Reason.HTTP_REFUSED);
    assertThat(Reason.ofStatus(500)).isEqualTo(Reason.HTTP_SERVER_ERROR);
    assertThat(Reason.ofStatus(101)).isEqualTo(Reason.HTTP_UNEXPECTED);
  }
}
