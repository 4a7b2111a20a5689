package org.as2gateway.as2.smime;

import java.io.IOException;
import java.io.InputStream;

/**
 * What stands around the parts of a message and is covered by no signature. Inside an envelope it
 * may be blank and nothing else: a stranger can append blocks to CBC ciphertext, and must not learn
 * from the answer what they decrypt to (protocol.md §1, §5.4).
 */
final class Tail {
  private Tail() {}

  /** Reads a stream to its end, whatever it holds. */
  static void pass(InputStream in) throws IOException {
    byte[] octets = new byte[BufferedSource.BUFFER_BYTES];
    while (in.read(octets, 0, octets.length) >= 0) {
      // passes over
    }
  }

  /**
   * Reads a stream to its end.
   *
   * @throws ContentException at the end, if anything but blanks and line ends was read
   */
  static void requireBlank(InputStream in, String where) throws IOException {
    boolean isBlank = true;
    byte[] octets = new byte[BufferedSource.BUFFER_BYTES];
    for (int count = in.read(octets, 0, octets.length);
        count >= 0;
        count = in.read(octets, 0, octets.length)) {
      isBlank &= isBlank(octets, 0, count);
    }
    if (!isBlank) {
      throw notBlank(where);
    }
  }

  static ContentException notBlank(String where) {
    return ContentException.broken("there is text " + where + " inside the envelope");
  }

  /** Whether all of it is spaces, tabs and line ends; looks at each octet. */
  static boolean isBlank(byte[] octets, int start, int end) {
    boolean isBlank = true;
    for (int i = start; i < end; i++) {
      byte octet = octets[i];
      isBlank &= octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
    }
    return isBlank;
  }
}
