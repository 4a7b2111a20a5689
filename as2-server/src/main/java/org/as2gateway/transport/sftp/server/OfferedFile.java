package org.as2gateway.transport.sftp.server;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.time.Instant;

/**
 * A file that waits for a partner.
 *
 * @param id ours
 * @param since when it was ready
 */
public record OfferedFile(String id, String name, long bytes, Instant since, Content content) {
  /** The bytes; the same each time. */
  @FunctionalInterface
  public interface Content {
    /** Opens them at that offset; the caller closes. */
    ReadableByteChannel channel(long from) throws IOException;
  }
}
