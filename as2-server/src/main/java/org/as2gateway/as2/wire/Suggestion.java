package org.as2gateway.as2.wire;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody who mistyped a name most likely meant. */
public final class Suggestion {
  private static final int LONGEST = 100; // longer words are no typing errors, and cost time

  private Suggestion() {}

  /**
   * The known name nearest to a word, compared without case; empty if none is near: at most one
   * edit in three characters.
   */
  public static Optional<String> nearest(String word, Collection<String> known) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    int limit = Math.max(1, word.length() / 3);
    return known.stream()
        .filter(name -> distance(word, name) <= limit)
        .min(Comparator.comparingInt((String name) -> distance(word, name)).thenComparing(n -> n));
  }

  /** The words {@code , did you mean 'NAME'?}, or nothing. */
  public static String hint(String word, Collection<String> known) {
    return nearest(word, known).map(name -> ", did you mean '" + name + "'?").orElse("");
  }

  /** Edits (insert, delete, replace, swap of neighbours) from one to the other. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : edits(a, b, d, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int edits(String a, String b, int[][] d, int i, int j) {
    int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean isSwap =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return isSwap ? Math.min(least, d[i - 2][j - 2] + 1) : least;
  }
}
