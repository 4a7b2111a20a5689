package org.as2gateway.usps.scans;

import java.util.Optional;

/**
 * Where an extract is from.
 *
 * @param message our id of the message that brought it; empty if a user uploaded it
 * @param payload which file of the message, from 0
 * @param name its file name
 * @param user the user who uploaded it
 */
public record ScanSource(
    Optional<String> message, int payload, String name, Optional<String> user) {
  /** A file that came in. */
  public static ScanSource received(String message, int payload, String name) {
    return new ScanSource(Optional.of(message), payload, name, Optional.empty());
  }

  /** A file that a user uploaded. */
  public static ScanSource uploaded(String name, String user) {
    return new ScanSource(Optional.empty(), 0, name, Optional.of(user));
  }
}
