package org.as2gateway.transport.as2.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.as2gateway.transport.as2.send.HttpExchange.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The octets of an answer may come in any pieces. */
class AnswerReaderTest {
  private static AnswerReader read(String octets, int piece) throws IOException {
    byte[] all = octets.getBytes(StandardCharsets.ISO_8859_1);
    AnswerReader reader = new AnswerReader();
    reader.expect(false);
    for (int from = 0; from < all.length; from += piece) {
      reader.take(ByteBuffer.wrap(all, from, Math.min(piece, all.length - from)));
    }
    reader.end();
    return reader;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.as2gateway.transport.as2.send.AnswerTable#valid")
  void a_valid_answer_is_read_octet_by_octet(String name, String octets) throws Exception {
    Answer answer = read(octets, 1).answer().orElseThrow();
    assertThat(answer.status()).as(name).isEqualTo(200);
    assertThat(answer.entity().headers().first("AS2-From")).contains("them");
    assertThat(answer.entity().body()).asString().isEqualTo("abc");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.as2gateway.transport.as2.send.AnswerTable#damaged")
  void a_damaged_answer_is_none_in_any_pieces(String name, String octets) {
    for (int piece : new int[] {1, 2, 7, 1000}) {
      Throwable refused =
          catchThrowable(() -> assertThat(read(octets, piece).answer()).as(name).isEmpty());
      assertThat(refused).satisfiesAnyOf(r -> assertThat(r).isNull(), AnswerReaderTest::isNamed);
    }
  }

  private static void isNamed(Throwable refused) {
    assertThat(refused).isInstanceOf(IOException.class).hasMessageNotContaining("null");
  }

  @Test
  void no_head_is_longer_than_64_kibibytes() {
    String endless = "HTTP/1.1 200 OK\r\nX: " + "y".repeat(70_000);
    assertThat(catchThrowable(() -> read(endless, 100)))
        .isInstanceOf(UnreadableAnswerException.class);
  }

  @Test
  void the_answer_to_a_head_has_no_body() throws Exception {
    AnswerReader reader = new AnswerReader();
    reader.expect(true);
    reader.take(
        ByteBuffer.wrap(
            "HTTP/1.1 200 OK\r\nContent-Length: 77\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
    assertThat(reader.answer().orElseThrow().entity().headers().first("Content-Length"))
        .contains("77");
    assertThat(reader.isReusable()).isTrue();
  }

  @Test
  void the_status_is_known_before_the_rest() throws Exception {
    AnswerReader reader = new AnswerReader();
    reader.expect(false);
    reader.take(
        ByteBuffer.wrap(
            "HTTP/1.1 102 x\r\n\r\nHTTP/1.1 500 No\r\nX".getBytes(StandardCharsets.US_ASCII)));
    assertThat(reader.status()).hasValue(500);
    assertThat(reader.answer()).isEmpty();
  }
}
