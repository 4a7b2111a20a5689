package org.as2gateway.usps.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.as2gateway.usps.layouts.TablesFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every line is invented: no layout is published. Numbers are synthetic, MID 999999999. */
class AnswerReaderTest {
  private static final PublishedMessages MESSAGES =
      PublishedMessages.of(new TablesFolder(Path.of("no-such-home")).current());

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      nullValues = "-",
      value = {
        "FILE 9275099999999900000019 REC'D;9275099999999900000019;-;-",
        "92750999999999000000000026;92750999999999000000000026;-;-",
        "9275099999999900000010 wrong check digit;-;-;-",
        "x,92612999999999000000001024,E;-;92612999999999000000001024;-",
        "\"4202026000049205599999999900001012\";-;9205599999999900001012;-",
        "4202026092612999999999000000001024  ;-;92612999999999000000001024;-",
        "420202609205599999999900001012|;-;9205599999999900001012;-",
        "LZ000000014US;-;LZ000000014US;-",
        "LZ000000015US wrong check digit;-;-;-",
        "XLZ000000014US not alone;-;-;-",
        "19205599999999900001012 a digit more;-;-;-",
        "9150999999999000000013 old file number;-;-;-",
        "9275099999999900000019 9305500000000000001038;9275099999999900000019;"
            + "9305500000000000001038;-",
        "invalid   Mailer id;-;-;p97-05",
        "E12 CHECK DIGIT ERROR*9205599999999900001012;-;9205599999999900001012;pts-01",
        "CORRECTIONS NOT ALLOWED ON MANIFEST TYPE 3;-;-;pts-07",
        "RECHECK DIGIT ERRORS;-;-;-",
        "MAILER ID NOT NUMERIC;-;-;p97-06",
        "D1 - ELEC FILE DETAIL RECORD(S) MISSING;-;-;p97-03",
        "CORRECTION MUST USE ORIGINAL ELECTRONIC FILE NUMBER, TYPE, ENTRY FACILITY, MAILING DATE"
            + " AND TIME;-;-;pts-05",
      })
  void finds_what_is_certain(String line, String efn, String piece, String message)
      throws IOException {
    AnswerLine read = lines(line.getBytes(StandardCharsets.UTF_8)).get(0);
    assertThat(read.efns()).isEqualTo(efn == null ? List.of() : List.of(efn));
    assertThat(read.pieces())
        .extracting(PieceNumber::pic)
        .isEqualTo(piece == null ? List.of() : List.of(piece));
    assertThat(read.message().map(PublishedMessage::id)).isEqualTo(Optional.ofNullable(message));
    assertThat(read.raw()).isEqualTo(line);
  }

  @Test
  void reads_text_of_either_encoding_and_drops_the_mark_at_its_front() throws IOException {
    assertThat(lines("\uFEFFZoë\r\nü".getBytes(StandardCharsets.UTF_8)))
        .extracting(AnswerLine::raw)
        .containsExactly("Zoë", "ü");
    assertThat(lines("Zoë".getBytes(StandardCharsets.ISO_8859_1)).get(0).raw()).isEqualTo("Zoë");
  }

  @Test
  void endless_line_is_cut_in_constant_memory_and_what_follows_is_read() throws IOException {
    long total = 64L << 20;
    InputStream endless =
        new InputStream() {
          private long read;

          @Override
          public int read() {
            read++;
            return read <= total ? 'x' : -1;
          }

          @Override
          public int read(byte[] bytes, int from, int length) {
            if (read >= total) {
              return -1;
            }
            int count = (int) Math.min(length, total - read);
            Arrays.fill(bytes, from, from + count, (byte) 'x');
            read += count;
            return count;
          }
        };
    InputStream both =
        new SequenceInputStream(
            endless, new ByteArrayInputStream("\nLZ000000014US".getBytes(StandardCharsets.UTF_8)));
    AnswerReader reader = new AnswerReader(both, MESSAGES);
    AnswerLine first = reader.next().orElseThrow();
    assertThat(first.isCut()).isTrue();
    assertThat(first.raw()).hasSize(LineReader.MOST_BYTES);
    assertThat(reader.next().orElseThrow().pieces()).hasSize(1);
    assertThat(reader.next()).isEmpty();
  }

  @Test
  void kind_is_told_by_the_first_bytes() {
    assertThat(kind("")).isEqualTo(ContentKind.EMPTY);
    assertThat(kind("H1|9275\r\n\tx\f")).isEqualTo(ContentKind.TEXT);
    assertThat(kind("%PDF-1.7\n")).isEqualTo(ContentKind.PDF);
    assertThat(kind("PK\u0003\u0004...")).isEqualTo(ContentKind.ZIP);
    assertThat(kind("\u001f\u008b\b")).isEqualTo(ContentKind.GZIP);
    assertThat(ContentKind.of("CHECK DIGIT".getBytes(StandardCharsets.UTF_16)))
        .isEqualTo(ContentKind.UTF16);
    assertThat(ContentKind.of("CHECK DIGIT".getBytes(StandardCharsets.UTF_16LE)))
        .isEqualTo(ContentKind.UTF16);
    assertThat(ContentKind.of(new byte[100])).isEqualTo(ContentKind.BINARY);
    assertThat(kind("\u0001\u0002\u0003abc")).isEqualTo(ContentKind.BINARY);
  }

  private static ContentKind kind(String start) {
    return ContentKind.of(start.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static List<AnswerLine> lines(byte[] bytes) throws IOException {
    AnswerReader reader = new AnswerReader(new ByteArrayInputStream(bytes), MESSAGES);
    List<AnswerLine> lines = new ArrayList<>();
    for (Optional<AnswerLine> line = reader.next(); line.isPresent(); line = reader.next()) {
      lines.add(line.get());
    }
    return lines;
  }
}
