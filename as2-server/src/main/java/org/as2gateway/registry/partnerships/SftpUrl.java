package org.as2gateway.registry.partnerships;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where an SFTP server is, and as whom we log in: {@code sftp://user@host:port/folder}.
 *
 * @param user the name to log in with
 * @param host name or address, without brackets
 * @param port 1 to 65535
 * @param folder where files go, beginning with a slash; {@code /} alone is the server's own root
 */
public record SftpUrl(String user, String host, int port, String folder) {
  /** The port of SSH. */
  public static final int DEFAULT_PORT = 22;

  /**
   * Reads the spelling of partnerships.
   *
   * @throws IllegalArgumentException with what was expected
   */
  public static SftpUrl parse(String text) {
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("expected sftp://user@host:port/folder", e);
    }
    String user = uri.getUserInfo();
    String host = uri.getHost();
    if (!"sftp".equalsIgnoreCase(uri.getScheme())
        || host == null
        || uri.getQuery() != null
        || uri.getFragment() != null) {
      throw new IllegalArgumentException("expected sftp://user@host:port/folder");
    }
    if (user == null || user.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a user before the host: sftp://user@host/folder");
    }
    if (user.contains(":")) {
      throw new IllegalArgumentException(
          "expected no password in the URL: name its file in gw.sftp_password");
    }
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("expected a port from 1 to 65535");
    }
    String folder = uri.getPath().isEmpty() ? "/" : uri.getPath();
    return new SftpUrl(user, host.replaceAll("^\\[|]$", ""), port, folder);
  }

  /** Host and port, for people. */
  public String address() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  @Override
  public String toString() {
    return "sftp://" + user + "@" + address() + folder;
  }
}
