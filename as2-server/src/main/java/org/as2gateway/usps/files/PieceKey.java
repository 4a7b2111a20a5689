package org.as2gateway.usps.files;

/**
 * What a piece is found by. The two parts together are exact for each number of up to 34 digits and
 * for S10 identifiers; the hash of them is what the ledger keeps.
 *
 * @param high upper part
 * @param low lower part
 */
public record PieceKey(long high, long low) {
  private static final int DIGITS_OF_LOW = 18;

  /**
   * The key of a number without its routing.
   *
   * @param pic digits, or an S10 identifier
   */
  public static PieceKey of(String pic) {
    long first = pic.length();
    long second = 0;
    int cut = Math.max(0, pic.length() - DIGITS_OF_LOW);
    for (int i = 0; i < cut; i++) {
      first = first * 10 + value(pic.charAt(i));
    }
    for (int i = cut; i < pic.length(); i++) {
      second = second * (pic.charAt(i) > '9' ? 36 : 10) + value(pic.charAt(i));
    }
    return new PieceKey(first, second);
  }

  private static int value(char c) {
    return c <= '9' ? c - '0' : c - 'A' + 10;
  }

  /** 64 bits of it, well mixed: of 20 million pieces two share one with a chance of 1 to 90,000. */
  public long hash() {
    return mix(mix(high + 0x9E3779B97F4A7C15L) ^ low);
  }

  static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
