package org.as2gateway.transport.as2.listener;

import java.net.Socket;
import java.security.KeyStore;
import java.security.cert.CRL;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the TLS engines of a listener. Asks clients for a certificate while somebody wants one, and
 * takes connections without one all the same. Safe for many threads.
 */
final class AskingFactory extends SslContextFactory.Server {
  private static final Logger LOG = LoggerFactory.getLogger(AskingFactory.class);

  private final BooleanSupplier asks;
  private boolean isFailed;

  AskingFactory(BooleanSupplier asks) {
    this.asks = asks;
    setWantClientAuth(asks.getAsBoolean());
  }

  @Override
  public SSLEngine newSSLEngine() {
    follow();
    return super.newSSLEngine();
  }

  @Override
  public SSLEngine newSSLEngine(String host, int port) {
    follow();
    return super.newSSLEngine(host, port);
  }

  /**
   * Takes up a change before the next handshake. A new TLS context goes with it: sessions begun
   * without a certificate must not be resumed once one is asked for. What fails is tried again at
   * the next connection.
   */
  private synchronized void follow() {
    boolean isAsking = asks.getAsBoolean();
    if ((isAsking == getWantClientAuth() && !isFailed) || !isRunning()) {
      return;
    }
    try {
      isFailed = true; // unless the end is reached
      reload(factory -> setWantClientAuth(isAsking));
      isFailed = false;
      LOG.info(
          "TLS clients of partners are {} for a certificate",
          isAsking ? "now asked" : "no longer asked");
    } catch (Exception e) { // Jetty's life cycle throws what it likes
      LOG.error("TLS cannot be set up anew, connections fail: {}", e.toString());
    }
  }

  @Override
  protected TrustManager[] getTrustManagers(
      @Nullable KeyStore trustStore, @Nullable Collection<? extends CRL> crls) {
    return new TrustManager[] {new AnyClient()};
  }

  /** TLS proves that the client holds the key; which certificate it is, is judged per request. */
  private static final class AnyClient extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      // judged per request
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
      // judged per request
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
      // judged per request
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
      throw new UnsupportedOperationException("a listener trusts no server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
      throw new UnsupportedOperationException("a listener trusts no server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
      throw new UnsupportedOperationException("a listener trusts no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0]; // names no authorities, so that clients show what they have
    }
  }
}
