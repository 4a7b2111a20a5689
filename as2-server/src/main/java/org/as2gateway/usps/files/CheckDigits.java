package org.as2gateway.usps.files;

/** Check digits of numbers on labels. */
public final class CheckDigits {
  private static final int[] S10_WEIGHTS = {8, 6, 4, 2, 3, 5, 9, 7};

  private CheckDigits() {}

  /**
   * The MOD 10 digit: weights 3 and 1 in turn, from the right.
   *
   * @param digits the number without its check digit
   */
  public static char mod10(CharSequence digits) {
    int sum = 0;
    int weight = 3;
    for (int i = digits.length() - 1; i >= 0; i--) {
      sum += (digits.charAt(i) - '0') * weight;
      weight = 4 - weight;
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }

  /** Whether the last digit is the MOD 10 digit of those before. */
  public static boolean isMod10(CharSequence digits) {
    int last = digits.length() - 1;
    return last > 0 && mod10(digits.subSequence(0, last)) == digits.charAt(last);
  }

  /**
   * The check digit of an S10 identifier (UPU standard S10).
   *
   * @param serial its 8 digits
   */
  public static char s10(CharSequence serial) {
    int sum = 0;
    for (int i = 0; i < S10_WEIGHTS.length; i++) {
      sum += (serial.charAt(i) - '0') * S10_WEIGHTS[i];
    }
    int check = 11 - sum % 11;
    return (char) ('0' + (check == 10 ? 0 : check == 11 ? 5 : check));
  }
}
