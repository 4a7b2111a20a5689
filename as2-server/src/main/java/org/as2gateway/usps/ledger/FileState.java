package org.as2gateway.usps.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a file that goes to USPS stands. */
public enum FileState {
  /** Stopped before sending. */
  BLOCKED,
  /** To be sent. */
  QUEUED,
  /** Sent; no receipt yet. */
  SENT,
  /** A receipt proves that it arrived; nothing says that it was accepted. */
  RECEIVED,
  /** Accepted, as an answer or a user says. */
  ACCEPTED,
  /** Accepted but for some pieces. */
  PARTLY,
  /** Not accepted at all. */
  REJECTED,
  /** Pieces of it were scanned. */
  SCANNED,
  /** Nothing of it was sent, and its number is free: each message was discarded or failed. */
  UNUSED;

  /** The word under which it is stored and shown. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads that word. */
  public static Optional<FileState> parse(String text) {
    return Arrays.stream(values()).filter(state -> state.text().equals(text)).findFirst();
  }

  static FileState of(String text) {
    return parse(text).orElseThrow(() -> new IllegalStateException("unknown state '" + text + "'"));
  }

  /** Whether an answer has said so; a message that is sent later opens the question again. */
  boolean isAnswered() {
    return this == ACCEPTED || this == PARTLY || this == REJECTED;
  }
}
