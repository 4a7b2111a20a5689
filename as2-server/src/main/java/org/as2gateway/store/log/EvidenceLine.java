package org.as2gateway.store.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.as2gateway.as2.wire.Sha256;

/**
 * How a row of evidence stands in the hash chain: a line of message, kind, part and a digest of all
 * that the row says.
 */
public final class EvidenceLine {
  /**
   * Stands in place of kind and part in the line that tells that a message's evidence was let go.
   */
  public static final String EXPIRED = "EXPIRED";

  private EvidenceLine() {}

  /** The line of a row, line end included. */
  public static String of(String message, String kind, int part, Instant at, byte[] content) {
    String place = message + ' ' + kind + ' ' + part;
    MessageDigest digest = Sha256.digest();
    digest.update(
        (place + ' ' + at.truncatedTo(ChronoUnit.MICROS) + '\n')
            .getBytes(StandardCharsets.US_ASCII));
    digest.update(content);
    return place + ' ' + HexFormat.of().formatHex(digest.digest()) + '\n';
  }

  /** The line that tells that the evidence of a message was let go at that time. */
  public static String expired(String message, Instant at) {
    return message + ' ' + EXPIRED + ' ' + at.truncatedTo(ChronoUnit.SECONDS) + '\n';
  }
}
