package org.as2gateway.usps.ledger;

import java.util.Arrays;
import java.util.Locale;

/**
 * A message that carries a file or a part of it.
 *
 * @param file id of the file in the ledger
 * @param message our id of the message
 * @param payload which file of the message, from 0
 * @param line where the header is, from 1
 * @param state what became of the message
 * @param isCorrection whether it was submitted as a correction
 * @param sha256 digest of the whole file of the message, lower-case hex
 * @param pieces how many pieces it has under that header
 */
public record FileMessage(
    long file,
    String message,
    int payload,
    long line,
    State state,
    boolean isCorrection,
    String sha256,
    int pieces) {
  /** What became of a message. */
  public enum State {
    /** Stopped before sending. */
    BLOCKED,
    /** To be sent. */
    QUEUED,
    /** Sent; no receipt yet. */
    SENT,
    /** A receipt proves that it arrived. */
    RECEIVED,
    /** It ended and was not received: it leaves the number free. */
    UNUSED;

    /** The word under which it is stored and shown. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String text) {
      return Arrays.stream(values()).filter(s -> s.text().equals(text)).findFirst().orElseThrow();
    }
  }
}
