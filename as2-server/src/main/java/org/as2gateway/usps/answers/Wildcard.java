package org.as2gateway.usps.answers;

import java.util.Locale;

/**
 * A pattern without case: {@code *} stands for any text, {@code ?} for one character. Matching
 * takes time in proportion to pattern and text.
 *
 * @param pattern at most {@link #MOST} characters
 */
record Wildcard(String pattern) {
  static final int MOST = 200;

  boolean matches(String text) {
    return matches(pattern.toLowerCase(Locale.ROOT), text.toLowerCase(Locale.ROOT));
  }

  /** The usual walk: after a mismatch, the last star takes one character more. */
  private static boolean matches(String glob, String text) {
    int g = 0;
    int t = 0;
    int star = -1;
    int behind = 0;
    while (t < text.length()) {
      boolean isSame =
          g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == text.charAt(t));
      if (g < glob.length() && glob.charAt(g) == '*') {
        star = g++;
        behind = t;
      } else if (isSame) {
        g++;
        t++;
      } else if (star >= 0) {
        g = star + 1;
        t = ++behind;
      } else {
        return false;
      }
    }
    while (g < glob.length() && glob.charAt(g) == '*') {
      g++;
    }
    return g == glob.length();
  }
}
