package org.as2gateway.transport.as2.send;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;

/**
 * The name of a TLS server that the JDK itself can neither announce nor check: one with an
 * underscore, or with the dot of the root at its end. Everything else is left to the JDK.
 */
public final class ServerName {
  private static final int DNS_NAME = 2; // GeneralName of RFC 5280 §4.2.1.6

  private ServerName() {}

  /**
   * Prepares a connection: the dot of the root is not announced (RFC 6066 §3), and the JDK is kept
   * from checking it, so that {@link #check} must.
   */
  public static SSLParameters prepared(SSLParameters parameters, String host) {
    if (isOurs(host)) {
      parameters.setServerNames(announced(host));
      parameters.setEndpointIdentificationAlgorithm("");
    } else {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    return parameters;
  }

  /**
   * Checks the server's certificate against the name, where the JDK has not.
   *
   * @throws CertificateException if it is for other names
   */
  public static void check(String host, X509Certificate certificate) throws CertificateException {
    if (!isOurs(host)) {
      return;
    }
    String name = withoutRootDot(host);
    List<String> names = names(certificate);
    if (names.stream().noneMatch(pattern -> matches(pattern, name))) {
      throw new CertificateException(
          "the certificate is for " + names + ", expected one for '" + name + "'");
    }
  }

  /** Whether the JDK refuses the name, so that we announce and check it. */
  public static boolean isOurs(String host) {
    if (host.startsWith("[") || host.indexOf(':') >= 0) {
      return false;
    }
    try {
      return !new SNIHostName(host).getAsciiName().equalsIgnoreCase(host);
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  /** None for a name with an underscore: a server on the JDK answers it with an alert. */
  private static List<SNIServerName> announced(String host) {
    try {
      return List.of(new SNIHostName(withoutRootDot(host)));
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  private static String withoutRootDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  /** The DNS names alone: a common name is no host name (RFC 9525 §2). */
  private static List<String> names(X509Certificate certificate) throws CertificateException {
    Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
    return alternatives == null
        ? List.of()
        : alternatives.stream()
            .filter(entry -> Objects.equals(entry.get(0), DNS_NAME))
            .map(entry -> String.valueOf(entry.get(1)))
            .toList();
  }

  /**
   * A star stands for one whole label, the first, and never for a name of two labels (RFC 9525).
   */
  private static boolean matches(String pattern, String name) {
    String wanted = withoutRootDot(pattern).toLowerCase(Locale.ROOT);
    String given = name.toLowerCase(Locale.ROOT);
    if (!wanted.startsWith("*.")) {
      return wanted.equals(given);
    }
    int dot = given.indexOf('.');
    return dot > 0
        && given.indexOf('.', dot + 1) > 0
        && wanted.substring(1).equals(given.substring(dot));
  }
}
