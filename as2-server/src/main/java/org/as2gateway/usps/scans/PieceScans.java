package org.as2gateway.usps.scans;

/**
 * What the events of a piece say together.
 *
 * @param kinds see {@link Kinds}
 * @param first moment of the first scan, YYYYMMDDHHMM; 0 if there is none
 * @param last moment of the last scan
 */
record PieceScans(int kinds, long first, long last) {
  static final PieceScans NONE = new PieceScans(0, 0, 0);

  static PieceScans of(int kinds, long moment) {
    return kinds == 0 ? NONE : new PieceScans(kinds, moment, moment);
  }

  PieceScans with(PieceScans other) {
    long earliest =
        first == 0 || other.first == 0
            ? Math.max(first, other.first)
            : Math.min(first, other.first);
    return new PieceScans(kinds | other.kinds, earliest, Math.max(last, other.last));
  }

  boolean isScanned() {
    return kinds != 0;
  }
}
