package org.as2gateway.transport.pdx;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.transport.pdx.PdxFailure.Kind;
import org.as2gateway.transport.proxy.ConnectionPhase;
import org.as2gateway.transport.proxy.ProxyException;
import org.as2gateway.transport.proxy.ProxyRoute;

/** Says in plain words what an exception of the HTTP client means. */
final class PdxFaults {
  private final String host;
  private final boolean isSecure;

  /** Of calls to that site, by that proxy if there is one. */
  PdxFaults(PdxSite site, Optional<ProxyRoute> proxy) {
    this.host = site.host() + proxy.map(by -> "' through the proxy '" + by.address()).orElse("");
    this.isSecure = "https".equals(site.base().getScheme());
  }

  /**
   * The failure.
   *
   * @param phase how far the request had come
   */
  PdxFailure of(Throwable thrown, ConnectionPhase phase) {
    return find(thrown, PdxFailure.class)
        .orElseGet(() -> translated(thrown, phase).causedBy(thrown));
  }

  private PdxFailure translated(Throwable thrown, ConnectionPhase phase) {
    Optional<ProxyException> proxy = ProxyException.in(thrown);
    if (proxy.isPresent()) {
      return new PdxFailure(
          Kind.PROXY_FAILED, proxy.get().reason(), String.valueOf(proxy.get().getMessage()));
    }
    if (has(thrown, UnknownHostException.class) || has(thrown, UnresolvedAddressException.class)) {
      return unreachable(
          Reason.HOST_UNKNOWN, "the host name of '%s' was not found".formatted(host));
    }
    boolean isCertificate = has(thrown, CertificateException.class);
    if (isCertificate || (has(thrown, SSLException.class) && phase != ConnectionPhase.SENDING)) {
      return tls(thrown);
    }
    if (phase == ConnectionPhase.CONNECTING && isNotConnected(thrown)) {
      return unreachable(
          Reason.CONNECTION_FAILED,
          "could not connect to '%s': %s".formatted(host, detail(thrown)));
    }
    if (has(thrown, TimeoutException.class)) {
      return timeout(phase);
    }
    if (phase != ConnectionPhase.SENDING && isSecure) {
      return new PdxFailure(
          Kind.TLS_REFUSED,
          Reason.TLS_FAILED,
          "'%s' closed the connection during the TLS handshake".formatted(host));
    }
    return broken(
        Reason.CONNECTION_LOST, "'%s' closed the connection before its answer was complete");
  }

  private static boolean isNotConnected(Throwable thrown) {
    return has(thrown, ConnectException.class)
        || has(thrown, NoRouteToHostException.class)
        || has(thrown, SocketTimeoutException.class);
  }

  private PdxFailure timeout(ConnectionPhase phase) {
    return switch (phase) {
      case CONNECTING ->
          unreachable(
              Reason.CONNECTION_TIMEOUT, "could not connect to '%s' in time".formatted(host));
      case SECURING -> tls(Reason.TLS_FAILED, "'%s' did not complete the TLS handshake in time");
      case SENDING -> broken(Reason.CONNECTION_STALLED, "'%s' stalled: no data moved in time");
    };
  }

  private PdxFailure tls(Throwable thrown) {
    String detail = find(thrown, CertificateException.class).map(PdxFaults::message).orElse("");
    if (has(thrown, CertificateExpiredException.class)) {
      return tls(Reason.TLS_CERTIFICATE_EXPIRED, "the TLS certificate of '%s' has expired");
    }
    if (detail.contains("subject alternative") || detail.contains("No name matching")) {
      return tls(
          Reason.TLS_CERTIFICATE_OF_OTHER_HOST,
          "the TLS certificate of '%s' is for another host name");
    }
    if (has(thrown, CertificateException.class)) {
      return tls(
          Reason.TLS_CERTIFICATE_NOT_TRUSTED,
          "the TLS certificate of '%s' is not trusted: no known CA issued it");
    }
    return new PdxFailure(
        Kind.TLS_REFUSED,
        Reason.TLS_FAILED,
        "TLS with '%s' failed: %s".formatted(host, detail(thrown)));
  }

  private PdxFailure tls(Reason reason, String text) {
    return new PdxFailure(Kind.TLS_REFUSED, reason, text.formatted(host));
  }

  private PdxFailure unreachable(Reason reason, String text) {
    return new PdxFailure(Kind.HOST_UNREACHABLE, reason, text);
  }

  private PdxFailure broken(Reason reason, String text) {
    return new PdxFailure(Kind.CONNECTION_BROKEN, reason, text.formatted(host));
  }

  private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
    return find(thrown, type).isPresent();
  }

  private static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
    Throwable current = thrown;
    for (int depth = 0; current != null && depth < 10; depth++) {
      if (type.isInstance(current)) {
        return Optional.of(type.cast(current));
      }
      current = current.getCause();
    }
    return Optional.empty();
  }

  private static String detail(Throwable thrown) {
    return PartnerText.clean(message(thrown));
  }

  private static String message(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : message;
  }
}
