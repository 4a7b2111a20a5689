package org.as2gateway.usps.answers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.as2gateway.usps.answers.Mark.Outcome;
import org.as2gateway.usps.answers.Mark.Reason;
import org.as2gateway.usps.files.AnswerLine;
import org.as2gateway.usps.files.PieceNumber;
import org.as2gateway.usps.files.PublishedMessage;

/**
 * Says only what is certain without knowing a layout: a published message rejects the file or piece
 * whose number stands on its line. A number without a message is no acceptance, and a line that
 * speaks of a warning is left to a profile.
 */
public final class CertainJudge implements LineJudge {
  private static final Pattern WARNING =
      Pattern.compile("(?i)(?<![\\p{L}\\p{N}])warn(ing)?s?(?![\\p{L}\\p{N}])");

  /** No profile: that is what it is for. */
  public CertainJudge() {}

  @Override
  public boolean isAcceptedWithoutMessage() {
    return false;
  }

  @Override
  public List<Mark> judge(AnswerLine line) {
    if (line.message().isEmpty()) {
      return mentions(line);
    }
    PublishedMessage message = line.message().get();
    Reason reason = Reason.of(message);
    if (line.isCut() || WARNING.matcher(line.raw()).find()) {
      return List.of(Mark.none(line.number(), Outcome.UNCLEAR, reason));
    }
    if (message.isForPiece() && !line.pieces().isEmpty() && line.efns().size() <= 1) {
      String efn = line.efns().isEmpty() ? "" : line.efns().get(0);
      return line.pieces().stream()
          .map(p -> new Mark(line.number(), Outcome.REJECTED, efn, Optional.of(p), reason))
          .toList();
    }
    if (message.isForFile() && !line.efns().isEmpty()) {
      return line.efns().stream()
          .map(e -> new Mark(line.number(), Outcome.REJECTED, e, Optional.empty(), reason))
          .toList();
    }
    return List.of(Mark.none(line.number(), Outcome.UNCLEAR, reason));
  }

  private static List<Mark> mentions(AnswerLine line) {
    List<Mark> marks = new ArrayList<>();
    String efn = line.efns().isEmpty() ? "" : line.efns().get(0);
    for (String named : line.efns()) {
      marks.add(new Mark(line.number(), Outcome.MENTIONED, named, Optional.empty(), Reason.NONE));
    }
    for (PieceNumber piece : line.pieces()) {
      marks.add(new Mark(line.number(), Outcome.MENTIONED, efn, Optional.of(piece), Reason.NONE));
    }
    return marks.isEmpty()
        ? List.of(Mark.none(line.number(), Outcome.NOTHING, Reason.NONE))
        : marks;
  }
}
