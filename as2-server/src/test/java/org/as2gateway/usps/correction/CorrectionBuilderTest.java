package org.as2gateway.usps.correction;

import static org.as2gateway.usps.correction.SyntheticManifest.EFN;
import static org.as2gateway.usps.correction.SyntheticManifest.FIRST;
import static org.as2gateway.usps.correction.SyntheticManifest.HEADER;
import static org.as2gateway.usps.correction.SyntheticManifest.SECOND;
import static org.as2gateway.usps.correction.SyntheticManifest.THIRD;
import static org.as2gateway.usps.correction.SyntheticManifest.content;
import static org.as2gateway.usps.correction.SyntheticManifest.file;
import static org.as2gateway.usps.correction.SyntheticManifest.manifest;
import static org.as2gateway.usps.correction.SyntheticManifest.piece;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.ContentSource;
import org.as2gateway.usps.layouts.TablesFolder;
import org.as2gateway.usps.layouts.UspsTables;
import org.junit.jupiter.api.Test;

/** Byte for byte, against manifests with synthetic numbers. */
class CorrectionBuilderTest {
  private static final UspsTables TABLES = new TablesFolder(Path.of("no-such-home")).current();
  private static final String NEW_NUMBER = "92612999999999000000001031";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void header_is_copied_with_another_count_and_only_chosen_pieces_and_their_containers_follow()
      throws Exception {
    BuiltCorrection built = build(Selection.of(pieces(SECOND)), manifest());
    assertThat(text())
        .isEqualTo(
            file(
                HEADER.replace("000000004", "000000003"),
                piece(SECOND, "C10", "99M999999999000000002"),
                "C1|99M999999999000000002|PT|9275099999999900000019|20260"));
    assertThat(built.records()).isEqualTo(3);
    assertThat(built.pieces()).isEqualTo(1);
    assertThat(built.missing()).isZero();
    assertThat(built.original().raw()).isEqualTo(HEADER);
  }

  @Test
  void piece_is_found_without_its_routing_and_one_that_was_not_sent_is_counted() throws Exception {
    BuiltCorrection built = build(Selection.of(pieces(FIRST, "LZ000000014US")), manifest());
    assertThat(text()).contains("D1|420202609205599999999900001012|").contains("000000003");
    assertThat(built.missing()).isEqualTo(1);
  }

  @Test
  void fields_are_edited_and_all_others_stay() throws Exception {
    Edits edits = new Edits();
    edits.put(THIRD, 6, "20261");
    edits.put(THIRD, 2, NEW_NUMBER);
    build(new Selection(pieces(THIRD), edits, Optional.empty(), false), manifest());
    assertThat(text())
        .isEqualTo(
            file(
                HEADER.replace("000000004", "000000002"),
                piece(NEW_NUMBER, "C08", "").replace("|20260|", "|20261|")));
  }

  @Test
  void type_becomes_4_only_where_it_is_asked_for() throws Exception {
    build(new Selection(pieces(THIRD), new Edits(), Optional.empty(), true), manifest());
    assertThat(text())
        .startsWith(HEADER.replace("19|1|", "19|4|").replace("000000004", "000000002"));
  }

  @Test
  void corrected_lines_replace_the_pieces_among_them_and_bring_new_ones() throws Exception {
    String better = piece(SECOND, "C10", "").replace("|PS|", "|PM|");
    String added = piece(NEW_NUMBER, "C10", "");
    ContentSource lines = content(HEADER + "\n" + better + "\n\n" + added + "\n");
    BuiltCorrection built =
        build(
            new Selection(pieces(SECOND, THIRD), new Edits(), Optional.of(lines), false),
            manifest());
    assertThat(text()).isEqualTo(file(HEADER, piece(THIRD, "C08", ""), better, added));
    assertThat(built.pieces()).isEqualTo(3);
    assertThat(built.missing()).isZero();
  }

  @Test
  void piece_that_was_corrected_before_is_taken_from_the_last_file_that_carried_it()
      throws Exception {
    String before =
        file(
            HEADER.replace("000000004", "000000002"),
            piece(SECOND, "C10", "").replace("|PS|", "|PM|"));
    build(Selection.of(pieces(SECOND, THIRD)), before, manifest());
    assertThat(text())
        .isEqualTo(
            file(
                HEADER.replace("000000004", "000000003"),
                piece(SECOND, "C10", "").replace("|PS|", "|PM|"),
                piece(THIRD, "C08", "")));
  }

