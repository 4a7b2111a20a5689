package org.as2gateway.as2.wire;

import java.util.Locale;

/** How serious something is that an operator should know. */
public enum Severity {
  /** All is well. */
  GOOD,
  /** Worth knowing. */
  INFO,
  /** Works, or will work by itself; look at it. */
  WARN,
  /** Does not work until somebody acts. */
  BAD;

  /** Its word in the API and in the style sheet. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
