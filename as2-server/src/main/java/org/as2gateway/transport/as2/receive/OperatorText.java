package org.as2gateway.transport.as2.receive;

/** Text with partner's words in it, made fit for a log line or the operator's page. */
final class OperatorText {
  private static final int MAX_LENGTH = 500;

  private OperatorText() {}

  /** Without control characters, cut to a line's length. */
  static String clean(String text) {
    String plain = text.replaceAll("\\p{C}", " ");
    return plain.length() <= MAX_LENGTH ? plain : plain.substring(0, MAX_LENGTH) + "…";
  }
}
