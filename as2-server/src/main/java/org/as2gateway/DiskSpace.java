package org.as2gateway;

/**
 * Room on the disk of the home.
 *
 * @param freeBytes what is left
 * @param reserveBytes below this nothing is accepted
 */
public record DiskSpace(long freeBytes, long reserveBytes) {
  /** Whether it is time to make room, before nothing is accepted any more. */
  public boolean isLow() {
    return freeBytes < 2 * reserveBytes;
  }
}
