package org.as2gateway.admin.usps;

import java.util.List;
import org.as2gateway.usps.correction.Draft;
import org.as2gateway.usps.files.PublishedMessage;
import org.as2gateway.usps.ledger.PieceAnswer;
import org.as2gateway.usps.ledger.UspsFile;
import org.jspecify.annotations.Nullable;

/**
 * The page on which a correction is built.
 *
 * @param file the file to correct
 * @param refusal why it cannot be; null if it can
 * @param rejectedCount how many pieces are rejected
 * @param rejected some of them
 * @param fields fields of a piece that can be edited
 * @param drafts corrections that were built
 * @param typed what was typed
 * @param error why nothing was built; null if it was, or at first
 */
public record CorrectView(
    UspsFile file,
    @Nullable String refusal,
    long rejectedCount,
    List<Rejected> rejected,
    List<FieldChoice> fields,
    List<Draft> drafts,
    Typed typed,
    @Nullable String error) {
  /**
   * A rejected piece.
   *
   * @param answer what the answer says
   * @param message the published message in it; null if there is none
   */
  public record Rejected(PieceAnswer answer, @Nullable PublishedMessage message) {}

  /**
   * A field of a piece.
   *
   * @param number its number
   * @param label its number and name
   */
  public record FieldChoice(String number, String label) {}

  /**
   * What was typed.
   *
   * @param pieces numbers, one a line
   * @param edits changes, one a line
   * @param lines corrected lines
   */
  public record Typed(String pieces, String edits, String lines) {
    static final Typed NOTHING = new Typed("", "", "");
  }

  /** How many rejected pieces are not shown. */
  public long more() {
    return Math.max(0, rejectedCount - rejected.size());
  }

  /** What nobody but USPS can say. */
  public String openQuestion() {
    return Chosen.OPEN_QUESTION;
  }
}
