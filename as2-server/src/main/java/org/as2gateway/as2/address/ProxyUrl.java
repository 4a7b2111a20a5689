package org.as2gateway.as2.address;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an HTTP proxy is: {@code http://host:port}. User and password are never part of it.
 *
 * @param host name or address in lower case, IPv6 without brackets
 * @param port 1 to 65535
 */
public record ProxyUrl(String host, int port) {
  /** What the URL of a proxy looks like, for error messages. */
  public static final String EXAMPLE = "http://proxy.my-company.example:3128";

  private static final Pattern FORM =
      Pattern.compile("(?i)([a-z][a-z0-9+.-]*)://([^/?#]*)/?", Pattern.DOTALL);
  private static final Pattern PLACE =
      Pattern.compile("(?:([A-Za-z0-9_]([A-Za-z0-9._-]{0,252}))|\\[([0-9A-Fa-f:.]+)]):(\\d{1,5})");
  private static final int MOST_PORT = 65535;

  /**
   * Reads a URL as somebody typed it.
   *
   * @throws IllegalArgumentException if it is none; the message says what was expected, without the
   *     text, which may hold a password
   */
  public static ProxyUrl parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException("expected 'none' or a URL such as '" + EXAMPLE + "'");
    }
    switch (form.group(1).toLowerCase(Locale.ROOT)) {
      case "http" -> {}
      case "https" ->
          throw new IllegalArgumentException(
              "expected 'http://': the gateway does not speak TLS with the proxy itself; TLS with"
                  + " the partner goes through the proxy unopened");
      default ->
          throw new IllegalArgumentException(
              "expected 'http://': the gateway uses HTTP proxies that allow CONNECT, not SOCKS");
    }
    if (form.group(2).indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          "expected a URL without user and password: write them to the login file");
    }
    Matcher place = PLACE.matcher(form.group(2));
    int port = place.matches() ? Integer.parseInt(place.group(4)) : 0;
    if (port < 1 || port > MOST_PORT) {
      throw new IllegalArgumentException(
          "expected host and port (1 to 65535), as in '" + EXAMPLE + "'");
    }
    String host = place.group(1) == null ? place.group(3) : place.group(1);
    if (place.group(3) != null && AddressRange.parse(host).isEmpty()) {
      throw new IllegalArgumentException("expected an IPv6 address in brackets");
    }
    return new ProxyUrl(host.toLowerCase(Locale.ROOT), port);
  }

  /** Host and port, for people. */
  public String address() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** The spelling of settings. */
  @Override
  public String toString() {
    return "http://" + address();
  }
}
