package org.as2gateway.as2.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipartReaderTest {
  private static List<String> parts(String body, int chunk) throws IOException {
    MultipartReader reader = new MultipartReader(slowly(body, chunk), "b");
    List<String> parts = new ArrayList<>();
    while (reader.nextPart()) {
      parts.add(new String(reader.part().readAllBytes(), StandardCharsets.ISO_8859_1));
    }
    reader.passEpilogue();
    return parts;
  }

  /** Gives at most {@code chunk} octets a read, so that every boundary is cut everywhere. */
  private static InputStream slowly(String body, int chunk) {
    return new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, chunk));
      }
    };
  }

  @Test
  void cuts_parts_however_the_octets_arrive() throws Exception {
    String body =
        "preamble\r\n--b\r\nA: 1\r\n\r\none\r\n--b  \r\n\r\ntwo\r\n\r\n--b\r\n--b--\r\nepilogue";
    for (int chunk = 1; chunk < body.length(); chunk++) {
      assertThat(parts(body, chunk)).containsExactly("A: 1\r\n\r\none", "\r\ntwo\r\n", "");
    }
  }

  @Test
  void takes_lf_line_ends_and_no_final_line_end() throws Exception {
    for (int chunk = 1; chunk < 20; chunk++) {
      assertThat(parts("--b\none\n--b\ntwo\n--b--", chunk)).containsExactly("one", "two");
    }
  }

  @Test
  void a_line_that_only_starts_like_the_boundary_is_content() throws Exception {
    for (int chunk = 1; chunk < 20; chunk++) {
      assertThat(parts("--b\r\nx\r\n--bc\r\n-b\r\n --b\r\n--b--\r\n", chunk))
          .containsExactly("x\r\n--bc\r\n-b\r\n --b");
    }
  }

  @Test
  void a_boundary_in_the_middle_of_a_line_is_content() throws Exception {
    assertThat(parts("--b\r\nx--b\r\ny\r\n--b--\r\n", 3)).containsExactly("x--b\r\ny");
  }

  @Test
  void a_body_without_its_closing_delimiter_is_refused() {
    for (String body :
        List.of("", "--b", "--b\r\nx", "--b\r\nx\r\n--", "--b\r\nx\r\n--b\r\ny\r\n")) {
      assertThatThrownBy(() -> parts(body, 7)).as(body).isInstanceOf(ContentException.class);
    }
  }

  @Test
  void binary_content_of_several_buffers_is_given_exactly() throws Exception {
    byte[] content = new byte[700_001];
    new Random(1).nextBytes(content);
    String part = new String(content, StandardCharsets.ISO_8859_1);
    assertThat(parts("--b\r\n" + part + "\r\n--b\r\n\r\n--b--\r\n", 100_000))
        .containsExactly(part, "");
  }

  /** A full buffer that ends within what may be a delimiter is not the end of the body. */
  @Test
  void a_delimiter_at_the_end_of_a_full_buffer_is_judged_by_what_follows() throws IOException {
    for (int length = 2 * BufferedSource.BUFFER_BYTES - 40;
        length < 2 * BufferedSource.BUFFER_BYTES + 10;
        length++) {
      String content = "x".repeat(length) + "\r\n--bx is none\r\n" + "y".repeat(100);
      String body = "--b\r\n" + content + "\r\n--b--\r\n";
      MultipartReader reader =
          new MultipartReader(
              new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1)), "b");
      assertThat(reader.nextPart()).isTrue();
      assertThat(new String(reader.part().readAllBytes(), StandardCharsets.ISO_8859_1))
          .as("content of " + length)
          .isEqualTo(content);
      assertThat(reader.nextPart()).isFalse();
    }
  }
}
