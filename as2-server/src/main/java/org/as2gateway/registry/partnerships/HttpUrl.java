package org.as2gateway.registry.partnerships;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP or HTTPS URL that can be connected to (RFC 9110 §4.2). It decides by what a name server
 * and a socket take, not by the host grammar of {@link URI}, which knows no underscore: {@link
 * URI#getHost} of such a URL is null, so ask this class for host and port.
 *
 * @param uri the normalised form: lower-case scheme, ASCII only, international names as {@code
 *     xn--…}
 * @param host name or address, IPv6 in brackets
 * @param port TCP port, that of the scheme where the URL names none
 */
public record HttpUrl(URI uri, String host, int port) {
  /** What a URL looks like, for error messages. */
  public static final String EXAMPLE = "https://as2.partner.example/as2";

  private static final Pattern FORM =
      Pattern.compile("(?i)(https?)://([^/?#]*)([^?#]*)(\\?[^#]*)?(#.*)?");
  private static final Pattern PORT = Pattern.compile("(.*?)(?::(\\d*))?");
  private static final Pattern NOT_ESCAPED = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final int LONGEST = 8000;
  private static final int MOST_PORT = 65535;

  /**
   * Reads a URL as somebody typed it.
   *
   * @throws IllegalArgumentException if nothing can be connected to; the message says what was
   *     expected and what is wrong, without the text, which may hold a password
   */
  public static HttpUrl parse(String text) {
    String url = text.strip();
    Matcher form = FORM.matcher(url);
    refuseCharacters(url);
    if (!form.matches()) {
      throw refused(url.matches("(?i)https?:.*") ? "two slashes must follow the scheme" : "");
    }
    if (form.group(5) != null) {
      throw refused("a fragment ('#…') is never sent to a server");
    }
    String authority = form.group(2);
    if (authority.indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          "expected a URL without user and password: use gw.basic_user");
    }
    Matcher place = PORT.matcher(authority);
    String host = place.matches() ? HostName.parse(place.group(1)) : "";
    String scheme = form.group(1).toLowerCase(Locale.ROOT);
    Optional<Integer> port =
        Optional.ofNullable(place.group(2)).filter(p -> !p.isEmpty()).map(HttpUrl::port);
    String path = escaped(form.group(3), "\"<>^`{|}[]");
    String query = escaped(Optional.ofNullable(form.group(4)).orElse(""), "\"<>^`{|}");
    String explicitPort = port.map(p -> ":" + p).orElse("");
    return new HttpUrl(
        URI.create(scheme + "://" + host + explicitPort + path + query),
        host,
        port.orElse(scheme.equals("https") ? 443 : 80));
  }

  /** Host and port of a URL that was parsed before. */
  public static HttpUrl of(URI url) {
    return parse(url.toString());
  }

  /** Reads a URL where one that cannot be connected to is an expected input. */
  public static Optional<HttpUrl> find(String text) {
    try {
      return Optional.of(parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // the caller says what that means
    }
  }

  /** Whether the connection is TLS. */
  public boolean isSecure() {
    return "https".equals(uri.getScheme());
  }

  /** The host without the brackets of IPv6: what a socket and a certificate know it by. */
  public String bareHost() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The Host header (RFC 9110 §7.2): the port if the URL names it, never an IPv6 zone. */
  public String hostHeader() {
    String name = host.replaceAll("%[^\\]]*", "");
    String authority = uri.getRawAuthority();
    return authority.equals(host) ? name : name + ":" + port;
  }

  /** The path, {@code /} where the URL has none. */
  public String path() {
    String path = uri.getRawPath();
    return path == null || path.isEmpty() ? "/" : path;
  }

  /** Whether scheme, host, port and path are the same; the query may differ. */
  public boolean isSamePlace(HttpUrl other) {
    return isSecure() == other.isSecure()
        && withoutRootDot(host).equalsIgnoreCase(withoutRootDot(other.host))
        && port == other.port
        && path().equals(other.path());
  }

  private static String withoutRootDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  private static void refuseCharacters(String url) {
    if (url.length() > LONGEST) {
      throw refused("it has more than " + LONGEST + " characters");
    }
    if (url.contains("${")) {
      throw refused("'${…}' is replaced in gateway.yaml only, write the value itself");
    }
    if (url.indexOf('\\') >= 0) {
      throw refused("it contains a backslash, write '/'");
    }
    if (url.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))) {
      throw refused("it contains a space, write '%20' in a path");
    }
    if (url.chars().anyMatch(Character::isISOControl)) {
      throw refused("it contains a control character");
    }
  }

  private static int port(String digits) {
    int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
    if (port < 1 || port > MOST_PORT) {
      throw refused("the port must be from 1 to " + MOST_PORT);
    }
    return port;
  }

  /** What RFC 3986 does not let stand is percent-encoded, as every client does. */
  private static String escaped(String part, String unsafe) {
    if (NOT_ESCAPED.matcher(part).find()) {
      throw refused("'%' is not followed by two hexadecimal digits, write '%25'");
    }
    StringBuilder escaped = new StringBuilder(part.length());
    for (byte octet : part.getBytes(StandardCharsets.UTF_8)) {
      int c = octet & 0xff;
      boolean isPlain = c < 0x80 && unsafe.indexOf(c) < 0;
      escaped.append(isPlain ? String.valueOf((char) c) : String.format("%%%02X", c));
    }
    return escaped.toString();
  }

  static IllegalArgumentException refused(String cause) {
    String expected = "expected a URL such as '" + EXAMPLE + "'";
    return new IllegalArgumentException(cause.isEmpty() ? expected : expected + ": " + cause);
  }
}
