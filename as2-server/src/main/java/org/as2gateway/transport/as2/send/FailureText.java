package org.as2gateway.transport.as2.send;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.as2gateway.as2.address.RefusedAddressException;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.as2gateway.transport.proxy.ConnectionPhase;
import org.as2gateway.transport.proxy.ProxyException;
import org.as2gateway.transport.proxy.ProxyRoute;

/** Says in plain words what an exception of the HTTP client means. */
final class FailureText {
  private static final int MAX_DETAIL = 200;

  private final String partner;
  private final boolean isSecure;

  /**
   * Speaks of one partner.
   *
   * @param partner host and port
   */
  FailureText(String partner, boolean isSecure) {
    this.partner = partner;
    this.isSecure = isSecure;
  }

  /** Speaks of the server of a URL, and of the proxy on the way to it. */
  static FailureText of(HttpUrl url, Optional<ProxyRoute> proxy) {
    String way = proxy.map(by -> "' through the proxy '" + by.address()).orElse("");
    return new FailureText(url.host() + ":" + url.port() + way, url.isSecure());
  }

  /**
   * The failure.
   *
   * @param phase how far the request had come
   */
  HttpFailure of(Throwable thrown, ConnectionPhase phase) {
    Optional<HttpFailure> known = find(thrown, HttpFailure.class).or(() -> ofProxy(thrown));
    if (known.isPresent()) {
      return known.get();
    }
    if (find(thrown, UnknownHostException.class).isPresent()
        || find(thrown, UnresolvedAddressException.class).isPresent()) {
      return failure(
          Reason.HOST_UNKNOWN, "the host name of '%s' was not found: check the URL", thrown);
    }
    if (find(thrown, CertificateException.class).isPresent()) {
      return tls(thrown);
    }
    if (find(thrown, SSLException.class).isPresent()) {
      return phase == ConnectionPhase.SENDING ? broken(thrown) : tls(thrown);
    }
    if (find(thrown, TimeoutException.class).isPresent()
        || (phase == ConnectionPhase.CONNECTING
            && find(thrown, SocketTimeoutException.class).isPresent())) {
      return timeout(phase, thrown);
    }
    if (phase == ConnectionPhase.CONNECTING && isNotConnected(thrown)) {
      return failure(
          find(thrown, RefusedAddressException.class).isPresent()
              ? Reason.ADDRESS_NOT_ALLOWED
              : Reason.CONNECTION_FAILED,
          "could not connect to '%s': " + detail(thrown, ConnectException.class),
          thrown);
    }
    if (find(thrown, UnreadableAnswerException.class).isPresent()) {
      String detail = detail(thrown, UnreadableAnswerException.class);
      return failure(
          Reason.HTTP_UNREADABLE,
          "'%s' responded with something that is not valid HTTP: " + detail,
          thrown);
    }
    return closed(phase, thrown);
  }

  private static Optional<HttpFailure> ofProxy(Throwable thrown) {
    return ProxyException.in(thrown)
        .map(e -> new HttpFailure(e.reason(), String.valueOf(e.getMessage()), thrown));
  }

  private static boolean isNotConnected(Throwable thrown) {
    return find(thrown, ConnectException.class).isPresent()
        || find(thrown, NoRouteToHostException.class).isPresent();
  }

  private HttpFailure closed(ConnectionPhase phase, Throwable thrown) {
    if (phase == ConnectionPhase.SENDING) {
      return failure(
          Reason.CONNECTION_LOST,
          "'%s' closed the connection before its response was complete",
          thrown);
    }
    return isSecure
        ? failure(Reason.TLS_FAILED, "'%s' closed the connection during the TLS handshake", thrown)
        : failure(Reason.CONNECTION_FAILED, "'%s' closed the connection immediately", thrown);
  }

  /** A stall. */
  HttpFailure timeout(ConnectionPhase phase, Throwable thrown) {
    return switch (phase) {
      case CONNECTING ->
          failure(
              Reason.CONNECTION_TIMEOUT,
              "could not connect to '%s' within the connect timeout",
              thrown);
      case SECURING ->
          failure(
              Reason.TLS_FAILED,
              "'%s' did not complete the TLS handshake within the connect timeout",
              thrown);
      case SENDING ->
          failure(
              Reason.CONNECTION_STALLED,
              "'%s' stalled: no data moved within gw.read_timeout",
              thrown);
    };
  }

  /** Part of the request is out: what became of it is not known. */
  private HttpFailure broken(Throwable thrown) {
    return failure(
        Reason.CONNECTION_LOST,
        "the TLS connection with '%s' broke: " + detail(thrown, SSLException.class),
        thrown);
  }

  private HttpFailure tls(Throwable thrown) {
    if (find(thrown, CertificateExpiredException.class).isPresent()) {
      return failure(
          Reason.TLS_CERTIFICATE_EXPIRED, "the TLS certificate of '%s' has expired", thrown);
    }
    if (find(thrown, CertificateNotYetValidException.class).isPresent()) {
      return failure(
          Reason.TLS_CERTIFICATE_NOT_VALID_YET,
          "the TLS certificate of '%s' is not valid yet",
          thrown);
    }
    String detail =
        find(thrown, CertificateException.class).isPresent()
            ? detail(thrown, CertificateException.class)
            : detail(thrown, SSLException.class);
    if (detail.contains("PKIX path")) {
      return failure(
          Reason.TLS_CERTIFICATE_NOT_TRUSTED,
          "the TLS certificate of '%s' is not trusted: no known CA issued it;"
              + " if it is the right certificate, pin it with gw.tls_trust",
          thrown);
    }
    if (detail.contains("subject alternative") || detail.contains("No name matching")) {
      return failure(
          Reason.TLS_CERTIFICATE_OF_OTHER_HOST,
          "the TLS certificate of '%s' is for another host name",
          thrown);
    }
    return failure(Reason.TLS_FAILED, "TLS with '%s' failed: " + detail, thrown);
  }

  private HttpFailure failure(Reason reason, String text, Throwable cause) {
    return new HttpFailure(reason, text.replace("%s", partner), cause);
  }

  private static <T> Optional<T> find(Throwable thrown, Class<T> type) {
    Throwable current = thrown;
    for (int depth = 0; current != null && depth < 10; depth++) {
      if (type.isInstance(current)) {
        return Optional.of(type.cast(current));
      }
      current = current.getCause();
    }
    return Optional.empty();
  }

  /** The library's own words, on one line and cut: part of them may come from the partner. */
  private static String detail(Throwable thrown, Class<? extends Throwable> type) {
    String text = find(thrown, type).map(Throwable::getMessage).orElse("no further detail");
    return PartnerText.clean(text, MAX_DETAIL);
  }
}
