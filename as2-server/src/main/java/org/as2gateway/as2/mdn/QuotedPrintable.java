package org.as2gateway.as2.mdn;

import java.io.ByteArrayOutputStream;

/** Undoes quoted-printable (RFC 2045 §6.7); what is no escape stands for itself. */
final class QuotedPrintable {
  private static final int HEX = 16;

  private QuotedPrintable() {}

  static byte[] decode(byte[] text) {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(text.length);
    int at = 0;
    while (at < text.length) {
      int softBreak = softBreakLength(text, at);
      if (softBreak > 0) {
        at += softBreak;
      } else if (isEscape(text, at)) {
        decoded.write(digit(text[at + 1]) * HEX + digit(text[at + 2]));
        at += 3;
      } else {
        decoded.write(text[at++]);
      }
    }
    return decoded.toByteArray();
  }

  private static int softBreakLength(byte[] text, int at) {
    if (text[at] != '=') {
      return 0;
    }
    int end = at + 1;
    while (end < text.length && (text[end] == ' ' || text[end] == '\t' || text[end] == '\r')) {
      end++;
    }
    return end < text.length && text[end] == '\n' ? end + 1 - at : 0;
  }

  private static boolean isEscape(byte[] text, int at) {
    return text[at] == '='
        && at + 2 < text.length
        && digit(text[at + 1]) >= 0
        && digit(text[at + 2]) >= 0;
  }

  private static int digit(byte octet) {
    return Character.digit((char) octet, HEX);
  }
}
