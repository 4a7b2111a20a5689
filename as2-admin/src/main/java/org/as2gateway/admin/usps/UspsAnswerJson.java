package org.as2gateway.admin.usps;

import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.port.Description;
import org.as2gateway.usps.answers.AnswerFile;
import org.as2gateway.usps.answers.Answers.ReadLine;
import org.as2gateway.usps.answers.FileFinding;
import org.as2gateway.usps.answers.Mark;
import org.as2gateway.usps.files.ContentKind;
import org.as2gateway.usps.files.PieceNumber;
import org.as2gateway.usps.files.PublishedMessage;
import org.jspecify.annotations.Nullable;

/** A kept file that may be a confirmation, error or warning file. */
@Description("A kept file that may be a confirmation, error or warning file of USPS.")
record UspsAnswerJson(
    long id,
    Instant at,
    String filename,
    @Description("null if a user uploaded it") @Nullable String partnership,
    @Description("message that brought it") @Nullable String message,
    long bytes,
    ContentKind kind,
    @Description(
            "read: by a profile; waiting: no profile reads it; aside: no text; closed: a user has"
                + " dealt with it")
        AnswerFile.State state,
    @Description("id of the profile that read it") @Nullable String profile,
    long lines,
    @Description("rejected pieces of known or named files") long rejected,
    @Description("rejected pieces of no known file") long strangers,
    long warnings,
    @Description("lines that nobody has explained") long unclear,
    @Description("why it waits, or what the user said who closed it") String note,
    @Description("user who uploaded or closed it") @Nullable String by) {
  static UspsAnswerJson of(AnswerFile file) {
    AnswerFile.Counts counts = file.counts();
    return new UspsAnswerJson(
        file.id(),
        file.at(),
        file.filename(),
        file.partnership().isEmpty() ? null : file.partnership(),
        file.place().message(),
        file.bytes(),
        file.kind(),
        file.state(),
        file.profile(),
        counts.lines(),
        counts.rejected(),
        counts.strangers(),
        counts.warnings(),
        counts.unclear(),
        file.note(),
        file.by());
  }

  /** Some answers. */
  @Description("Kept answers, the newest first.")
  record UspsAnswersJson(
      List<UspsAnswerJson> answers,
      @Description("how many files no profile reads") long waiting,
      @Description("cursor of the next page; null on the last") @Nullable String next) {}

  /** An answer with what it says. */
  @Description("A kept answer, what it says of files, and its first lines with what they mean.")
  record UspsAnswerDetailJson(
      UspsAnswerJson answer,
      @Description("at most 1,000") List<AnsweredFileJson> files,
      List<UspsAnswerLineJson> lines) {}

  /** What an answer says of a file. */
  record AnsweredFileJson(
      String efn,
      FileFinding.Verdict verdict,
      @Description("pieces") int rejected,
      int warnings,
      @Description("where it is named first") long line,
      @Description("why the whole file is rejected") String code,
      String text) {
    static AnsweredFileJson of(FileFinding finding) {
      return new AnsweredFileJson(
          finding.efn(),
          finding.verdict(),
          finding.rejected(),
          finding.warnings(),
          finding.line(),
          finding.reason().code(),
          finding.reason().text());
    }
  }

  /** A line with what it means. */
  record UspsAnswerLineJson(
      long number,
      @Description("at most 1,000 characters of it") String text,
      List<LineMeaningJson> meanings) {
    private static final int MOST_TEXT = 1000;

    static UspsAnswerLineJson of(ReadLine read) {
      String raw = read.line().raw();
      return new UspsAnswerLineJson(
          read.line().number(),
          raw.substring(0, Math.min(MOST_TEXT, raw.length())),
          read.marks().stream()
              .filter(mark -> mark.outcome() != Mark.Outcome.NOTHING)
              .map(LineMeaningJson::of)
              .toList());
    }
  }

  /** What a line says. */
  record LineMeaningJson(
      Mark.Outcome outcome,
      @Nullable String efn,
      @Nullable String piece,
      String code,
      String text,
      @Nullable PublishedMessageJson message,
      @Description("the same in plain English") String sentence) {
    static LineMeaningJson of(Mark mark) {
      return new LineMeaningJson(
          mark.outcome(),
          mark.efn().isEmpty() ? null : mark.efn(),
          mark.piece().map(PieceNumber::pic).orElse(null),
          mark.reason().code(),
          mark.reason().text(),
          mark.reason().message().map(PublishedMessageJson::of).orElse(null),
          AnswerText.of(mark));
    }
  }

  /** A published message. */
  @Description("An error message that USPS has published.")
  record PublishedMessageJson(
      String id,
      String text,
      String meaning,
      String remedy,
      @Description("whom to ask; may be empty") String ask,
      String source) {
    static PublishedMessageJson of(PublishedMessage message) {
      return new PublishedMessageJson(
          message.id(),
          message.text(),
          message.meaning(),
          message.remedy(),
          message.ask(),
          message.source());
    }
  }
}
