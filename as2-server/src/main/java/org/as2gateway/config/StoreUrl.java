package org.as2gateway.config;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** What {@code store.url} may be: a file of the embedded database, or PostgreSQL. */
final class StoreUrl {
  private static final String H2 = "jdbc:h2:";
  private static final String H2_FILE = "jdbc:h2:file:";
  private static final String POSTGRESQL = "jdbc:postgresql:";

  /** Two letters and more, so that a Windows drive is none. */
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private StoreUrl() {}

  /**
   * The URL with an absolute path.
   *
   * @throws IllegalArgumentException for any other database, for memory and network forms of H2 and
   *     for its settings: {@code INIT} runs SQL, others weaken durability
   */
  static String resolve(Path home, String url) {
    if (url.startsWith(POSTGRESQL) && url.length() > POSTGRESQL.length()) {
      return url;
    }
    if (!url.startsWith(H2)) {
      throw new IllegalArgumentException(
          "expected 'jdbc:h2:./data/db/gateway' or 'jdbc:postgresql://HOST/DATABASE'");
    }
    String path = url.substring((url.startsWith(H2_FILE) ? H2_FILE : H2).length());
    if (path.indexOf(';') >= 0) {
      throw new IllegalArgumentException(
          "settings after ';' are not allowed, expected the path alone");
    }
    if (path.isBlank() || SCHEME.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "only a database file is allowed, expected a path as in 'jdbc:h2:./data/db/gateway'");
    }
    return H2 + absolute(home, path);
  }

  private static String absolute(Path home, String path) {
    String file =
        path.equals("~") || path.startsWith("~/")
            ? System.getProperty("user.home") + path.substring(1)
            : path;
    String absolute = home.resolve(file).normalize().toString();
    if (absolute.indexOf(';') >= 0) {
      throw new IllegalArgumentException(
          "the path '" + absolute + "' has a ';', which H2 reads as settings; move the home");
    }
    return absolute;
  }
}
