package org.as2gateway.transport.pdx;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.as2gateway.as2.wire.Sha256;
import org.as2gateway.store.payload.Content;

/**
 * What a file is.
 *
 * @param bytes its size
 * @param sha256 its digest, lower-case hex
 */
record DigestCount(long bytes, String sha256) {
  private static final int BUFFER_BYTES = 64 * 1024;

  /** Reads all of the content. */
  static DigestCount of(Content content) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] block = new byte[BUFFER_BYTES];
    long bytes = 0;
    try (InputStream in = content.open()) {
      int count = in.read(block);
      while (count >= 0) {
        digest.update(block, 0, count);
        bytes += count;
        count = in.read(block);
      }
    }
    return new DigestCount(bytes, HexFormat.of().formatHex(digest.digest()));
  }
}
