package org.as2gateway.usps.scans;

import java.util.List;
import java.util.Optional;

/**
 * Some events.
 *
 * @param scans by file: piece by piece; else the newest extract first, its last line first
 * @param next the cursor of the next page; empty if there is none. A page may be short although
 *     there is one: looking for a rare group ends after a while
 */
public record ScanPage(List<Scan> scans, Optional<String> next) {
  /** Copies the list. */
  public ScanPage {
    scans = List.copyOf(scans);
  }
}
