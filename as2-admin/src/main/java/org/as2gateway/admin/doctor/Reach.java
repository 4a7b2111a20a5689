package org.as2gateway.admin.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.as2.address.AddressPolicy;
import org.as2gateway.as2.address.RefusedAddressException;
import org.as2gateway.transport.proxy.ProxyRoute;
import org.as2gateway.transport.proxy.Tunnel;

/** Looks a host up and connects to it, as the gateway would: DNS and TCP. */
final class Reach {
  private static final String DNS = "DNS";
  private static final String TCP = "TCP";
  private static final String PROXY = "proxy";

  private final Duration timeout;
  private final Map<String, String> environment;
  private final Optional<ProxyRoute> proxy;

  /**
   * Connects directly, or through a proxy if there is one; otherwise see {@link
   * AddressProbe#AddressProbe}.
   */
  Reach(Duration timeout, Map<String, String> environment, Optional<ProxyRoute> proxy) {
    this.timeout = timeout;
    this.environment = Map.copyOf(environment);
    this.proxy = proxy;
  }

  /**
   * Adds what was found.
   *
   * @param host without brackets
   * @return opens further connections to what answers; empty if nothing does
   */
  Optional<TlsProbe.Opener> reach(String host, int port, List<Finding> findings) {
    if (proxy.isPresent()) {
      return through(proxy.get(), host, port, findings);
    }
    return connect(resolve(host, findings), port, findings)
        .map(at -> new InetSocketAddress(at, port))
        .map(address -> () -> open(address, timeout));
  }

  /** A connection, which the caller closes. */
  static Socket open(InetSocketAddress address, Duration timeout) throws IOException {
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
      ProxyRoute by, String host, int port, List<Finding> findings) {
    TlsProbe.Opener opener = () -> new Tunnel(by, host, port, timeout).socket();
    try {
      opener.open().close();
    } catch (IOException e) {
      findings.add(Finding.failed(PROXY, String.valueOf(e.getMessage())));
      return Optional.empty();
    }
    findings.add(Finding.good(PROXY, by.address() + " connects to " + host + " port " + port));
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
