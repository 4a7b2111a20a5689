package org.as2gateway.usps.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.as2gateway.usps.answers.FileFinding.Verdict;
import org.as2gateway.usps.files.PieceNumber;
import org.as2gateway.usps.files.PublishedMessages;
import org.as2gateway.usps.layouts.TablesFolder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every layout in here is invented: USPS publishes none. */
class AnswerReadingTest {
  private static final PublishedMessages MESSAGES =
      PublishedMessages.of(new TablesFolder(Path.of("no-such-home")).current());
  private static final String EFN = "9275099999999900000019";
  private static final String OTHER = "9375000000000000000035";
  private static final String PIECE = "9205599999999900001012";
  private static final String SECOND = "92612999999999000000001024";
  private static final String SEPARATED =
      """
      name: Invented, separated
      files: *.cnf
      first-line: FILE,*
      skip: 1
      separator: ,
      efn: 1
      piece: 2
      level: 3
      code: 4
      text: 5
      accepted: A
      rejected: E
      warning: W
      """;

  private final SentPieces sent = new SentPieces();
  private final List<Mark> marks = new ArrayList<>();

  @Test
  void published_message_rejects_the_file_or_piece_on_its_line_and_a_mention_decides_nothing()
      throws IOException {
    AnswerFindings found =
        certain(
            EFN + " INVALID MAILER ID",
            OTHER + " RECEIVED 3 RECORDS",
            "92750999999999000000000026 " + PIECE + " CHECK DIGIT ERROR");
    assertThat(found.files())
        .extracting(FileFinding::efn, FileFinding::verdict)
        .containsExactly(
            tuple(EFN, Verdict.REJECTED),
            tuple(OTHER, Verdict.MENTIONED),
            tuple("92750999999999000000000026", Verdict.PARTLY));
    assertThat(found.files().get(0).reason().code()).isEqualTo("p97-05");
    assertThat(found.rejected()).isEqualTo(1);
    assertThat(marks).extracting(Mark::line).containsExactly(3L);
  }

  @Test
  void warning_and_message_without_number_are_unclear_without_a_profile() throws IOException {
    AnswerFindings found =
        certain("WARNING: " + EFN + " INVALID MAILER ID", "CHECK DIGIT ERROR", "Warned " + EFN);
    assertThat(found.files()).extracting(FileFinding::verdict).containsExactly(Verdict.MENTIONED);
    assertThat(found.unclear()).isEqualTo(2);
    assertThat(found.hasMeaning()).isFalse();
  }

  @Test
  void piece_that_is_in_another_file_than_its_line_names_says_nothing_of_that_file()
      throws IOException {
    sent.with(PIECE, EFN).with(SECOND, OTHER).knowing(EFN);
    AnswerFindings found =
        certain(
            EFN + " " + SECOND + " CHECK DIGIT ERROR",
            EFN + " LZ000000014US CHECK DIGIT ERROR",
            EFN + " " + PIECE + " CHECK DIGIT ERROR");
    assertThat(marks).extracting(mark -> mark.piece().orElseThrow().pic()).containsExactly(PIECE);
    assertThat(found.rejected()).isEqualTo(1);
    assertThat(found.strangers()).isEqualTo(2);
    assertThat(found.files()).singleElement().extracting(FileFinding::rejected).isEqualTo(1);
  }

  @Test
  void piece_without_a_file_on_its_line_belongs_to_the_file_before_or_where_it_was_sent()
      throws IOException {
    sent.with(PIECE, OTHER, EFN).with(SECOND, OTHER);
    AnswerFindings found =
        certain(
            "FILE " + OTHER,
            PIECE + " CHECK DIGIT ERROR",
            "FILE " + EFN,
            SECOND + " CHECK DIGIT ERROR",
            "LZ000000014US CHECK DIGIT ERROR");
    assertThat(marks)
        .extracting(Mark::efn, mark -> mark.piece().map(PieceNumber::pic).orElse(""))
        .containsExactly(tuple(OTHER, PIECE), tuple(OTHER, SECOND), tuple(EFN, "LZ000000014US"));
    assertThat(certain(SECOND + " CHECK DIGIT ERROR").strangers()).isZero();
    assertThat(certain("LZ000000014US CHECK DIGIT ERROR").strangers()).isEqualTo(1);
    assertThat(found.rejected()).isEqualTo(3);
  }

  @Test
  void profile_of_separated_fields_says_accepted_rejected_and_warns() throws IOException {
    Profile profile = ProfileText.parse("a", SEPARATED);
    assertThat(profile.isFor("any", "X.CNF")).isTrue();
    assertThat(profile.isFor("any", "x.txt")).isFalse();
    assertThat(profile.mayBeginWith("file,piece")).isTrue();
    AnswerFindings found =
        read(
            profile,
            "FILE,PIECE,LEVEL,CODE,TEXT",
            EFN + ",,A,,",
            OTHER + ",,E,17,\"bad, very bad\"",
            "92750999999999000000000026,,a,,",
            "92750999999999000000000026," + PIECE + ",E,12,CHECK DIGIT ERROR",
            "92750999999999000000000026," + SECOND + ",W,13,odd",
            EFN + ",,X,99,unknown severity");
    assertThat(found.files())
        .extracting(FileFinding::efn, FileFinding::verdict, FileFinding::warnings)
        .containsExactly(
            tuple(EFN, Verdict.ACCEPTED, 0),
            tuple(OTHER, Verdict.REJECTED, 0),
            tuple("92750999999999000000000026", Verdict.PARTLY, 1));
    assertThat(found.files().get(1).reason().text()).isEqualTo("bad, very bad");
    assertThat(found.unclear()).isEqualTo(1);
  }

