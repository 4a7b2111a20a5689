package org.as2gateway.usps.preflight;

import java.util.Set;
import org.as2gateway.usps.layouts.UspsTables;

/**
 * What a file is checked against.
 *
 * @param tables layouts and codes
 * @param mailerIds the mailer IDs that are known; empty if none are configured, then any is right
 * @param history what was sent before
 * @param isCorrection whether the file is submitted as a correction of earlier ones
 * @param mostBytes how much of a file is read
 */
public record Against(
    UspsTables tables,
    Set<String> mailerIds,
    History history,
    boolean isCorrection,
    long mostBytes) {
  /** How much of a file is read unless configured: 4 GiB. */
  public static final long DEFAULT_MOST_BYTES = 4L << 30;

  /** Copies the set. */
  public Against {
    mailerIds = Set.copyOf(mailerIds);
  }

  /** The same, with another history. */
  public Against with(History other) {
    return new Against(tables, mailerIds, other, isCorrection, mostBytes);
  }

  /** The published rules alone. */
  public static Against rules(UspsTables tables, Set<String> mailerIds, long mostBytes) {
    return new Against(tables, mailerIds, History.NONE, false, mostBytes);
  }
}
