package org.as2gateway.transport.as2.receipt;

/** Text from a partner, made fit for a log line or an event. */
public final class PartnerText {
  private static final int MAX_LENGTH = 200;

  private PartnerText() {}

  /** One line of printable characters, cut to a length that an operator can read. */
  public static String clean(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ").strip();
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
  }
}
