package org.as2gateway.usps.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.as2gateway.usps.files.LineReader.LineEnd;
import org.junit.jupiter.api.Test;

final class LineReaderTest {
  /** A line as it was handed out. */
  private record Line(long number, String text, LineEnd end, boolean isCut) {}

  @Test
  void each_line_has_its_number_and_its_end() throws IOException {
    assertThat(lines("a\r\nbc\nd\r\re"))
        .containsExactly(
            new Line(1, "a", LineEnd.CR_LF, false),
            new Line(2, "bc", LineEnd.LF, false),
            new Line(3, "d", LineEnd.CR, false),
            new Line(4, "", LineEnd.CR, false),
            new Line(5, "e", LineEnd.NONE, false));
  }

  @Test
  void an_empty_stream_has_no_line_and_a_line_end_alone_has_one() throws IOException {
    assertThat(lines("")).isEmpty();
    assertThat(lines("\r\n")).containsExactly(new Line(1, "", LineEnd.CR_LF, false));
  }

  @Test
  void a_long_line_is_cut_and_the_next_one_is_found() throws IOException {
    String longest = "x".repeat(LineReader.MOST_BYTES);
    for (String end : List.of("\r\n", "\n", "\r")) {
      List<Line> lines = lines(longest + end + longest + "y".repeat(900_000) + end + "z");
      assertThat(lines).hasSize(3);
      assertThat(lines.get(0).isCut()).isFalse();
      assertThat(lines.get(0).text()).isEqualTo(longest);
      assertThat(lines.get(1)).isEqualTo(new Line(2, longest, LineEnd.NONE, true));
      assertThat(lines.get(2)).isEqualTo(new Line(3, "z", LineEnd.NONE, false));
    }
  }

  @Test
  void lines_do_not_depend_on_how_the_bytes_come() throws IOException {
    Random random = new Random(14);
    for (int round = 0; round < 30; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 40; i++) {
        text.append("q".repeat(random.nextInt(9000)))
            .append(List.of("\r\n", "\n", "\r").get(random.nextInt(3)));
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
      List<Line> whole = lines(new ByteArrayInputStream(bytes));
      assertThat(lines(new Trickle(bytes, random))).isEqualTo(whole);
      assertThat(String.join("", whole.stream().map(Line::text).toList()).length())
          .isEqualTo(text.chars().filter(c -> c == 'q').count());
    }
  }

  private static List<Line> lines(String text) throws IOException {
    return lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static List<Line> lines(InputStream stream) throws IOException {
    LineReader reader = new LineReader(stream);
    List<Line> lines = new ArrayList<>();
    while (reader.next()) {
      lines.add(new Line(reader.number(), reader.text(), reader.end(), reader.isCut()));
    }
    assertThat(reader.next()).isFalse();
    return lines;
  }

  /** Hands out a few bytes at a time. */
  private static final class Trickle extends ByteArrayInputStream {
    private final Random random;

    Trickle(byte[] bytes, Random random) {
      super(bytes);
      this.random = random;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(3000)));
    }
  }
}
