package org.as2gateway.admin.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * Looks at one address from name to certificate: DNS, TCP, TLS 1.2, TLS 1.3, chain, expiry.
 * Certificates and host names are always checked; nothing is sent but handshakes.
 */
public final class AddressProbe {
  private static final String DNS = "DNS";
  private static final String TCP = "TCP";
  private static final String CHAIN = "chain";

  private final Duration timeout;
  private final List<X509Certificate> extraTrust;
  private final Map<String, String> environment;
  private final Clock clock;

  /**
   * A probe.
   *
   * @param timeout limit for each connection
   * @param extraTrust certificates trusted besides the JDK's roots
   * @param environment tells of proxies, which the gateway does not use
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

  /** Everything about the address, up to what cannot be reached. */
  public Section probe(URI url) {
    List<Finding> findings = new ArrayList<>();
    String host = url.getHost();
    if (host == null) {
      return new Section(
          url.toString(),
          List.of(Finding.failed("URL", "has no host name, expected https://HOST/…")));
    }
    String bareHost = host.replaceAll("[\\[\\]]", "");
    List<InetAddress> addresses = resolve(bareHost, findings);
    Optional<InetAddress> reached = connect(addresses, port(url), findings);
    if (reached.isPresent()) {
      if ("https".equalsIgnoreCase(url.getScheme())) {
        InetSocketAddress address = new InetSocketAddress(reached.get(), port(url));
        handshakes(address, bareHost, findings);
      } else {
        findings.add(
            Finding.warning(
                "TLS", "the address is plain HTTP: the payload is only as safe as its encryption"));
      }
    }
    return new Section(url.toString(), findings);
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
  }

  private static List<InetAddress> resolve(String host, List<Finding> findings) {
    try {
      List<InetAddress> addresses = Arrays.asList(InetAddress.getAllByName(host));
      findings.add(
          Finding.good(
              DNS,
              addresses.stream()
                  .map(InetAddress::getHostAddress)
                  .collect(Collectors.joining(", "))));
      return addresses;
    } catch (UnknownHostException e) {
      findings.add(
          Finding.failed(
              DNS,
              "no address is known for '"
                  + host
                  + "': check the name and this machine's name server"));
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
        ? " (this machine has a proxy set; the gateway connects directly, open the way for it)"
        : "";
  }

  private void handshakes(InetSocketAddress address, String host, List<Finding> findings) {
    RecordingTrust trust = null;
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      RecordingTrust seen = RecordingTrust.with(extraTrust);
      Optional<String> failure = handshake(address, host, version, seen);
      String label = "TLS " + version.substring("TLSv".length());
      if (!seen.chain().isEmpty()) {
        findings.add(Finding.good(label, "accepted"));
        trust = seen;
      } else if (version.equals("TLSv1.3")) {
        findings.add(
            Finding.note(label, "not accepted (" + failure.orElse("no certificate") + ")"));
      } else {
        findings.add(
            Finding.warning(label, "not accepted (" + failure.orElse("no certificate") + ")"));
      }
    }
    if (trust == null) {
      findings.add(
          Finding.failed("TLS", "neither 1.2 nor 1.3 is accepted; the gateway speaks no other"));
      return;
    }
    addChain(trust, findings);
  }

  private Optional<String> handshake(
      InetSocketAddress address, String host, String version, RecordingTrust trust) {
    try (Socket plain = new Socket()) {
      plain.connect(address, (int) timeout.toMillis());
      plain.setSoTimeout((int) timeout.toMillis());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, new SecureRandom());
      try (SSLSocket socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(plain, host, address.getPort(), true)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {version});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return Optional.empty();
      }
    } catch (IOException e) {
      return Optional.of(reason(e));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  private void addChain(RecordingTrust trust, List<Finding> findings) {
    X509Certificate leaf = trust.chain().get(0);
    Optional<String> objection = trust.objection();
    findings.add(
        objection.isEmpty()
            ? Finding.good(
                CHAIN,
                "trusted, host name matches; issued by " + leaf.getIssuerX500Principal().getName())
            : Finding.failed(
                CHAIN,
                objection.get()
                    + "; issued by "
                    + leaf.getIssuerX500Principal().getName()
                    + ": if that is right, put its CA under certs/ and name it in gw.tls_trust"));
    findings.add(Expiry.of("certificate", leaf, clock.instant()));
  }

  private static String reason(IOException e) {
    if (e instanceof SocketTimeoutException) {
      return "no answer in time";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
