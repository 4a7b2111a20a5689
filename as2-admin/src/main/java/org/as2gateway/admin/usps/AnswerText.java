package org.as2gateway.admin.usps;

import java.util.Optional;
import org.as2gateway.usps.answers.FileFinding.Verdict;
import org.as2gateway.usps.answers.Mark;
import org.as2gateway.usps.files.PieceNumber;

/** What answers say, in words for people. */
final class AnswerText {
  private AnswerText() {}

  /** What a line says; empty if it says nothing. */
  static String of(Mark mark) {
    String why = why(mark);
    return switch (mark.outcome()) {
      case ACCEPTED -> "accepts " + subject(mark) + why;
      case REJECTED -> "rejects " + subject(mark) + why;
      case WARNING -> "warns about " + subject(mark) + why + "; rejects nothing";
      case MENTIONED -> "names " + subject(mark) + "; decides nothing";
      case UNCLEAR -> "not understood" + why + "; decides nothing";
      case NOTHING -> "";
    };
  }

  private static String subject(Mark mark) {
    Optional<String> piece = mark.piece().map(PieceNumber::pic);
    if (piece.isPresent()) {
      return "piece " + piece.get();
    }
    return mark.efn().isEmpty() ? "the file that was named last" : "file " + mark.efn();
  }

  private static String why(Mark mark) {
    String text = mark.reason().text();
    String code = mark.reason().code();
    boolean isPublished = mark.reason().message().isPresent();
    if (text.isEmpty()) {
      return code.isEmpty() ? "" : ": code " + code;
    }
    return ": " + text + (isPublished ? " (a published message)" : "");
  }

  /** The color of a line. */
  static String tone(Mark mark) {
    return switch (mark.outcome()) {
      case ACCEPTED -> "good";
      case REJECTED -> "bad";
      case WARNING, UNCLEAR -> "warn";
      case MENTIONED -> "info";
      case NOTHING -> "";
    };
  }

  /** The color of a verdict. */
  static String tone(Verdict verdict) {
    return switch (verdict) {
      case ACCEPTED -> "good";
      case PARTLY -> "warn";
      case REJECTED -> "bad";
      case MENTIONED -> "info";
    };
  }
}
