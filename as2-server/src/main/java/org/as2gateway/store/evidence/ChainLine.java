package org.as2gateway.store.evidence;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.as2gateway.store.log.EvidenceLine;
import org.as2gateway.store.log.MessageIds;

/**
 * A line of the chain, taken apart.
 *
 * @param text all of it, without line end
 * @param message our id of the message
 * @param kind what the row is, or that the evidence was let go
 * @param place kind and part, for people
 */
record ChainLine(String text, String message, String kind, String place) {
  /** Reads a line; one that is damaged names no message. */
  static Optional<ChainLine> of(String text) {
    String[] words = text.strip().split(" ", -1);
    if (words.length < 3 || !MessageIds.isId(words[0])) {
      return Optional.empty();
    }
    String part = words[2].equals("0") ? "" : " part " + words[2];
    return Optional.of(new ChainLine(text.strip(), words[0], words[1], words[1] + part));
  }

  boolean isExpiry() {
    return kind.equals(EvidenceLine.EXPIRED);
  }

  /** When the evidence was let go. */
  Instant expiredAt() {
    try {
      return Instant.parse(text.substring(text.lastIndexOf(' ') + 1));
    } catch (DateTimeException e) {
      return Instant.EPOCH; // then it was let go too early
    }
  }
}
