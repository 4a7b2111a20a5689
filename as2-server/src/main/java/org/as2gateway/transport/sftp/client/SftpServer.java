package org.as2gateway.transport.sftp.client;

import java.util.List;

/**
 * A server and the only keys it may prove.
 *
 * @param pinned fingerprints such as {@code SHA256:…}; with none, every server is refused
 */
public record SftpServer(String host, int port, String user, List<String> pinned) {
  /** Checks and copies. */
  public SftpServer {
    if (host.isBlank() || user.isBlank()) {
      throw new IllegalArgumentException("an SFTP server needs a host and a user");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
    }
    pinned = List.copyOf(pinned);
  }

  /** Host and port, as shown. */
  public String address() {
    return host + ":" + port;
  }
}
