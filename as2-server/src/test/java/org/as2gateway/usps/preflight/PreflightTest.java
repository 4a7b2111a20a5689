package org.as2gateway.usps.preflight;

import static org.as2gateway.usps.Samples.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.as2gateway.delivery.gate.Finding;
import org.as2gateway.usps.Samples;
import org.as2gateway.usps.files.ManifestHeader;
import org.as2gateway.usps.files.ManifestReader;
import org.as2gateway.usps.files.PieceKey;
import org.as2gateway.usps.files.PieceNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule by its id; I1 to I16 are the published samples with one fault each. */
final class PreflightTest {
  private static final String VALID = Samples.manifest();
  private static final String FIXED = Samples.fixedManifest();

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void one_fault_gives_one_finding(String name, String file, String id, Verdict verdict, long line)
      throws IOException {
    CheckedFile checked = check(file);
    assertThat(checked.findings()).extracting(Finding::rule).as("%s", checked).containsExactly(id);
    assertThat(checked.findings().get(0).line()).isEqualTo(line);
    assertThat(checked.verdict()).isEqualTo(verdict);
  }

  static Stream<Arguments> one_fault_gives_one_finding() {
    return Stream.of(published(), headers(), pieces(), structure(), fixed(), otherFiles())
        .flatMap(List::stream);
  }

  private static List<Arguments> published() {
    return List.of(
        row("I1", header(2, "9275099999999900000010"), "efn-check-digit", Verdict.BLOCK, 1),
        row("I2", header(17, "000000004"), "record-count", Verdict.BLOCK, 1),
        row(
            "I3",
            VALID.replaceFirst("TEST RECIPIENT\\|", "TEST RECIPIENT"),
            "field-count",
            Verdict.BLOCK,
            2),
        row("I4", piece(4, "612"), "stc-mismatch", Verdict.BLOCK, 2),
        row("I5", piece(6, "20261"), "zip-mismatch", Verdict.WARN, 2),
        row("I6", twice(), "duplicate-pic", Verdict.BLOCK, 4),
        row("I7", header(4, "20260230"), "date-time", Verdict.BLOCK, 1),
        row("I8", header(13, "030"), "unknown-version", Verdict.HOLD, 1),
        row("I9", "|" + VALID, "leading-pipe", Verdict.BLOCK, 1),
        row("I10", VALID.replaceFirst("\r\n", "|\r\n"), "extra-trailing-pipe", Verdict.WARN, 1),
        row("I11", header(2, "9150999999999000000013"), "efn-ai-stc", Verdict.BLOCK, 1),
        row("I12", piece(2, "9205500000000000001039"), "ai-mid", Verdict.BLOCK, 2),
        row(
            "I12 behind its routing",
            piece(2, "4202026000049205500000000000001039"),
            "ai-mid",
            Verdict.BLOCK,
            2),
        row("I13", header(18, "999999998"), "mid-differs", Verdict.WARN, 1),
        row("I16", piece(2, "LZ000000015US"), "s10-check-digit", Verdict.BLOCK, 2));
  }

  private static List<Arguments> headers() {
    return List.of(
        row("no file number", header(2, ""), "efn-form", Verdict.BLOCK, 1),
        row("letters", header(2, "92750ABC999999900000019"), "efn-form", Verdict.BLOCK, 1),
        row("24 digits", header(2, "927509999999990000000123"), "efn-form", Verdict.BLOCK, 1),
        row(
            "service type 055",
            header(2, "9205599999999900001012"),
            "efn-ai-stc",
            Verdict.BLOCK,
            1),
        row("time", header(5, "246000"), "date-time", Verdict.BLOCK, 1),
        row("ZIP", header(7, "2026"), "not-numeric", Verdict.HOLD, 1),
        row("count", header(17, "three"), "not-numeric", Verdict.HOLD, 1),
        row("facility", header(6, "Q"), "code-unknown", Verdict.WARN, 1),
        row("type", header(3, "9"), "code-unknown", Verdict.WARN, 1),
        row("transaction", header(14, "20260115"), "transaction-id", Verdict.WARN, 1),
        row("long vendor", header(15, "12345"), "field-length", Verdict.WARN, 1),
        row("fee", header(11, "12.50"), "not-numeric", Verdict.HOLD, 1),
        row("no pieces", only(1, "000000001"), "no-details", Verdict.BLOCK, 1));
  }

