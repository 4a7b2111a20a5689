package org.as2gateway.store.payload;

import org.as2gateway.as2.wire.Sha256;

/**
 * One transfer of a pair of partners, named by digests: nothing a partner wrote becomes a path, and
 * no two pairs share a name.
 *
 * @param pair digest of sender and receiver
 * @param tag digest of the tag that the sender chose
 */
public record TransferId(String pair, String tag) {
  /** The transfer of that tag from one to the other. */
  public static TransferId of(String from, String to, String tag) {
    return new TransferId(pair(from, to), digest(tag));
  }

  /** The name of a pair. */
  public static String pair(String from, String to) {
    return digest(digest(from) + digest(to));
  }

  static String digest(String text) {
    return Sha256.hex(text);
  }
}