  @Test
  void only_the_block_of_the_file_number_is_read_and_line_ends_become_cr_lf() throws Exception {
    String other = HEADER.replace(EFN, "9375000000000000000035");
    String both = (file(other, piece(THIRD, "C08", "x")) + manifest()).replace("\r\n", "\n");
    build(Selection.of(pieces(THIRD)), both);
    assertThat(text())
        .isEqualTo(file(HEADER.replace("000000004", "000000002"), piece(THIRD, "C08", "")));
  }

  @Test
  void fixed_positions_keep_their_places_and_a_new_number_stands_in_d2_too() throws Exception {
    String header =
        "H192750999999999000000000026        120260115183000D20260         000000  "
            + "017202601151830            000000003999999999           ";
    String d1 = pad("D1" + pad(SECOND, 34) + "PS" + "612 " + "C10 " + "20260", 888);
    String d2 = pad("D2" + pad(SECOND, 34) + pad("", 96) + "WASHINGTON", 500);
    Edits edits = new Edits();
    edits.put(SECOND, 2, NEW_NUMBER);
    edits.put(SECOND, 6, "1");
    BuiltCorrection built =
        new CorrectionBuilder(
                TABLES,
                "92750999999999000000000026",
                List.of(content(file(header, d1, d2))),
                new Selection(pieces(SECOND), edits, Optional.empty(), false))
            .write(out);
    assertThat(text())
        .isEqualTo(
            file(
                header,
                d1.replace(SECOND, NEW_NUMBER).replace("C10 20260", "C10 00001"),
                d2.replace(SECOND, NEW_NUMBER)));
    assertThat(built.records()).isEqualTo(3);
  }

  @Test
  void what_cannot_be_built_is_refused_with_a_sentence() {
    assertRefused(Selection.of(new PieceSet()), "no pieces are chosen", manifest());
    assertRefused(Selection.of(pieces("LZ000000014US")), "none of the chosen pieces", manifest());
    assertRefused(Selection.of(pieces(FIRST)), "nothing was sent as '" + EFN + "'");
    assertRefused(Selection.of(pieces(FIRST)), "has no header of '" + EFN + "'", "nothing");
    assertRefused(
        lines("X1|a"), "corrected line 1 begins with 'X1', expected D1, D2 or C1", manifest());
    assertRefused(
        lines(HEADER.replace(EFN, "9375000000000000000035")), "leave headers out", manifest());
    assertThatThrownBy(() -> new Edits().put(FIRST, 6, "a|b")).hasMessageContaining("has a pipe");
    assertThatThrownBy(() -> new Edits().put(FIRST, 1, "D2"))
        .hasMessageContaining("cannot be edited");
    assertThatThrownBy(
            () -> {
              Edits edits = new Edits();
              edits.put(THIRD, 6, "123456");
              build(new Selection(pieces(THIRD), edits, Optional.empty(), false), manifest());
            })
        .hasMessage("field 6 (destination ZIP) has 6 characters, expected at most 5");
  }

  private void assertRefused(Selection selection, String sentence, String... sent) {
    assertThatThrownBy(() -> build(selection, sent))
        .isInstanceOf(CorrectionException.class)
        .hasMessageContaining(sentence);
  }

  private static Selection lines(String text) {
    return new Selection(new PieceSet(), new Edits(), Optional.of(content(text)), false);
  }

  private BuiltCorrection build(Selection selection, String... sent)
      throws IOException, CorrectionException {
    List<ContentSource> files = Arrays.stream(sent).map(SyntheticManifest::content).toList();
    return new CorrectionBuilder(TABLES, EFN, files, selection).write(out);
  }

  private static PieceSet pieces(String... numbers) {
    PieceSet set = new PieceSet();
    for (String number : numbers) {
      set.add(number);
    }
    return set;
  }

  private static String pad(String text, int length) {
    return text + " ".repeat(length - text.length());
  }

  private String text() {
    return out.toString(StandardCharsets.ISO_8859_1);
  }
}
