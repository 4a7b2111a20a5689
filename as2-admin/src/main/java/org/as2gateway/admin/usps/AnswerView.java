package org.as2gateway.admin.usps;

import java.util.List;
import org.as2gateway.usps.answers.AnswerFile;
import org.as2gateway.usps.answers.Answers.ReadLine;
import org.as2gateway.usps.answers.FileFinding;
import org.as2gateway.usps.answers.Mark;
import org.as2gateway.usps.answers.Profile;
import org.as2gateway.usps.files.PublishedMessage;
import org.jspecify.annotations.Nullable;

/**
 * The page of one answer.
 *
 * @param file the answer
 * @param profile that read it; null if none did
 * @param findings what it says of files
 * @param lines its first lines; empty for those who may not see them
 * @param error why it was not closed; null if it was, or at first
 */
public record AnswerView(
    AnswerFile file,
    @Nullable Profile profile,
    List<FileFinding> findings,
    List<Line> lines,
    @Nullable String error) {
  /**
   * A line with what it means.
   *
   * @param number from 1
   * @param text as it stands there
   * @param meanings what it says
   */
  public record Line(long number, String text, List<Meaning> meanings) {
    private static final int MOST_TEXT = 1000;

    static Line of(ReadLine read) {
      String raw = read.line().raw();
      boolean isLong = raw.length() > MOST_TEXT;
      return new Line(
          read.line().number(),
          isLong ? raw.substring(0, MOST_TEXT) + "…" : raw,
          read.marks().stream()
              .filter(mark -> mark.outcome() != Mark.Outcome.NOTHING)
              .map(Meaning::of)
              .toList());
    }
  }

  /**
   * What a line says.
   *
   * @param tone its color
   * @param sentence in plain English
   * @param message the published message; null if there is none
   */
  public record Meaning(String tone, String sentence, @Nullable PublishedMessage message) {
    static Meaning of(Mark mark) {
      return new Meaning(
          AnswerText.tone(mark), AnswerText.of(mark), mark.reason().message().orElse(null));
    }
  }

  /** Whether it waits or stands aside, so that a user can close it. */
  public boolean isOpen() {
    return switch (file.state()) {
      case WAITING, ASIDE -> true;
      case READ, CLOSED -> false;
    };
  }

  /** Whether a profile can be learned from it. */
  public boolean isText() {
    return file.kind().isReadable();
  }

  /** The color of a verdict. */
  public static String tone(FileFinding finding) {
    return AnswerText.tone(finding.verdict());
  }

  /** Whether a file lacks pieces that a correction may carry. */
  public static boolean isPartly(FileFinding finding) {
    return finding.verdict() == FileFinding.Verdict.PARTLY;
  }
}
