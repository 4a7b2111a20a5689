package org.as2gateway.admin.demo;

/**
 * The check digit of USPS barcodes and electronic file numbers: MOD 10 with weights 3, 1, 3, 1 from
 * the right, over the digits without the routing part ({@code 420} and ZIP).
 */
final class CheckDigit {
  private CheckDigit() {}

  /** The digits with their check digit. */
  static String append(String digits) {
    return digits + of(digits);
  }

  /** Whether the last digit checks the others. */
  static boolean isValid(String digits) {
    int last = digits.length() - 1;
    return last > 0
        && digits.matches("[0-9]+")
        && of(digits.substring(0, last)) == digits.charAt(last) - '0';
  }

  private static int of(String digits) {
    int sum = 0;
    int weight = 3;
    for (int i = digits.length() - 1; i >= 0; i--) {
      sum += weight * (digits.charAt(i) - '0');
      weight = 4 - weight;
    }
    return (10 - sum % 10) % 10;
  }
}
