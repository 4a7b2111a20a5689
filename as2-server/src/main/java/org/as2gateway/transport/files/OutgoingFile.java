package org.as2gateway.transport.files;

import java.io.IOException;
import java.io.InputStream;
import org.as2gateway.as2.wire.Sha256;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.payload.Content;

/**
 * A file as it goes out: the payload, or what OpenPGP made of it once.
 *
 * @param name what it is called at the partner
 * @param content the octets, the same each time
 * @param payload what it is made of
 * @param isWrapped whether OpenPGP is around it
 */
public record OutgoingFile(String name, Content content, PayloadRecord payload, boolean isWrapped) {
  /**
   * Its size.
   *
   * @throws IOException if it is gone
   */
  public long bytes() throws IOException {
    return content.bytes();
  }

  /**
   * SHA-256 of the octets, in hexadecimal; reads a wrapped file to its end.
   *
   * @throws IOException if it cannot be read
   */
  public String sha256() throws IOException {
    if (!isWrapped) {
      return payload.sha256();
    }
    try (InputStream in = content.open()) {
      return Sha256.hex(in);
    }
  }
}
