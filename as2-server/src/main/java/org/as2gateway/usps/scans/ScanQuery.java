package org.as2gateway.usps.scans;

import java.util.Optional;
import java.util.Set;

/**
 * Which events to list.
 *
 * @param efn only those of the pieces of that file, and of pieces that an extract names it for
 * @param mailerIds only those of pieces, or of files, with one of these mailer IDs in their number;
 *     none for all
 * @param group only those of that group
 * @param cursor where the page before ended
 * @param limit how many, 1 or more
 */
public record ScanQuery(
    Optional<String> efn,
    Set<String> mailerIds,
    Optional<String> group,
    Optional<String> cursor,
    int limit) {
  /** Copies the set. */
  public ScanQuery {
    mailerIds = Set.copyOf(mailerIds);
  }

  /** All events, or those of that file. */
  public static ScanQuery of(Optional<String> efn, Optional<String> cursor, int limit) {
    return new ScanQuery(efn, Set.of(), Optional.empty(), cursor, limit);
  }
}
