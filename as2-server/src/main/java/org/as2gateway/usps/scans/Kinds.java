package org.as2gateway.usps.scans;

import org.as2gateway.usps.files.EventCodes;

/** What became of a piece, as bits of one number: the column {@code usps_scanned.kinds}. */
final class Kinds {
  static final int SCANNED = 1;
  static final int DELIVERED = 2;
  static final int RETURNED = 4;
  static final int EXCEPTION = 8;

  private Kinds() {}

  /** What an event of that code says; 0 if it is no scan. */
  static int of(EventCodes codes, String code) {
    if (!codes.isScan(code)) {
      return 0;
    }
    return SCANNED
        | switch (codes.group(code)) {
          case EventCodes.DELIVERED -> DELIVERED;
          case EventCodes.RETURN -> RETURNED;
          case EventCodes.EXCEPTION -> EXCEPTION;
          default -> 0;
        };
  }
}
