package org.as2gateway.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Judges the address a listener binds to, without asking any name server. */
final class BindHost {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?(\\.[A-Za-z0-9_-]+)*\\.?");
  private static final Pattern V4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%\\w+)?");

  private BindHost() {}

  /**
   * The address without the brackets of IPv6.
   *
   * @throws IllegalArgumentException if it is neither an address nor a name
   */
  static String parse(String text) {
    boolean hasBrackets = text.startsWith("[") && text.endsWith("]");
    String host = hasBrackets ? text.substring(1, text.length() - 1) : text;
    boolean looksNumeric = host.matches("[0-9.]+");
    boolean isGood =
        host.contains(":")
            ? V6.matcher(host).matches() && isLiteral(host)
            : !hasBrackets && (looksNumeric ? V4 : NAME).matcher(host).matches();
    if (!isGood) {
      throw new IllegalArgumentException("expected an address such as '127.0.0.1' or a host name");
    }
    return host;
  }

  /** Whether only this machine reaches it. A name other than localhost is taken to be reachable. */
  static boolean isLoopback(String host) {
    if (host.toLowerCase(Locale.ROOT).equals("localhost")) {
      return true;
    }
    return (V4.matcher(host).matches() || host.contains(":")) && address(host).isLoopbackAddress();
  }

  /** Whether it stands for every address of the machine. */
  static boolean isWildcard(String host) {
    return (V4.matcher(host).matches() || host.contains(":")) && address(host).isAnyLocalAddress();
  }

  private static boolean isLiteral(String host) {
    try {
      return !address(host).getHostAddress().isEmpty();
    } catch (IllegalArgumentException e) {
      return false; // an expected input, told to the operator by the caller
    }
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal); // a literal: no look-up
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address: '" + literal + "'", e);
    }
  }
}
