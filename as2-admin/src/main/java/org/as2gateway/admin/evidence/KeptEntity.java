package org.as2gateway.admin.evidence;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.as2gateway.as2.mdn.MdnReadResult;
import org.as2gateway.as2.mdn.MdnReader;
import org.as2gateway.as2.wire.Headers;

/** HTTP entities as they are kept: header lines, blank line, body. */
public final class KeptEntity {
  private KeptEntity() {}

  /** Reads a kept MDN. */
  public static MdnReadResult mdn(byte[] entity) {
    int bodyAt = bodyStart(entity);
    Headers headers =
        Headers.parseLenient(new String(entity, 0, bodyAt, StandardCharsets.ISO_8859_1));
    return MdnReader.read(headers, Arrays.copyOfRange(entity, bodyAt, entity.length));
  }

  private static int bodyStart(byte[] octets) {
    for (int i = 3; i < octets.length; i++) {
      if (octets[i] == '\n' && octets[i - 1] == '\r' && octets[i - 2] == '\n') {
        return i + 1;
      }
    }
    return octets.length;
  }
}
