package org.as2gateway.usps.correction;

import java.util.Optional;
import org.as2gateway.as2.wire.ContentSource;

/**
 * What a correction carries.
 *
 * @param pieces pieces whose lines are copied
 * @param edits fields of them that are changed
 * @param lines corrected lines D1, D2 and C1 that stand as they are; a piece among them is not
 *     copied
 * @param isTypeFour whether the file type becomes 4, instead of that of the original
 */
public record Selection(
    PieceSet pieces, Edits edits, Optional<ContentSource> lines, boolean isTypeFour) {
  /** Copies of those pieces as they are. */
  public static Selection of(PieceSet pieces) {
    return new Selection(pieces, new Edits(), Optional.empty(), false);
  }
}
