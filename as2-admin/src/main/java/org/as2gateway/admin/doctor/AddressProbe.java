package org.as2gateway.admin.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.as2.address.AddressPolicy;
import org.as2gateway.as2.address.RefusedAddressException;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.as2gateway.transport.proxy.ProxyRoute;
import org.as2gateway.transport.proxy.Tunnel;

/**
 * Looks at one address from name to certificate: DNS, TCP, TLS 1.2, TLS 1.3, chain, expiry.
 * Certificates and host names are always checked; nothing is sent but handshakes.
 */
public final class AddressProbe {
  private static final String DNS = "DNS";
  private static final String TCP = "TCP";
  private static final String PROXY = "proxy";

  private final Duration timeout;
  private final List<X509Certificate> extraTrust;
  private final Map<String, String> environment;
  private final Clock clock;

  /**
   * A probe.
   *
   * @param timeout limit for each connection
   * @param extraTrust certificates trusted besides the JDK's roots
   * @param environment tells of proxies, whose variables the gateway does not use
   */
  public AddressProbe(
      Duration timeout,
      List<X509Certificate> extraTrust,
      Map<String, String> environment,
      Clock clock) {
    this.timeout = timeout;
    this.extraTrust = List.copyOf(extraTrust);
    this.environment = Map.copyOf(environment);
    this.clock = clock;
  }

  /** Everything about the address, up to what cannot be reached, without a proxy. */
  public Section probe(URI url) {
    return probe(url, Optional.empty());
  }

  /** The same, through a proxy if there is one. */
  public Section probe(URI url, Optional<ProxyRoute> proxy) {
    List<Finding> findings = new ArrayList<>();
    HttpUrl place;
    try {
      place = HttpUrl.of(url);
    } catch (IllegalArgumentException e) {
      return new Section(
          url.toString(), List.of(Finding.failed("URL", String.valueOf(e.getMessage()))));
    }
    Optional<TlsProbe.Opener> reached =
        proxy.isPresent() ? through(proxy.get(), place, findings) : directly(place, findings);
    if (reached.isPresent()) {
      if (place.isSecure()) {
        Section tls =
            new TlsProbe(timeout, extraTrust, clock)
                .probe(reached.get(), place.bareHost(), place.port());
        findings.addAll(tls.findings());
        return new Section(url.toString(), findings, tls.untrusted());
      } else {
        findings.add(
            Finding.warning(
                "TLS", "the URL uses plain HTTP: only message encryption protects the payload"));
      }
    }
    return new Section(url.toString(), findings);
  }

  private Optional<TlsProbe.Opener> directly(HttpUrl place, List<Finding> findings) {
    List<InetAddress> addresses = resolve(place.bareHost(), findings);
    return connect(addresses, place.port(), findings)
        .map(at -> new InetSocketAddress(at, place.port()))
        .map(address -> () -> open(address));
  }

  private Socket open(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(address, (int) timeout.toMillis());
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** The proxy looks the name up. */
  private Optional<TlsProbe.Opener> through(
      ProxyRoute proxy, HttpUrl place, List<Finding> findings) {
    TlsProbe.Opener opener = () -> new Tunnel(proxy, place.host(), place.port(), timeout).socket();
    try {
      opener.open().close();
    } catch (IOException e) {
      findings.add(Finding.failed(PROXY, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
    findings.add(
        Finding.good(
            PROXY, proxy.address() + " connects to " + place.bareHost() + " port " + place.port()));
    return Optional.of(opener);
  }

  private static List<InetAddress> resolve(String host, List<Finding> findings) {
    try {
      List<InetAddress> addresses = AddressPolicy.resolve(host);
      findings.add(
          Finding.good(
              DNS,
              addresses.stream()
                  .map(InetAddress::getHostAddress)
                  .collect(Collectors.joining(", "))));
      return addresses;
    } catch (RefusedAddressException e) {
      findings.add(Finding.failed(DNS, String.valueOf(e.getMessage())));
      return List.of();
    } catch (UnknownHostException e) {
      findings.add(
          Finding.failed(
              DNS,
              "no address found for '" + host + "': check the host name and this machine's DNS"));
      return List.of();
    }
  }

  private Optional<InetAddress> connect(
      List<InetAddress> addresses, int port, List<Finding> findings) {
    List<String> failures = new ArrayList<>();
    for (InetAddress address : addresses) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(address, port), (int) timeout.toMillis());
        findings.add(
            Finding.good(TCP, "connected to " + address.getHostAddress() + " port " + port));
        return Optional.of(address);
      } catch (IOException e) {
        failures.add(address.getHostAddress() + " port " + port + ": " + reason(e));
      }
    }
    if (!addresses.isEmpty()) {
      findings.add(Finding.failed(TCP, String.join("; ", failures) + proxyHint()));
    }
    return Optional.empty();
  }

  private String proxyHint() {
    boolean hasProxy =
        environment.keySet().stream().anyMatch(name -> name.equalsIgnoreCase("https_proxy"));
    return hasProxy
        ? " (the variable https_proxy of this machine does not count: the gateway connects"
            + " directly; open the firewall for it, or set 'proxy' in gateway.yaml)"
        : "";
  }

  /** Why there is no connection, for people, with what to do. */
  private static String reason(IOException e) {
    if (e instanceof SocketTimeoutException) {
      return "no response in time: a firewall drops the connection, or the address is wrong; ask"
          + " the partner"
          + " whether this machine's address is allowed";
    }
    if (e instanceof NoRouteToHostException) {
      return "no route to the host: check this machine's network";
    }
    if (e instanceof ConnectException) {
      return "connection refused: no server listens there; check the port, and ask whether the"
          + " partner's server is running";
    }
    return String.valueOf(e.getMessage());
  }
}
