package org.as2gateway.transport.sftp.server;

import java.time.Instant;

/** What a listing says of a file or folder. */
record FileFacts(String name, boolean isFolder, long bytes, Instant modified) {
  static FileFacts folder(String name) {
    return new FileFacts(name, true, 0, Instant.EPOCH);
  }

  static FileFacts file(String name, long bytes, Instant modified) {
    return new FileFacts(name, false, bytes, modified);
  }
}
