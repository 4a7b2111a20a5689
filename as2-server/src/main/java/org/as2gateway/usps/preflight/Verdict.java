package org.as2gateway.usps.preflight;

import java.util.Locale;
import org.as2gateway.delivery.gate.Finding;

/** What the findings of a file come to. */
public enum Verdict {
  /** Nothing was found. */
  PASS,
  /** Worth knowing; USPS would likely take the file. */
  WARN,
  /** A person should look at the file first. */
  HOLD,
  /** USPS would likely refuse the file or a part of it. */
  BLOCK;

  /** The verdict of a finding alone. */
  static Verdict of(Finding.Level level) {
    return switch (level) {
      case WARN -> WARN;
      case HOLD -> HOLD;
      case BLOCK -> BLOCK;
    };
  }

  /** The graver of both. */
  Verdict or(Verdict other) {
    return compareTo(other) < 0 ? other : this;
  }

  /** The word under which it is stored and shown. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