  private static List<Arguments> pieces() {
    return List.of(
        row(
            "check digit",
            piece(2, "4202026000049205599999999900001013"),
            "pic-check-digit",
            Verdict.BLOCK,
            2),
        row("no number", piece(2, ""), "pic-form", Verdict.BLOCK, 2),
        row("some text", piece(2, "PARCEL 1"), "pic-form", Verdict.BLOCK, 2),
        row("old AI 91", piece(2, "9102969010383081813033"), "pic-form", Verdict.BLOCK, 2),
        row("construct", piece(5, "C10"), "construct", Verdict.HOLD, 2),
        row("unknown construct", piece(5, "C11"), "code-unknown", Verdict.WARN, 2),
        row("class", piece(3, "ZZ"), "code-unknown", Verdict.WARN, 2),
        row("rate", piece(37, "ZZ"), "code-unknown", Verdict.WARN, 2),
        row("extra service", piece(46, "001"), "code-unknown", Verdict.WARN, 2),
        row("weight", piece(35, "1.5 LB"), "not-numeric", Verdict.HOLD, 2),
        row("induction date", piece(23, "20261301"), "date-time", Verdict.BLOCK, 2),
        row("long name", piece(77, "X".repeat(49)), "field-length", Verdict.WARN, 2),
        row("umlaut", piece(77, "M\u00FCLLER"), "charset", Verdict.HOLD, 2));
  }

  private static List<Arguments> structure() {
    String[] lines = VALID.lines().toArray(String[]::new);
    return List.of(
        row("LF only", VALID.replace("\r\n", "\n"), "line-end", Verdict.HOLD, 1),
        row("CR only", VALID.replace("\r\n", "\r"), "line-end", Verdict.HOLD, 1),
        row("record X1", count(4) + "X1|1\r\n", "unknown-record", Verdict.HOLD, 4),
        row("empty line", count(4) + "\r\n", "unknown-record", Verdict.HOLD, 4),
        row("D2 in 2.0", count(4) + "D2|1\r\n", "unknown-record", Verdict.HOLD, 4),
        row("cut off", VALID.substring(0, VALID.length() - 40), "field-count", Verdict.BLOCK, 3),
        row("no header", lines[1] + "\r\n" + lines[2] + "\r\n", "no-header", Verdict.BLOCK, 1),
        row("header short", header(17, "x").replace("|x|", "|"), "field-count", Verdict.BLOCK, 1),
        row("container", count(4) + "C1|1|PT\r\n", "field-count", Verdict.BLOCK, 4),
        row("same number", VALID + second(Samples.EFN), "duplicate-efn", Verdict.BLOCK, 4),
        row("mixed versions", VALID + otherFixed(), "unknown-version", Verdict.HOLD, 4));
  }

  private static String second(String efn) {
    return Samples.manifest(efn, 7000, 1).replace("1150001", "1150002");
  }

  /** A block 1.7 of a piece that stands in no other sample. */
  private static String otherFixed() {
    return FIXED.replace("9205599999999900001012", Samples.checked("920559999999990000777"));
  }

  private static List<Arguments> fixed() {
    String[] lines = FIXED.lines().toArray(String[]::new);
    return List.of(
        row("header 129", FIXED.replaceFirst(" \r\n", "\r\n"), "record-length", Verdict.BLOCK, 1),
        row("D1 too long", FIXED.replace("\r\nD2", " \r\nD2"), "record-length", Verdict.BLOCK, 2),
        row(
            "D2 of another piece",
            String.join(
                    "\r\n",
                    lines[0],
                    lines[1],
                    lines[2].replace(
                        "4202026000049205599999999900001012", "92612999999999000000001024        "))
                + "\r\n",
            "detail-number",
            Verdict.BLOCK,
            3),
        row(
            "version",
            FIXED.replace("000000  017", "000000  016"),
            "unknown-version",
            Verdict.HOLD,
            1));
  }

