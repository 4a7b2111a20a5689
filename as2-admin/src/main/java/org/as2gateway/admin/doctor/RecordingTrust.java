package org.as2gateway.admin.doctor;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.as2gateway.transport.as2.send.ServerName;
import org.jspecify.annotations.Nullable;

/**
 * Checks certificates as strictly as the JDK does, and remembers what it saw: a chain that fails
 * can still be described.
 */
final class RecordingTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager strict;
  private volatile List<X509Certificate> chain = List.of();
  private volatile Optional<String> objection = Optional.empty();

  private RecordingTrust(X509ExtendedTrustManager strict) {
    this.strict = strict;
  }

  /** Trusts the JDK's roots and these certificates. */
  static RecordingTrust with(List<X509Certificate> extra) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(extra.isEmpty() ? null : roots(extra));
      TrustManager[] managers = factory.getTrustManagers();
      return new RecordingTrust((X509ExtendedTrustManager) managers[0]);
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new IllegalStateException("the JDK's trusted roots cannot be read", e);
    }
  }

  private static KeyStore roots(List<X509Certificate> extra)
      throws GeneralSecurityException, java.io.IOException {
    TrustManagerFactory defaults =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    defaults.init((KeyStore) null);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int number = 0;
    X509ExtendedTrustManager jdk = (X509ExtendedTrustManager) defaults.getTrustManagers()[0];
    for (X509Certificate root : jdk.getAcceptedIssuers()) {
      store.setCertificateEntry("root-" + number++, root);
    }
    for (X509Certificate root : extra) {
      store.setCertificateEntry("extra-" + number++, root);
    }
    return store;
  }

  /** What the server showed; empty if it did not come so far. */
  List<X509Certificate> chain() {
    return chain;
  }

  /** Why the chain was refused; empty if it was not. */
  Optional<String> objection() {
    return objection;
  }

  /** A check that may object. */
  private interface Check {
    void run() throws CertificateException;
  }

  private void record(X509Certificate[] shown, Check check) throws CertificateException {
    chain = List.copyOf(Arrays.asList(shown));
    try {
      check.run();
    } catch (CertificateException e) {
      objection = Optional.of(innermost(e));
      throw e;
    }
  }

  private static String innermost(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] shown, String type, Socket socket)
      throws CertificateException {
    record(
        shown,
        () -> {
          strict.checkServerTrusted(shown, type, socket);
          if (socket instanceof SSLSocket secure) {
            ServerName.check(secure.getHandshakeSession().getPeerHost(), shown[0]);
          }
        });
  }

  @Override
  public void checkServerTrusted(X509Certificate[] shown, String type, SSLEngine engine)
      throws CertificateException {
    record(shown, () -> strict.checkServerTrusted(shown, type, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] shown, String type) throws CertificateException {
    record(shown, () -> strict.checkServerTrusted(shown, type));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] shown, String type, @Nullable Socket socket)
      throws CertificateException {
    strict.checkClientTrusted(shown, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] shown, String type, @Nullable SSLEngine engine)
      throws CertificateException {
    strict.checkClientTrusted(shown, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] shown, String type) throws CertificateException {
    strict.checkClientTrusted(shown, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return strict.getAcceptedIssuers();
  }
}
