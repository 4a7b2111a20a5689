package org.as2gateway.admin.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.as2gateway.transport.as2.send.ServerName;
import org.as2gateway.transport.proxy.ProxyRoute;
import org.as2gateway.transport.proxy.Tunnel;

/**
 * One GET through a proxy, of whose answer only the status is read. The JDK's client would speak
 * with the proxy in another way than the gateway does.
 */
final class TunnelledGet {
  private static final String HTTP = "HTTP";
  private static final int MOST_LINE = 1000;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}).*");

  private final Duration timeout;
  private final List<X509Certificate> extraTrust;

  TunnelledGet(Duration timeout, List<X509Certificate> extraTrust) {
    this.timeout = timeout;
    this.extraTrust = List.copyOf(extraTrust);
  }

  /**
   * Asks, and judges what answers.
   *
   * @param judge says what a status means
   */
  Finding status(HttpUrl url, ProxyRoute proxy, IntFunction<Finding> judge) {
    try (Socket tunnel = new Tunnel(proxy, url.host(), url.port(), timeout).socket()) {
      tunnel.setSoTimeout((int) timeout.toMillis());
      try (Socket server = url.isSecure() ? secured(tunnel, url) : tunnel) {
        String query = url.uri().getRawQuery() == null ? "" : "?" + url.uri().getRawQuery();
        String request =
            "GET %s%s HTTP/1.1\r\nHost: %s\r\nUser-Agent: as2-gateway\r\nConnection: close\r\n\r\n"
                .formatted(url.path(), query, url.hostHeader());
        server.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        Matcher status = STATUS.matcher(line(server.getInputStream()));
        return status.matches()
            ? judge.apply(Integer.parseInt(status.group(1)))
            : Finding.failed(HTTP, "the server does not speak HTTP: check the port");
      }
    } catch (SocketTimeoutException e) {
      return Finding.failed(HTTP, "connected, but the server did not respond in time");
    } catch (IOException e) {
      return Finding.failed(HTTP, "no response to a request: " + e.getMessage());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  private SSLSocket secured(Socket tunnel, HttpUrl url)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {RecordingTrust.with(extraTrust)}, new SecureRandom());
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(tunnel, url.bareHost(), url.port(), true);
    socket.setSSLParameters(ServerName.prepared(socket.getSSLParameters(), url.bareHost()));
    return socket;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int octet = in.read();
    while (octet >= 0 && octet != '\n' && line.length() < MOST_LINE) {
      line.append((char) octet);
      octet = in.read();
    }
    return line.toString().stripTrailing();
  }
}
