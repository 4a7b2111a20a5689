package org.as2gateway.registry.partnerships;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** The host of a URL: a name that a name server takes, or an address. */
final class HostName {
  private static final Pattern LABELS =
      Pattern.compile("[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*\\.?");
  private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?\\d+\\.?");
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9._~-]{1,64}");
  private static final String AMBIGUOUS = "\u00df\u1e9e\u03c2\u200c\u200d"; // IDNA 2003 and 2008
  private static final int LONGEST = 253;

  private HostName() {}

  /**
   * The host as it is dialled.
   *
   * @throws IllegalArgumentException if it cannot be
   */
  static String parse(String text) {
    if (text.isEmpty()) {
      throw HttpUrl.refused("it has no host name");
    }
    if (text.startsWith("[")) {
      return ipv6(text);
    }
    if (text.indexOf(':') >= 0) {
      throw HttpUrl.refused(
          "the text after ':' is not a port; an IPv6 address needs brackets, as in 'http://[::1]/'");
    }
    String ascii = ascii(text);
    if (!LABELS.matcher(ascii).matches() || ascii.length() > LONGEST) {
      throw HttpUrl.refused(
          "the host name must be of letters, digits, '-' and '_' with single dots between, 63"
              + " characters between two dots and "
              + LONGEST
              + " in all at most");
    }
    if (ENDS_IN_NUMBER.matcher(ascii).matches() && !IPV4.matcher(ascii).matches()) {
      throw HttpUrl.refused("an IPv4 address has four numbers from 0 to 255");
    }
    return ascii;
  }

  private static String ascii(String name) {
    if (name.chars().allMatch(c -> c < 0x80)) {
      return name;
    }
    if (name.chars().anyMatch(c -> AMBIGUOUS.indexOf(c) >= 0)) {
      throw HttpUrl.refused(
          "the host name has a letter that old and new name servers read differently, write its"
              + " 'xn--' form");
    }
    try {
      return IDN.toASCII(name);
    } catch (IllegalArgumentException e) {
      throw HttpUrl.refused("the host name cannot be written in its 'xn--' form");
    }
  }

  /** In brackets; a zone (RFC 6874) may be written {@code %25eth0} or {@code %eth0}. */
  private static String ipv6(String text) {
    String inside = text.endsWith("]") ? text.substring(1, text.length() - 1) : "";
    int percent = inside.indexOf('%');
    String address = percent < 0 ? inside : inside.substring(0, percent);
    String zone = percent < 0 ? "" : inside.substring(percent + 1);
    zone = zone.startsWith("25") && zone.length() > 2 ? zone.substring(2) : zone;
    boolean isZone = percent < 0 || ZONE.matcher(zone).matches();
    if (!IPV6.matcher(address).matches() || !isZone || !isLiteral(address)) {
      throw HttpUrl.refused("the text in brackets is not an IPv6 address");
    }
    return "[" + address + (percent < 0 ? "" : "%" + zone) + "]";
  }

  private static boolean isLiteral(String address) {
    try {
      return !InetAddress.getByName(address).getHostAddress().isEmpty(); // a literal: no look-up
    } catch (UnknownHostException e) {
      return false; // told by the caller
    }
  }
}