  private static List<Arguments> otherFiles() {
    return List.of(
        row("empty", "", "not-a-manifest", Verdict.BLOCK, 1),
        row("text", "Dear USPS,\r\n", "not-a-manifest", Verdict.BLOCK, 1),
        row("zip", "PK\u0003\u0004\u0014\r\nH1|x", "not-a-manifest", Verdict.BLOCK, 1),
        row("extract", Samples.extract(), "not-a-manifest", Verdict.BLOCK, 1),
        row("UTF-16", utf16(VALID), "charset", Verdict.BLOCK, 1),
        row("UTF-16 without a mark", utf16(VALID).substring(2), "charset", Verdict.BLOCK, 1),
        row("UTF-8 mark", "\u00EF\u00BB\u00BF" + VALID, "charset", Verdict.HOLD, 1),
        row("endless header", "H1|" + "9".repeat(200_000), "record-length", Verdict.BLOCK, 1),
        row("endless text", "9".repeat(200_000), "not-a-manifest", Verdict.BLOCK, 1));
  }

  private static Arguments row(String name, String file, String id, Verdict verdict, long line) {
    return Arguments.of(name, file, id, verdict, line);
  }

  private static String header(int field, String value) {
    return with(VALID, 1, field, value);
  }

  private static String piece(int field, String value) {
    return with(VALID, 2, field, value);
  }

  private static String count(int records) {
    return header(17, "%09d".formatted(records));
  }

  private static String twice() {
    return count(4) + VALID.lines().toArray(String[]::new)[1] + "\r\n";
  }

  private static String only(int line, String count) {
    return header(17, count).lines().toArray(String[]::new)[line - 1] + "\r\n";
  }

  private static String utf16(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_16), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @MethodSource
  void valid_files_give_no_finding(String file, String version, int pieces) throws IOException {
    CheckedFile checked = check(file);
    assertThat(checked.findings()).isEmpty();
    assertThat(checked.verdict()).isEqualTo(Verdict.PASS);
    assertThat(checked.isManifest()).isTrue();
    assertThat(checked.version()).isEqualTo(version);
    assertThat(checked.pieces()).isEqualTo(pieces);
  }

  static Stream<Arguments> valid_files_give_no_finding() {
    String container = "C1|99M999999999000000001|PT|" + Samples.EFN + "|20260\r\n";
    return Stream.of(
        Arguments.of(VALID, "020", 2),
        Arguments.of(FIXED, "017", 1),
        Arguments.of(count(4) + container, "020", 2),
        Arguments.of(VALID.substring(0, VALID.length() - 2), "020", 2),
        Arguments.of(piece(2, "LZ000000014US"), "020", 2),
        Arguments.of(VALID + second(Samples.efn(5)), "020", 3));
  }

  @Test
  void a_known_file_number_is_refused_within_120_days() throws IOException {
    CheckedFile checked = check(VALID, against(new Known(VALID, Set.of()), false)); // I14
    assertThat(checked.findings()).extracting(Finding::rule).containsExactly("efn-reuse");
    assertThat(checked.verdict()).isEqualTo(Verdict.BLOCK);
  }

  @Test
  void a_correction_keeps_the_header_of_its_file() throws IOException {
    Known known = new Known(VALID, Set.of());
    assertThat(check(VALID, against(known, true)).findings()).isEmpty();
    assertThat(check(header(3, "4"), against(known, true)).findings()).isEmpty();
    CheckedFile later = check(header(5, "183001"), against(known, true)); // I15
    assertThat(later.findings()).extracting(Finding::rule).containsExactly("correction-header");
    assertThat(later.findings().get(0).field()).isEqualTo(5);
    CheckedFile unknown = check(VALID, against(History.NONE, true));
    assertThat(unknown.findings()).extracting(Finding::rule).containsExactly("correction-unknown");
  }

