package org.as2gateway.usps.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.as2gateway.usps.layouts.TablesFolder;
import org.as2gateway.usps.layouts.UspsTables;
import org.junit.jupiter.api.Test;

class ExtractReaderTest {
  private static final UspsTables TABLES = new TablesFolder(Path.of("no-home")).current();
  private static final String PIC = "92612999999999000000001024";
  private static final String OTHER_PIC = "9205599999999900001012";

  /** As it stands in the list of samples, to the letter. */
  private static final String PUBLISHED =
      "\"015\",\"92612999999999000000001024        \",\"92750999999999000000000026        \","
          + "\"999999999\",\"SAMPLE MAILER       \",\"20260\",\"0004\",\"20260\","
          + "\"WASHINGTON, DC                 \",\"01\","
          + "\"DELIVERED                               \",\"20260118\",\"1305\",\"999999999\","
          + "\"ORDER-0001                    \",\"  \",\"TEST RECIPIENT      \","
          + "\"                                  \",\"1\",\"000010000\",\"        \",\"    \","
          + "\"         \"";

  private final List<ScanEvent> events = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();
  private final List<String> raw = new ArrayList<>();

  private final ExtractReader.Listener listener =
      new ExtractReader.Listener() {
        @Override
        public void event(ScanEvent event) {
          events.add(event);
        }

        @Override
        public void unreadable(long line, String text, String reason) {
          raw.add(text);
          reasons.add(line + ": " + reason);
        }
      };

  @Test
  void reads_every_field_of_the_published_sample() throws IOException {
    assertThat(PUBLISHED).hasSize(393).isEqualTo(ExtractLines.SAMPLE);
    read(PUBLISHED + "\r\n");
    assertThat(events)
        .containsExactly(
            new ScanEvent(
                1,
                "015",
                PIC,
                ExtractLines.EFN,
                "999999999",
                "SAMPLE MAILER",
                "20260",
                "20260",
                "WASHINGTON, DC",
                "01",
                "DELIVERED",
                "20260118",
                "1305",
                "999999999",
                "ORDER-0001",
                "TEST RECIPIENT",
                "1",
                "000010000",
                ""));
    assertThat(reasons).isEmpty();
  }

  @Test
  void shows_a_line_of_392_characters_as_it_is() throws IOException {
    String shorter = PUBLISHED.replace("DELIVERED ", "DELIVERED");
    read(shorter + "\r\n" + PUBLISHED + "\r\n");
    assertThat(raw).containsExactly(shorter);
    assertThat(reasons)
        .containsExactly(
            "1: it has 392 characters, expected 393 (version 015) or 280 (version legacy)");
    assertThat(events).hasSize(1);
  }

  @Test
  void says_which_field_has_no_quotes() throws IOException {
    read(PUBLISHED.replace("\"ORDER-0001 ", "ORDER-0001  "));
    assertThat(reasons)
        .containsExactly("1: field 15 (customer reference) is not between quotes at 251 and 282");
  }

  @Test
  void says_which_version_it_does_not_know() throws IOException {
    read(PUBLISHED.replace("\"015\"", "\"030\""));
    assertThat(reasons).containsExactly("1: the version is '030', expected '015'");
  }

  @Test
  void a_line_without_a_piece_number_is_no_event() throws IOException {
    read(ExtractLines.line("", "01", "DELIVERED", "20260118", "1305"));
    assertThat(reasons).containsExactly("1: it has no piece number");
  }

  @Test
  void takes_commas_and_quotes_inside_a_field() throws IOException {
    read(PUBLISHED.replace("TEST RECIPIENT      ", "\"JOE\", SAMPLE, JR.  "));
    assertThat(events.get(0).recipient()).isEqualTo("\"JOE\", SAMPLE, JR.");
  }

  @Test
  void of_the_older_form_reads_what_is_certain_and_keeps_the_rest() throws IOException {
    read(ExtractLines.legacy(OTHER_PIC, "\"NOT KNOWN\""));
    assertThat(events.get(0).number()).isEqualTo(OTHER_PIC);
    assertThat(events.get(0).version()).isEqualTo("legacy");
    assertThat(events.get(0).efn()).isEqualTo("9275099999999900000019");
    assertThat(events.get(0).code()).isEmpty();
    assertThat(events.get(0).rest()).contains("NOT KNOWN").hasSize(280 - 92);
  }

  @Test
  void reads_lines_of_both_versions_in_one_file() throws IOException {
    ScanSummary summary =
        count(PUBLISHED + "\n" + ExtractLines.legacy(OTHER_PIC, "") + "\n" + PUBLISHED + "\n");
    assertThat(summary.version()).isEqualTo("015");
    assertThat(summary.versions()).containsEntry("015", 2L).containsEntry("legacy", 1L);
    assertThat(summary.pieces()).isEqualTo(2);
  }

