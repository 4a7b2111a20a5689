package org.as2gateway.store.db;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The driver's default, {@code sslmode=prefer}, goes on in plain text when whoever is in between
 * says that there is no TLS. So a server on another host is asked for TLS with its name verified,
 * unless the URL says otherwise.
 *
 * @param text the URL to connect with
 * @param isSecured whether the gateway has chosen the mode
 */
record PostgresUrl(String text, boolean isSecured) {
  private static final String VERIFIED = "sslmode=verify-full";

  private static final Pattern HOSTS = Pattern.compile("jdbc:postgresql://([^/?]*).*");
  private static final Pattern MODE = Pattern.compile("[?&](?:sslmode|ssl)(?:=([^&]*))?(?=&|$)");
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[(?:0*:)*:?0*1\\]|");

  /** Modes that send a password in plain text to whoever asks for it. */
  private static final List<String> FALLING_BACK = List.of("prefer", "allow");

  static PostgresUrl of(String url) {
    if (isLoopback(url)) {
      return new PostgresUrl(url, false);
    }
    Matcher mode = MODE.matcher(url);
    if (!mode.find()) {
      String joint = !url.contains("?") ? "?" : url.endsWith("?") || url.endsWith("&") ? "" : "&";
      return new PostgresUrl(url + joint + VERIFIED, true);
    }
    if (mode.group(1) != null && FALLING_BACK.contains(mode.group(1).toLowerCase(Locale.ROOT))) {
      throw new DatabaseException(
          "'sslmode=%s' falls back to plain text, expected 'sslmode=verify-full', or"
                  .formatted(mode.group(1))
              + " 'sslmode=disable' for a connection that needs no protection");
    }
    return new PostgresUrl(url, false);
  }

  private static boolean isLoopback(String url) {
    Matcher hosts = HOSTS.matcher(url);
    return !hosts.matches() // jdbc:postgresql:database is on this machine
        || Arrays.stream(hosts.group(1).split(",", -1))
            .map(host -> host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT))
            .allMatch(host -> LOOPBACK.matcher(host).matches());
  }

  /** What to do if the server cannot be reached; empty if the URL says it all. */
  String advice() {
    return isSecured
        ? "; 'store.url' names no 'sslmode', so a server on another host is asked for TLS and its"
            + " certificate is verified (sslmode=verify-full): name its CA with 'sslrootcert=FILE',"
            + " or set 'sslmode=disable' for a connection that needs no protection"
        : "";
  }
}
