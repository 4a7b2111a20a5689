package org.as2gateway.usps.ledger;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says of one piece.
 *
 * @param piece hash of its key
 * @param number its number, as the answer has it
 * @param severity what that means for the piece
 * @param code code of the answer's message; empty if it has none
 * @param text the answer's words
 * @param line line of the answer, from 1
 * @param answer id of the kept answer file; null if there is none
 * @param at when the answer came
 */
public record PieceAnswer(
    long piece,
    String number,
    Severity severity,
    String code,
    String text,
    long line,
    @Nullable Long answer,
    Instant at) {
  /** What an answer means for a piece. */
  public enum Severity {
    /** It is missing from what was accepted. */
    REJECTED,
    /** It was accepted; the mailer should know something. */
    WARNING,
    /** It was accepted. */
    ACCEPTED;

    /** The word under which it is stored and shown. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Severity of(String text) {
      return Arrays.stream(values()).filter(s -> s.text().equals(text)).findFirst().orElseThrow();
    }
  }
}
