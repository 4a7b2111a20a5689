package org.as2gateway.registry;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.as2gateway.registry.certs.SafeFile;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.payload.HomeFolders;
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

  /** Stands for the origin of a password that was written before there was a URL. */
  private static final String BEFORE_URL = "no server: written before there was a URL";

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
    String origin = origin(HttpUrl.of(url));
    if (lines.size() > 1 && lines.get(1).equals(BEFORE_URL)) {
      return Optional.of(
          "the one in '"
              + name(partnership)
              + "' was written before the partnership had a URL; to use one with '"
              + origin
              + "', write the password to that file again, in one line");
    }
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

  /**
   * Binds passwords when a running gateway takes up a change. A password written before the change
   * is for the URL before it. Where there was no URL, nobody said which server the password is for,
   * and whoever sets the first URL could have it sent there: it is not used until an operator
   * writes it again.
   */
  void bindAtChange(Registry before, Registry after) {
    bind(before);
    for (Partnership partnership : after.partnerships().partnerships()) {
      boolean hadUrl =
          before
              .partnerships()
              .partnership(partnership.name())
              .flatMap(before::credentialsUrl)
              .isPresent();
      if (!hadUrl && after.credentialsUrl(partnership).isPresent()) {
        try {
          setAside(partnership);
        } catch (IOException e) {
          LOG.warn("'{}' cannot be written: {}", name(partnership), e.toString());
        }
      }
    }
    bind(after);
  }

  private synchronized void setAside(Partnership partnership) throws IOException {
    Path file = file(partnership);
    if (!Files.isRegularFile(file) || lines(partnership).size() != 1 || isNewerThanUrls(file)) {
      return;
    }
    write(file, lines(partnership).get(0), BEFORE_URL);
    LOG.warn(
        "the password in '{}' is not used: it was written before the partnership had a URL;"
            + " write it to that file again, in one line",
        name(partnership));
  }

  private boolean isNewerThanUrls(Path file) throws IOException {
    Path urls = folders.home().resolve("partnerships.xml");
    return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(urls)) > 0;
  }

  private static void write(Path file, String password, String server) throws IOException {
    SafeFile.write(file, (password + "\n" + server + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private synchronized void bind(Partnership partnership, URI url) throws IOException {
    Path file = file(partnership);
    if (!Files.isRegularFile(file)) {
      return;
    }
    List<String> lines = lines(partnership);
    if (lines.size() == 1) {
      String origin = origin(HttpUrl.of(url));
      write(file, lines.get(0), origin);
      LOG.info("the password in '{}' is now bound to '{}'", name(partnership), origin);
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

  /** Scheme, host and port in one spelling, as the second line of a password's file has them. */
  public static String origin(HttpUrl url) {
    String scheme = url.isSecure() ? "https" : "http";
    return (scheme + "://" + url.host() + ":" + url.port()).toLowerCase(Locale.ROOT);
  }
}
