package org.as2gateway.usps.scans;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of a piece, as manifest and scans say. */
public enum Outcome {
  /** Manifested; no extract has a scan of it. */
  NEVER_SCANNED,
  /** Scanned; no manifest in the ledger has it. */
  NEVER_MANIFESTED,
  /** Delivered. */
  DELIVERED,
  /** Returned, and not delivered. */
  RETURNED,
  /** An exception, and neither delivered nor returned. */
  EXCEPTION,
  /** Scanned, and none of these. */
  SCANNED;

  /** The word in documents. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads that word. */
  public static Optional<Outcome> parse(String text) {
    return Arrays.stream(values()).filter(outcome -> outcome.text().equals(text)).findFirst();
  }

  static Outcome of(int kinds) {
    if (kinds == 0) {
      return NEVER_SCANNED;
    }
    if ((kinds & Kinds.DELIVERED) != 0) {
      return DELIVERED;
    }
    if ((kinds & Kinds.RETURNED) != 0) {
      return RETURNED;
    }
    return (kinds & Kinds.EXCEPTION) != 0 ? EXCEPTION : SCANNED;
  }
}