  @Test
  void an_end_of_a_line_is_cr_lf_or_lf_or_none() throws IOException {
    read(PUBLISHED + "\n" + PUBLISHED + "\r\n\r\n" + PUBLISHED + "\r" + PUBLISHED);
    assertThat(events).extracting(ScanEvent::line).containsExactly(1L, 2L, 4L, 5L);
    assertThat(reasons).isEmpty();
  }

  @Test
  void a_truncated_file_loses_its_last_line_only_and_shows_it() throws IOException {
    read(PUBLISHED + "\r\n" + PUBLISHED.substring(0, 200));
    assertThat(events).hasSize(1);
    assertThat(raw).containsExactly(PUBLISHED.substring(0, 200));
  }

  @Test
  void says_that_a_file_seems_to_be_utf_16() throws IOException {
    read(PUBLISHED + "\r\n", StandardCharsets.UTF_16LE);
    assertThat(events).isEmpty();
    assertThat(reasons.get(0)).contains("UTF-16");
  }

  @Test
  void skips_the_byte_order_mark_of_utf_8() throws IOException {
    read("\uFEFF" + PUBLISHED, StandardCharsets.UTF_8);
    assertThat(events).hasSize(1);
  }

  @Test
  void a_line_of_two_gigabytes_costs_no_memory() throws IOException {
    InputStream endless =
        new InputStream() {
          private long left = 2L << 30;

          @Override
          public int read() {
            return left-- > 0 ? 'x' : -1;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            int count = (int) Math.min(left, length);
            left -= count;
            return count == 0 ? -1 : count;
          }
        };
    new ExtractReader(TABLES, listener).read(endless);
    assertThat(reasons).containsExactly("1: it is longer than 65536 characters");
  }

  @Test
  void a_file_is_an_extract_if_one_of_its_first_lines_is_an_event() throws IOException {
    assertThat(isExtract(PUBLISHED)).isTrue();
    assertThat(isExtract("REPORT\n\n" + ExtractLines.legacy(OTHER_PIC, ""))).isTrue();
    assertThat(isExtract("")).isFalse();
    assertThat(isExtract("H1|9275099999999900000019|1|20260115")).isFalse();
    assertThat(isExtract(String.join("\n", Collections.nCopies(60, "x")) + PUBLISHED)).isFalse();
  }

  @Test
  void counts_events_by_the_group_of_their_code() throws IOException {
    ScanSummary summary =
        count(
            Stream.of("01", "MA", "59", "XY", "43", "04", "XY")
                .map(code -> ExtractLines.line(PIC, code, "DELIVERED", "20260118", "1305") + "\r\n")
                .reduce("", String::concat));
    assertThat(summary.byGroup())
        .containsExactly(
            Map.entry("delivered", 2L),
            Map.entry("in delivery", 1L),
            Map.entry("pre-shipment", 1L),
            Map.entry("return", 1L),
            Map.entry("other", 2L));
    assertThat(summary.unknownCodes()).containsExactly(Map.entry("XY", 2L));
    assertThat(summary.events()).isEqualTo(7);
    assertThat(summary.pieces()).isEqualTo(1);
  }

  @Test
  void a_piece_with_and_without_its_routing_is_one() throws IOException {
    ScanSummary summary =
        count(
            ExtractLines.line("420202609205599999999900001012", "01", "", "20260119", "0900")
                + "\n"
                + ExtractLines.line(OTHER_PIC, "07", "", "20260118", "0900"));
    assertThat(summary.pieces()).isEqualTo(1);
    assertThat(summary.first()).isEqualTo("20260118");
    assertThat(summary.last()).isEqualTo("20260119");
  }

  @Test
  void keeps_the_first_unreadable_lines_and_counts_all() throws IOException {
    ScanSummary summary =
        count(String.join("\n", IntStream.range(0, 100).mapToObj(i -> "line " + i).toList()));
    assertThat(summary.version()).isEqualTo("unknown");
    assertThat(summary.unreadable()).isEqualTo(100);
    assertThat(summary.firstUnreadable()).hasSize(20);
    assertThat(summary.firstUnreadable().get(0).raw()).isEqualTo("line 0");
  }

  private void read(String text) throws IOException {
    read(text, StandardCharsets.ISO_8859_1);
  }

  private void read(String text, Charset charset) throws IOException {
    new ExtractReader(TABLES, listener).read(new ByteArrayInputStream(text.getBytes(charset)));
  }

  private static ScanSummary count(String text) throws IOException {
    try (ScanCounter counter = new ScanCounter(TABLES)) {
      new ExtractReader(TABLES, counter).read(bytes(text));
      return counter.summary();
    }
  }

  private static boolean isExtract(String text) throws IOException {
    return ExtractReader.isExtract(TABLES, bytes(text));
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