  @Test
  void a_piece_of_another_file_is_refused_within_120_days() throws IOException {
    String pic = "92612999999999000000001024";
    Known known = new Known(Samples.manifest(Samples.efn(77), 1, 1), Set.of(PieceKey.of(pic)));
    CheckedFile checked = check(VALID, against(known, false));
    assertThat(checked.findings()).extracting(Finding::rule).containsExactly("pic-reuse");
    assertThat(checked.findings().get(0).line()).isEqualTo(3);
    assertThat(checked.findings().get(0).found()).contains(pic).contains(Samples.efn(77));
  }

  @Test
  void mailer_ids_are_compared_with_the_list() throws IOException {
    Against list = new Against(Samples.tables(), Set.of("123456"), History.NONE, false, 1 << 20);
    assertThat(check(VALID, list).findings())
        .extracting(Finding::rule)
        .containsExactly("mid-unknown", "mid-unknown");
    Against known =
        new Against(Samples.tables(), Set.of("999999999"), History.NONE, false, 1 << 20);
    assertThat(check(VALID, known).findings()).isEmpty();
  }

  @Test
  void a_file_larger_than_the_limit_is_held() throws IOException {
    String large = Samples.manifest(Samples.EFN, 1, 5000);
    Against little = Against.rules(Samples.tables(), Set.of(), 1 << 20);
    CheckedFile checked = check(large, little);
    assertThat(checked.findings()).extracting(Finding::rule).containsExactly("too-large");
    assertThat(checked.verdict()).isEqualTo(Verdict.HOLD);
  }

  @Test
  void a_thousand_findings_are_kept_and_the_rest_counted() throws IOException {
    String many = Samples.manifest(Samples.EFN, 1, 1500).replace("|612|", "|613|");
    CheckedFile checked = check(many);
    assertThat(checked.findings()).hasSize(1000);
    assertThat(checked.more()).isEqualTo(500);
    assertThat(checked.verdict()).isEqualTo(Verdict.BLOCK);
  }

  @Test
  void only_d1_records_count_as_pieces_even_if_they_cannot_be_judged() throws IOException {
    String container = "C1|99M\u00FC|PT|" + Samples.EFN + "|20260\r\n";
    String name = with(count(4), 2, 77, "M\u00FCLLER");
    CheckedFile checked = check(name + container);
    assertThat(checked.findings()).extracting(Finding::rule).containsExactly("charset", "charset");
    assertThat(checked.pieces()).isEqualTo(2);
  }

  @Test
  void found_text_shows_no_control_characters() throws IOException {
    CheckedFile checked = check("\u001B[31mred\u0000\r\n");
    assertThat(checked.findings().get(0).found()).isEqualTo("'·[31mred·'");
  }

  private static CheckedFile check(String file) throws IOException {
    return check(file, Against.rules(Samples.tables(), Set.of(), 1L << 30));
  }

  private static CheckedFile check(String file, Against against) throws IOException {
    return Preflight.check("test.manifest", 0, stream(file), against);
  }

  private static InputStream stream(String file) {
    return new ByteArrayInputStream(file.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Against against(History history, boolean isCorrection) {
    return new Against(Samples.tables(), Set.of(), history, isCorrection, 1L << 30);
  }

  /** A history of one file. */
  private static final class Known implements History, ManifestReader.Listener {
    private final List<ManifestHeader> headers = new ArrayList<>();
    private final Set<PieceKey> keys;

    Known(String file, Set<PieceKey> keys) throws IOException {
      this.keys = keys;
      new ManifestReader(Samples.tables(), this).read(stream(file));
    }

    @Override
    public void header(ManifestHeader header) {
      headers.add(header);
    }

    @Override
    public void piece(long line, PieceNumber number) {}

    @Override
    public Optional<ManifestHeader> file(String efn) {
      return headers.stream().filter(header -> header.efn().equals(efn)).findFirst();
    }

    @Override
    public List<Optional<String>> pieces(String efn, List<PieceKey> wanted) {
      return wanted.stream()
          .map(
              key ->
                  keys.contains(key) ? Optional.of(headers.get(0).efn()) : Optional.<String>empty())
          .toList();
    }
  }
}
