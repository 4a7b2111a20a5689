package org.as2gateway.transport.pdx;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.wire.Reason;

/**
 * How we sign in to PDX: HTTP Basic with user and password of the Business Customer Gateway. USPS
 * has moved other APIs to OAuth; should PDX follow, this class is what changes.
 *
 * <p>The file has the user in its first line and the password in its second. A third line names
 * another server than that of USPS, such as a synthetic one. It is there and not in a partnership,
 * so that only somebody who knows the password says where it goes.
 */
public final class PdxLogin {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final Optional<URI> NO_SERVER = Optional.empty();
  private static final int MOST_BYTES = 8 * 1024;

  private final String user;
  private final String password;
  private final Optional<URI> server;
  private final String version;

  private PdxLogin(String user, String password, Optional<URI> server, String version) {
    this.user = user;
    this.password = password;
    this.server = server;
    this.version = version;
  }

  /**
   * Reads a file.
   *
   * @throws PdxFailure if it is not there or incomplete; nothing of its content is in the message
   */
  public static PdxLogin read(Path file) throws PdxFailure {
    List<String> lines;
    String version;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw missing(file, "is longer than " + MOST_BYTES + " bytes");
      }
      version = Files.getLastModifiedTime(file) + " " + Files.size(file);
      lines =
          Files.readString(file, StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .toList();
    } catch (PdxFailure e) {
      throw e;
    } catch (IOException e) {
      throw missing(file, "cannot be read");
    }
    if (lines.size() < 2 || lines.size() > 3) {
      throw missing(file, "has " + lines.size() + " lines that are not empty");
    }
    if (lines.get(0).indexOf(':') >= 0) {
      throw missing(file, "has a colon in the user name, which HTTP Basic does not allow");
    }
    Optional<URI> server = lines.size() == 3 ? Optional.of(server(file, lines.get(2))) : NO_SERVER;
    return new PdxLogin(lines.get(0), lines.get(1), server, version);
  }

  private static URI server(Path file, String line) throws PdxFailure {
    try {
      URI uri = new URI(line);
      boolean hasOnlyHost =
          uri.getHost() != null
              && uri.getUserInfo() == null
              && uri.getQuery() == null
              && (uri.getPath() == null || uri.getPath().isEmpty());
      boolean isSecure = "https".equals(uri.getScheme());
      boolean isHere = "http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost());
      if (hasOnlyHost && (isSecure || isHere)) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // said below, without the line
    }
    throw missing(
        file,
        "has a third line that is not 'https://host:port'"
            + " (http is allowed for 127.0.0.1 and localhost only)");
  }

  private static PdxFailure missing(Path file, String found) {
    return new PdxFailure(
        PdxFailure.Kind.LOGIN_MISSING,
        Reason.PARTNERSHIP_INCOMPLETE,
        "the PDX sign-in file '" + file.getFileName() + "' " + found);
  }

  /** The value of the header Authorization. */
  String authorization() {
    String pair = user + ":" + password;
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /** Who signs in. */
  public String user() {
    return user;
  }

  /** The site, on the server that the file names if it names one. */
  public PdxSite site(PdxSite site) {
    return server.map(site::at).orElse(site);
  }

  /** Whether the file names another server than that of USPS. */
  public boolean namesServer() {
    return server.isPresent();
  }

  /** Changes when the file does. */
  public String version() {
    return version;
  }

  /** Never shows the password. */
  @Override
  public String toString() {
    return "PdxLogin[" + user + "]";
  }
}
