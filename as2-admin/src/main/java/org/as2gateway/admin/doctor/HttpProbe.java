package org.as2gateway.admin.doctor;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import org.as2gateway.as2.address.AddressPolicy;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.as2gateway.transport.as2.send.ServerName;
import org.as2gateway.transport.proxy.ProxyRoute;

/**
 * Asks whether an HTTP server answers at an address, by a GET without content. Only for addresses
 * that {@link AddressProbe} has found trustworthy with the same certificates.
 */
public final class HttpProbe {
  private static final String HTTP = "HTTP";
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;
  private static final int SERVER_ERROR = 500;

  private final Duration timeout;
  private final List<X509Certificate> extraTrust;

  /** A probe; see {@link AddressProbe#AddressProbe}. */
  public HttpProbe(Duration timeout, List<X509Certificate> extraTrust) {
    this.timeout = timeout;
    this.extraTrust = List.copyOf(extraTrust);
  }

  /** What answers there, through a proxy if there is one. */
  public Finding probe(URI url, Optional<ProxyRoute> proxy) {
    return proxy.isPresent()
        ? new TunnelledGet(timeout, extraTrust)
            .status(HttpUrl.of(url), proxy.get(), HttpProbe::answer)
        : probe(url);
  }

  /** What answers there, without a proxy. */
  public Finding probe(URI url) {
    try {
      AddressPolicy.resolve(url.getHost());
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout((int) timeout.toMillis());
      connection.setReadTimeout((int) timeout.toMillis());
      if (connection instanceof HttpsURLConnection secure) {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
            null, new TrustManager[] {RecordingTrust.with(extraTrust)}, new SecureRandom());
        secure.setSSLSocketFactory(context.getSocketFactory());
        if (ServerName.isOurs(connection.getURL().getHost())) {
          secure.setHostnameVerifier(HttpProbe::isNamed);
        }
      }
      int status = connection.getResponseCode();
      connection.disconnect();
      return status < 0
          ? Finding.failed(HTTP, "the server does not speak HTTP: check the port")
          : answer(status);
    } catch (SocketTimeoutException e) {
      return Finding.failed(HTTP, "connected, but the server did not respond in time");
    } catch (IOException | IllegalArgumentException e) {
      return Finding.failed(HTTP, "no response to a request: " + e.getMessage());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  /** Asked only where the JDK itself cannot check the name. */
  private static boolean isNamed(String host, SSLSession session) {
    try {
      ServerName.check(host, (X509Certificate) session.getPeerCertificates()[0]);
      return true;
    } catch (CertificateException | SSLPeerUnverifiedException e) {
      return false; // the connection fails, and is told so
    }
  }

  private static Finding answer(int status) {
    if (status >= SERVER_ERROR) {
      return Finding.warning(
          HTTP, "returned status " + status + ": the server is reachable but reports an error");
    }
    if (status >= 300 && status < 400) {
      return Finding.warning(
          HTTP,
          "returned status "
              + status
              + ", a redirect, which AS2 does not follow: check the"
              + " URL");
    }
    if (status == NOT_FOUND || status == GONE) {
      return Finding.warning(
          HTTP,
          "returned status "
              + status
              + ": the server is reachable, but nothing is at this path:"
              + " check the URL");
    }
    return Finding.good(HTTP, "returned status " + status + " for a GET request (AS2 uses POST)");
  }
}
