package org.as2gateway.admin.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.as2gateway.as2.address.AddressPolicy;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.as2gateway.transport.as2.send.ServerName;
import org.as2gateway.transport.proxy.ProxyRoute;
import org.as2gateway.transport.proxy.Tunnel;

/**
 * Asks whether an HTTP server answers at an address, by a GET without content. Only for addresses
 * that {@link AddressProbe} has found trustworthy with the same certificates.
 */
public final class HttpProbe {
  private static final String HTTP = "HTTP";
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;
  private static final int SERVER_ERROR = 500;
  private static final int MOST_LINE = 1000; // characters
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}).*");

  private final Duration timeout;
  private final List<X509Certificate> extraTrust;

  /** A probe; see {@link AddressProbe#AddressProbe}. */
  public HttpProbe(Duration timeout, List<X509Certificate> extraTrust) {
    this.timeout = timeout;
    this.extraTrust = List.copyOf(extraTrust);
  }

  /** What answers there, without a proxy. */
  public Finding probe(URI url) {
    return probe(url, Optional.empty());
  }

  /** What answers there, through a proxy if there is one. */
  public Finding probe(URI url, Optional<ProxyRoute> proxy) {
    try {
      return ask(HttpUrl.of(url), proxy);
    } catch (SocketTimeoutException e) {
      return Finding.failed(HTTP, "connected, but the server did not respond in time");
    } catch (IOException | IllegalArgumentException e) {
      return Finding.failed(HTTP, "no response to a request: " + e.getMessage());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  private Finding ask(HttpUrl url, Optional<ProxyRoute> proxy)
      throws IOException, GeneralSecurityException {
    try (Socket connection = connect(url, proxy)) {
      connection.setSoTimeout((int) timeout.toMillis());
      try (Socket server = url.isSecure() ? secured(connection, url) : connection) {
        String query = url.uri().getRawQuery() == null ? "" : "?" + url.uri().getRawQuery();
        String request =
            "GET %s%s HTTP/1.1\r\nHost: %s\r\nUser-Agent: as2-gateway\r\nConnection: close\r\n\r\n"
                .formatted(url.path(), query, url.hostHeader());
        server.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        Matcher status = STATUS.matcher(line(server.getInputStream()));
        return status.matches()
            ? answer(Integer.parseInt(status.group(1)))
            : Finding.failed(HTTP, "the server does not speak HTTP: check the port");
      }
    }
  }

  private Socket connect(HttpUrl url, Optional<ProxyRoute> proxy) throws IOException {
    if (proxy.isPresent()) {
      return new Tunnel(proxy.get(), url.host(), url.port(), timeout).socket();
    }
    IOException failure = new IOException("no address found for '" + url.host() + "'");
    for (InetAddress address : AddressPolicy.resolve(url.bareHost())) {
      try {
        return Reach.open(new InetSocketAddress(address, url.port()), timeout);
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private SSLSocket secured(Socket connection, HttpUrl url)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {RecordingTrust.with(extraTrust)}, new SecureRandom());
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(connection, url.bareHost(), url.port(), true);
    socket.setSSLParameters(ServerName.prepared(socket.getSSLParameters(), url.bareHost()));
    return socket;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    while (next >= 0 && next != '\n' && line.length() < MOST_LINE) {
      line.append((char) next);
      next = in.read();
    }
    return line.toString().stripTrailing();
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
