package org.as2gateway.usps.scans;

import org.jspecify.annotations.Nullable;

/** Date and time as one number, YYYYMMDDHHMM. */
final class Moments {
  private Moments() {}

  /** The digits; null for 0, which is no time. */
  static @Nullable String text(long moment) {
    return moment == 0 ? null : Long.toString(moment);
  }
}
