package org.as2gateway.store.evidence;

import java.nio.charset.StandardCharsets;
import org.as2gateway.as2.wire.Sha256;

/**
 * A link of a node's chain.
 *
 * @param node whose chain
 * @param number 1, 2, 3 …
 * @param at when it was sealed, as text
 * @param previous hash of the block before; zeros for the first
 * @param lines a line for each row of evidence, see {@link org.as2gateway.store.log.EvidenceLine}
 * @param hash over all of the above
 */
record Block(String node, long number, String at, String previous, String lines, String hash) {
  /** What the first block follows. */
  static final String NOTHING = "0".repeat(64);

  /** A block with the hash that belongs to it. */
  static Block sealed(String node, long number, String at, String previous, String lines) {
    return new Block(node, number, at, previous, lines, hashOf(node, number, at, previous, lines));
  }

  boolean isIntact() {
    return hash.equals(hashOf(node, number, at, previous, lines));
  }

  private static String hashOf(String node, long number, String at, String previous, String lines) {
    String head = String.join("\n", "as2-evidence-block 1", node, "" + number, at, previous, "");
    return Sha256.hex((head + lines).getBytes(StandardCharsets.US_ASCII));
  }
}
