package org.as2gateway.usps.files;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds numbers of files and pieces in any text. A number has to stand alone, no digit beside it,
 * and its check digit has to be right: by chance one of a thousand runs of that length passes.
 */
public final class NumberFinder {
  private static final Set<String> FILE_TYPES = Set.of("750", "757", "759");
  private static final int FEWEST_DIGITS = 20;
  private static final int MOST_DIGITS = 34;
  private static final int S10_LENGTH = 13;

  private final Set<String> efns = new LinkedHashSet<>();
  private final Set<PieceNumber> pieces = new LinkedHashSet<>();

  /** What is in that text. */
  public NumberFinder(String text) {
    int at = 0;
    while (at < text.length()) {
      at = isDigit(text.charAt(at)) ? digits(text, at) : at + 1;
    }
  }

  /** The file numbers, each once, in order. */
  public List<String> efns() {
    return List.copyOf(efns);
  }

  /** The piece numbers, each once, in order. */
  public List<PieceNumber> pieces() {
    return List.copyOf(pieces);
  }

  private int digits(String text, int from) {
    int to = from;
    while (to < text.length() && isDigit(text.charAt(to))) {
      to++;
    }
    int length = to - from;
    if (length == 9) {
      s10(text, from - 2).ifPresent(pieces::add);
    } else if (length >= FEWEST_DIGITS && length <= MOST_DIGITS) {
      String run = text.substring(from, to);
      if (isEfn(run)) {
        efns.add(run);
      } else {
        piece(run).ifPresent(pieces::add);
      }
    }
    return to;
  }

  /** Whether it has the form of a file number, and its check digit is right. */
  public static boolean isEfn(String text) {
    return text.length() >= FEWEST_DIGITS
        && text.length() <= MOST_DIGITS
        && PieceNumber.isDigits(text)
        && FILE_TYPES.contains(text.substring(2, 5))
        && hasForm(text)
        && CheckDigits.isMod10(text);
  }

  /** The piece of a number that stands in a text; empty if its form or check digit is wrong. */
  public static Optional<PieceNumber> piece(String text) {
    if (text.length() == S10_LENGTH) {
      return s10(text, 0);
    }
    if (text.length() < FEWEST_DIGITS || text.length() > MOST_DIGITS) {
      return Optional.empty();
    }
    return PieceNumber.of(text, -1)
        .filter(number -> !number.isS10())
        .filter(number -> hasForm(number.pic()) && CheckDigits.isMod10(number.pic()))
        .filter(number -> !FILE_TYPES.contains(number.serviceType()));
  }

  private static boolean hasForm(String pic) {
    int length = pic.length();
    return switch (pic.substring(0, Math.min(2, length))) {
      case "92" -> (length == 22 || length == 26) && pic.charAt(5) == '9';
      case "93" -> (length == 22 || length == 26) && pic.charAt(5) != '9';
      case "94", "95" -> length >= 22 && length <= MOST_DIGITS;
      default -> false;
    };
  }

  private static Optional<PieceNumber> s10(String text, int from) {
    int to = from + S10_LENGTH;
    boolean isAlone =
        from >= 0
            && to <= text.length()
            && (from == 0 || !Character.isLetterOrDigit(text.charAt(from - 1)))
            && (to == text.length() || !Character.isLetterOrDigit(text.charAt(to)));
    if (!isAlone) {
      return Optional.empty();
    }
    return PieceNumber.of(text.substring(from, to), -1)
        .filter(PieceNumber::isS10)
        .filter(n -> CheckDigits.s10(n.pic().substring(2, 10)) == n.pic().charAt(10));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
