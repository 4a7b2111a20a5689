package org.as2gateway.usps.ledger;

import java.util.List;
import java.util.Set;
import org.as2gateway.usps.files.ManifestHeader;

/**
 * The file numbers that a message needs.
 *
 * @param message our id of the message
 * @param partnership its partnership
 * @param family the message, and those that it repeats
 * @param isCorrection whether it was submitted as a correction
 * @param isStopped whether something was found already that stops it
 * @param isStoppedByReuse whether a number that another message has stops it
 * @param parts its blocks
 */
record Claim(
    String message,
    String partnership,
    Set<String> family,
    boolean isCorrection,
    boolean isStopped,
    boolean isStoppedByReuse,
    List<Part> parts) {
  Claim {
    family = Set.copyOf(family);
    parts = List.copyOf(parts);
  }

  /**
   * A block.
   *
   * @param payload which file of the message it is in, from 0
   * @param sha256 digest of that file
   * @param header its header
   * @param pieces how many pieces it has
   */
  record Part(int payload, String sha256, ManifestHeader header, int pieces) {
    private static final int MOST_DIGITS = 34;

    /** Whether the number is one that the ledger can keep. */
    boolean hasNumber() {
      String efn = header.efn();
      return !efn.isEmpty()
          && efn.length() <= MOST_DIGITS
          && efn.chars().allMatch(c -> c < 0x80 && Character.isLetterOrDigit(c));
    }
  }
}
