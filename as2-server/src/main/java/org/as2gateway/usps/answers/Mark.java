package org.as2gateway.usps.answers;

import java.util.Optional;
import org.as2gateway.usps.files.PieceNumber;
import org.as2gateway.usps.files.PublishedMessage;

/**
 * What a line of an answer says of a file or a piece.
 *
 * @param line its number, from 1
 * @param outcome what it says
 * @param efn file number; empty if the line has none
 * @param piece the piece it is about; empty if it is about a file, or about neither
 * @param reason in the words of the answer
 */
public record Mark(
    long line, Outcome outcome, String efn, Optional<PieceNumber> piece, Reason reason) {
  /** What a line says. */
  public enum Outcome {
    /** The file or piece is taken. */
    ACCEPTED,
    /** The file or piece is not taken. */
    REJECTED,
    /** It is taken, but something is odd. */
    WARNING,
    /** It names a file or a piece and says no more. */
    MENTIONED,
    /** It seems to say something that nobody has explained. */
    UNCLEAR,
    /** Nothing, such as a column title. */
    NOTHING
  }

  /**
   * Why, in the words of the answer.
   *
   * @param code its code; may be empty
   * @param text its text; may be empty
   * @param message the published message in it
   */
  public record Reason(String code, String text, Optional<PublishedMessage> message) {
    /** None. */
    public static final Reason NONE = new Reason("", "", Optional.empty());

    /** A published message. */
    static Reason of(PublishedMessage message) {
      return new Reason(message.id(), message.text(), Optional.of(message));
    }
  }

  /** A line that says nothing of a file or piece. */
  static Mark none(long line, Outcome outcome, Reason reason) {
    return new Mark(line, outcome, "", Optional.empty(), reason);
  }

  /** Whether it rejects a whole file. */
  public boolean rejectsFile() {
    return outcome == Outcome.REJECTED && piece.isEmpty();
  }

  /** Whether it rejects a piece. */
  public boolean rejectsPiece() {
    return outcome == Outcome.REJECTED && piece.isPresent();
  }
}
