package org.as2gateway.admin.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.store.log.HttpAnswer;
import org.as2gateway.store.log.KeptAnswer;
import org.junit.jupiter.api.Test;

class AnswerViewTest {
  private static AnswerView view(byte[] body, boolean isWhole) {
    Headers headers = Headers.of("Content-Type", "text/html");
    HttpAnswer answer = HttpAnswer.of("HTTP/1.1 200 OK", headers, body, isWhole);
    return AnswerView.of(new KeptAnswer(Instant.EPOCH, 1, answer));
  }

  @Test
  void head_is_split_into_status_line_and_headers() {
    AnswerView view = view(new byte[0], true);
    assertThat(view.statusLine()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(view.headers()).isEqualTo("Content-Type: text/html\r\n");
    assertThat(view.body()).isEmpty();
    assertThat(view.size()).isEqualTo("0 bytes");
  }

  @Test
  void text_may_be_utf8_cut_within_a_character_or_latin_1() {
    byte[] utf8 = "Größe €".getBytes(StandardCharsets.UTF_8);
    assertThat(view(utf8, true).body()).isEqualTo("Größe €");
    assertThat(view(java.util.Arrays.copyOf(utf8, utf8.length - 1), false).body())
        .isEqualTo("Größe ");
    assertThat(view("Größe".getBytes(StandardCharsets.ISO_8859_1), true).body()).isEqualTo("Größe");
  }

  @Test
  void binary_is_not_shown_as_text() {
    assertThat(view(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0}, true).body()).isNull();
    assertThat(view(new byte[] {'a', 0}, true).body()).isNull();
  }

  @Test
  void size_says_what_is_missing() {
    assertThat(view(new byte[5000], true).size()).isEqualTo("the first 4,096 of 5,000 bytes");
    assertThat(view(new byte[10], false).size())
        .isEqualTo("the first 10 bytes; the end was not received");
    assertThat(view(new byte[1], true).size()).isEqualTo("1 byte");
  }
}
