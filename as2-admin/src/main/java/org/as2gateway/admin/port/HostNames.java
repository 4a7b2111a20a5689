package org.as2gateway.admin.port;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.as2gateway.config.GatewayConfig.Listener;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * The names that the admin port goes by. A site whose name was made to lead to this machine (DNS
 * rebinding) has its scripts send requests here under its own name: those are refused. Accepted are
 * loopback names and addresses, the address that the port is bound to or that the connection came
 * in on, the names in its TLS certificate and those of {@code admin.names}.
 */
final class HostNames {
  private static final Pattern PORT = Pattern.compile(":\\d{0,5}$");
  private static final Pattern V4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern V6 = Pattern.compile("[0-9a-f:.]*:[0-9a-f:.]*");
  private static final String LOCALHOST = "localhost";

  private final Listener listener;
  private final SslContextFactory.@Nullable Server tls;

  HostNames(Listener listener, SslContextFactory.@Nullable Server tls) {
    this.listener = listener;
    this.tls = tls;
  }

  /**
   * Refuses a request to another name, in the Host field or in the target.
   *
   * @throws ProblemException with status 421
   */
  void require(Context context) {
    String field = context.header("Host");
    String target = context.req().getServerName();
    String local = context.req().getLocalAddr();
    if ((field != null && !isOurs(field, local)) || (target != null && !isOurs(target, local))) {
      throw new ProblemException(
          421,
          "this port does not accept the host name '"
              + Text.cut(field == null ? target : field)
              + "'; to allow it, add the name to 'admin.names' in gateway.yaml");
    }
  }

  /**
   * Whether pages of that origin are ours by {@code admin.names}: on the name's HTTPS port, as a
   * proxy has it, or without TLS where this port has none.
   */
  boolean isNamedOrigin(String origin) {
    return HttpUrl.find(origin)
        .filter(url -> url.isSecure() || tls == null)
        .filter(url -> listener.names().contains(bare(url.host())))
        .isPresent();
  }

  /** Whether it is a name or address of this port, on a connection to that local address. */
  boolean isOurs(String host, String local) {
    String name = bare(host);
    return name.equals(LOCALHOST)
        || name.endsWith("." + LOCALHOST)
        || name.equals(listener.host().toLowerCase(Locale.ROOT))
        || listener.names().contains(name)
        || isOurAddress(name, local)
        || isCertified(name);
  }

  /** Without port, brackets and the dot at the end. */
  private static String bare(String host) {
    String lower = host.strip().toLowerCase(Locale.ROOT);
    boolean isBareV6 = !lower.startsWith("[") && V6.matcher(lower).matches();
    String name = isBareV6 && lower.indexOf(':') != lower.lastIndexOf(':') ? lower : noPort(lower);
    if (name.startsWith("[") && name.endsWith("]")) {
      return name.substring(1, name.length() - 1);
    }
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static String noPort(String host) {
    return PORT.matcher(host).replaceFirst("");
  }

  /** No name leads to an address that is written as one. */
  private boolean isOurAddress(String name, String local) {
    if (!V4.matcher(name).matches() && !V6.matcher(name).matches()) {
      return false;
    }
    try {
      InetAddress address = InetAddress.getByName(name); // a literal: no look-up
      return address.isLoopbackAddress()
          || listener.isWildcard()
          || isSame(address, listener.host())
          || isSame(address, local);
    } catch (UnknownHostException e) {
      return false; // only looks like an address
    }
  }

  private static boolean isSame(InetAddress address, String host) throws UnknownHostException {
    boolean isLiteral = V4.matcher(host).matches() || host.contains(":");
    return isLiteral && InetAddress.getByName(host).equals(address);
  }

  private boolean isCertified(String name) {
    return tls != null
        && tls.getAliases().stream()
            .map(tls::getX509)
            .anyMatch(certificate -> certificate != null && certificate.matches(name));
  }
}
