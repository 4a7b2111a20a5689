package org.as2gateway.as2.mdn;

import java.io.ByteArrayOutputStream;

/** Line ends of text. */
final class LineEnds {
  private LineEnds() {}

  /** The octets with every LF that stands alone made CR LF. */
  static byte[] canonical(byte[] octets) {
    ByteArrayOutputStream canonical = new ByteArrayOutputStream(octets.length + 64);
    byte previous = 0;
    for (byte octet : octets) {
      if (octet == '\n' && previous != '\r') {
        canonical.write('\r');
      }
      canonical.write(octet);
      previous = octet;
    }
    return canonical.toByteArray();
  }
}
