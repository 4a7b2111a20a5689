package org.as2gateway.admin.doctor;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.as2gateway.transport.proxy.ProxyRoute;

/**
 * Looks at one address from name to certificate: DNS, TCP, TLS 1.2, TLS 1.3, chain, expiry.
 * Certificates and host names are always checked; nothing is sent but handshakes.
 */
public final class AddressProbe {
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
        new Reach(timeout, environment, proxy).reach(place.bareHost(), place.port(), findings);
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
}
