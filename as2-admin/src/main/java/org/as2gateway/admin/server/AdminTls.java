package org.as2gateway.admin.server;

import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.registry.certs.KeyStorePassword;
import org.as2gateway.registry.certs.TlsKeyStore;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** TLS of the admin port, on both sides. */
public final class AdminTls {
  private AdminTls() {}

  /** The server's side; empty if the admin port speaks plain HTTP. */
  static Optional<SslContextFactory.Server> server(
      GatewayConfig config, Map<String, String> environment) throws ConfigException {
    Optional<Path> file = config.admin().keystore();
    if (file.isEmpty()) {
      return Optional.empty();
    }
    TlsKeyStore keys = load(config.home(), file.get(), environment);
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setKeyStore(keys.keyStore());
    factory.setKeyStorePassword(new String(keys.password().toChars()));
    factory.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    factory.setRenegotiationAllowed(false);
    factory.setSniRequired(false);
    return Optional.of(factory);
  }

  /**
   * The client's side: the gateway of the same home is known by its very certificate, so neither
   * its issuer nor its name matters. Empty if the admin port speaks plain HTTP.
   */
  public static Optional<SSLContext> client(GatewayConfig config, Map<String, String> environment)
      throws ConfigException {
    Optional<Path> file = config.admin().keystore();
    if (file.isEmpty()) {
      return Optional.empty();
    }
    KeyStore store = load(config.home(), file.get(), environment).keyStore();
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Pinned(certificates(store))}, new SecureRandom());
      return Optional.of(context);
    } catch (GeneralSecurityException e) {
      throw new ConfigException("admin: the key store '" + file.get() + "' cannot be used: " + e);
    }
  }

  private static TlsKeyStore load(Path home, Path file, Map<String, String> environment)
      throws ConfigException {
    try {
      return TlsKeyStore.load(file, KeyStorePassword.find(home, environment));
    } catch (CertsException e) {
      throw new ConfigException("admin: " + e.getMessage());
    }
  }

  private static Set<Certificate> certificates(KeyStore store) throws GeneralSecurityException {
    Set<Certificate> certificates = new HashSet<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        certificates.add(store.getCertificate(alias));
      }
    }
    return certificates;
  }

  /** Accepts these certificates and no other, whoever issued them. */
  private static final class Pinned extends X509ExtendedTrustManager {
    private final Set<Certificate> known;

    Pinned(Set<Certificate> known) {
      this.known = Set.copyOf(known);
    }

    private void check(X509Certificate[] chain) throws CertificateException {
      if (chain.length == 0 || !known.contains(chain[0])) {
        throw new CertificateException(
            "the server's certificate does not match the admin port of this home");
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
        throws CertificateException {
      throw new CertificateException("no client is expected here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("no client is expected here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("no client is expected here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
