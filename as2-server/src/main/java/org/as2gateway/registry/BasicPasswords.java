package org.as2gateway.registry;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.as2gateway.certs.SafeFile;
import org.as2gateway.partnership.HttpUrl;
import org.as2gateway.partnership.Partnership;
import org.as2gateway.payload.HomeFolders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The passwords of HTTP Basic, one for each partnership: {@code data/secrets/basic-PARTNERSHIP}
 * holds the password and, in its second line, the origin (scheme, host and port) that it is for.
 * Whoever can change a URL must not learn a password by it: so a password that an operator has
 * written is bound to the origin of the URL at that time, and for another origin it has to be
 * written again. None is sent without TLS.
 */
public final class BasicPasswords {
  private static final Logger LOG = LoggerFactory.getLogger(BasicPasswords.class);
  private static final String HTTPS = "https";

  private final HomeFolders folders;

  /** The passwords of that home. */
  public BasicPasswords(HomeFolders folders) {
    this.folders = folders;
  }

  /**
   * The password for a request to that URL.
   *
   * @throws IOException if there is none, or it is for another origin; the message says what to do
   */
  public String password(Partnership partnership, URI url) throws IOException {
    Optional<String> problem = problem(partnership, url);
    if (problem.isPresent()) {
      throw new IOException("the password of gw.basic_user is not used: " + problem.get());
    }
    bind(partnership, url);
    return lines(partnership).get(0);
  }

  /** Why there is no password for that URL; empty if there is one. */
  Optional<String> problem(Partnership partnership, URI url) {
    if (!HTTPS.equalsIgnoreCase(url.getScheme())) {
      return Optional.of("'" + url + "' is not an https URL, and passwords are sent over TLS only");
    }
    List<String> lines;
    try {
      lines = lines(partnership);
    } catch (IOException e) {
      return Optional.of("'" + name(partnership) + "' cannot be read; write the password to it");
    }
    if (lines.isEmpty()) {
      return Optional.of("'" + name(partnership) + "' is empty; write the password to it");
    }
    String origin = origin(url);
    return lines.size() > 1 && !lines.get(1).equalsIgnoreCase(origin)
        ? Optional.of(
            "the one in '"
                + name(partnership)
                + "' is bound to another server; to use one with '"
                + origin
                + "', write the password to that file again, in one line")
        : Optional.empty();
  }

  /**
   * Binds each password that is not bound yet to the origin that the registry has for it; one that
   * cannot be used there too, or somebody else could have it used elsewhere.
   */
  void bind(Registry registry) {
    for (Partnership partnership : registry.partnerships().partnerships()) {
      Optional<URI> url = registry.credentialsUrl(partnership);
      if (url.isPresent()) {
        try {
          bind(partnership, url.get());
        } catch (IOException e) {
          LOG.warn("'{}' cannot be written: {}", name(partnership), e.toString());
        }
      }
    }
  }

  private synchronized void bind(Partnership partnership, URI url) throws IOException {
    Path file = file(partnership);
    if (!Files.isRegularFile(file)) {
      return;
    }
    List<String> lines = lines(partnership);
    if (lines.size() == 1) {
      String bound = lines.get(0) + "\n" + origin(url) + "\n";
      SafeFile.write(file, bound.getBytes(StandardCharsets.UTF_8));
      LOG.info("the password in '{}' is now bound to '{}'", name(partnership), origin(url));
    }
  }

  private List<String> lines(Partnership partnership) throws IOException {
    return Files.readString(file(partnership))
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private Path file(Partnership partnership) {
    return folders.secrets().resolve(fileName(partnership));
  }

  private static String name(Partnership partnership) {
    return "data/secrets/" + fileName(partnership);
  }

  private static String fileName(Partnership partnership) {
    return "basic-" + HomeFolders.folderName(partnership.name());
  }

  /** Scheme, host and port, in one spelling. */
  private static String origin(URI url) {
    HttpUrl parts = HttpUrl.of(url);
    String scheme = parts.isSecure() ? "https" : "http";
    return (scheme + "://" + parts.host() + ":" + parts.port()).toLowerCase(Locale.ROOT);
  }
}