  @Test
  void profile_of_fixed_positions_and_record_kinds_takes_a_wrong_check_digit() throws IOException {
    Profile profile =
        ProfileText.parse(
            "a",
            """
            name: Invented, fixed
            files: *
            skip: 0
            kind: 1
            efn: 2-35
            piece: 2-35
            text: 36-80
            file-kind: F
            piece-kind: P
            accepted-without-message: yes
            """);
    String wrong = "9205599999999900001010";
    AnswerFindings found =
        read(
            profile,
            "F%-34s".formatted(EFN),
            "X%-34sCHECK DIGIT ERROR".formatted(EFN),
            "F%-34s".formatted(OTHER),
            "P%-34scheck  digit error".formatted(wrong));
    assertThat(found.files())
        .extracting(FileFinding::efn, FileFinding::verdict)
        .containsExactly(tuple(EFN, Verdict.ACCEPTED), tuple(OTHER, Verdict.PARTLY));
    assertThat(marks).extracting(m -> m.piece().orElseThrow().pic()).containsExactly(wrong);
  }

  @Test
  void profile_is_the_same_after_it_was_stored() {
    Profile profile = ProfileText.parse("a", SEPARATED);
    assertThat(ProfileText.parse("a", ProfileText.of(profile))).isEqualTo(profile);
    Profile tabs = ProfileText.parse("b", SEPARATED.replace("separator: ,", "separator: tab"));
    assertThat(tabs.split().separator()).isEqualTo("\t");
    assertThat(ProfileText.parse("b", ProfileText.of(tabs))).isEqualTo(tabs);
  }

  @Test
  void profile_that_could_say_nothing_is_refused_with_a_sentence() {
    assertThatThrownBy(() -> ProfileText.parse("a", "name: x\nfiles: *\nskip: 0\ntext: 1"))
        .hasMessageContaining("no column is the file number or the piece number");
    assertThatThrownBy(
            () -> ProfileText.parse("a", "name: x\nfiles: *\nskip: 0\nseparator: ,\nefn: 1-4"))
        .hasMessageContaining("is one number");
    assertThatThrownBy(() -> ProfileText.parse("a", "name: x\nfiles: *\nskip: 0\nefn: first"))
        .hasMessageContaining("the place of the file number is 'first'");
  }

  @Test
  void spaces_separate_as_runs() {
    SplitLine line = new SplitLine("  a   \"b c\"  d", new Profile.Split(" "));
    assertThat(line.fields()).containsExactly("a", "b c", "d");
    assertThat(new Wildcard("*a?c*").matches("xxABCyy")).isTrue();
    assertThat(new Wildcard("*a?c").matches("xxABCyy")).isFalse();
  }

  @Test
  @Tag("long")
  void answer_of_two_gigabytes_is_read_with_a_bounded_number_of_pieces() throws IOException {
    sent.with(PIECE, EFN);
    byte[] line = (EFN + " " + PIECE + " CHECK DIGIT ERROR\n").getBytes(StandardCharsets.US_ASCII);
    long count = (2L << 30) / line.length;
    long[] handedOn = {0};
    AnswerFindings found =
        new AnswerReading(new CertainJudge(), sent, some -> handedOn[0] += some.size())
            .read(new Repeated(line, count), MESSAGES);

    assertThat(found.lines()).isEqualTo(count);
    assertThat(found.rejected()).isEqualTo(count);
    assertThat(handedOn[0]).isEqualTo(AnswerReading.MOST_PIECES);
    assertThat(found.unclear()).isEqualTo(count - AnswerReading.MOST_PIECES);
  }

  /** The same line again and again. */
  private static final class Repeated extends InputStream {
    private final byte[] line;
    private final long end;
    private long at;

    Repeated(byte[] line, long count) {
      this.line = line;
      this.end = count * line.length;
    }

    @Override
    public int read() {
      return at == end ? -1 : line[(int) (at++ % line.length)];
    }

    @Override
    public int read(byte[] octets, int offset, int length) {
      int count = (int) Math.min(length, end - at);
      for (int i = 0; i < count; i++) {
        octets[offset + i] = line[(int) (at++ % line.length)];
      }
      return count == 0 && length > 0 ? -1 : count;
    }
  }

  private AnswerFindings certain(String... lines) throws IOException {
    return read(new CertainJudge(), lines);
  }

  private AnswerFindings read(Profile profile, String... lines) throws IOException {
    return read(new ProfileJudge(profile, MESSAGES), lines);
  }

  private AnswerFindings read(LineJudge judge, String... lines) throws IOException {
    byte[] bytes = String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
    return new AnswerReading(judge, sent, marks::addAll)
        .read(new ByteArrayInputStream(bytes), MESSAGES);
  }
}
