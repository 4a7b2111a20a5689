package org.as2gateway.usps.files;

import java.util.List;
import java.util.Optional;

/**
 * A line of an answer, and what is certain in it.
 *
 * @param number from 1
 * @param raw the line without its line end, at most {@link LineReader#MOST_BYTES} of it
 * @param isCut whether the line is longer
 * @param efns file numbers
 * @param pieces piece numbers
 * @param message the published message in it
 */
public record AnswerLine(
    long number,
    String raw,
    boolean isCut,
    List<String> efns,
    List<PieceNumber> pieces,
    Optional<PublishedMessage> message) {
  /** Copies the lists. */
  public AnswerLine {
    efns = List.copyOf(efns);
    pieces = List.copyOf(pieces);
  }

  /** Whether anything was found. */
  public boolean isEmpty() {
    return efns.isEmpty() && pieces.isEmpty() && message.isEmpty();
  }
}
