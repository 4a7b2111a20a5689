package org.as2gateway.transport.as2.send;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.registry.certs.TrustFile;
import org.jspecify.annotations.Nullable;

/**
 * TLS towards one partner: whom we trust (the JDK's roots and the partnership's own file) and what
 * key we show. There is no way to switch the checks off (protocol.md §7.4).
 */
final class PartnerTls {
  private PartnerTls() {}

  /**
   * A context for these settings.
   *
   * @throws HttpFailure if the trust file cannot be read or holds no certificate
   */
  static SSLContext context(Optional<Path> trustFile, Optional<OwnKey> key) throws HttpFailure {
    try {
      Collection<? extends Certificate> extra =
          trustFile.isPresent() ? TrustFile.read(trustFile.get()) : List.of();
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] keys = key.<KeyManager[]>map(k -> new KeyManager[] {new OneKey(k)}).orElse(null);
      context.init(keys, new TrustManager[] {new Trust(trustManager(extra))}, null);
      return context;
    } catch (CertsException e) {
      throw new HttpFailure(
          Reason.TLS_TRUST_UNREADABLE,
          "the trust file '" + trustFile.orElseThrow() + "' cannot be used: " + e.getMessage(),
          e);
    } catch (GeneralSecurityException | IOException e) {
      throw new HttpFailure(Reason.INTERNAL_ERROR, "TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private static X509ExtendedTrustManager trustManager(Collection<? extends Certificate> extra)
      throws GeneralSecurityException, IOException {
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    List<Certificate> all = new ArrayList<>(extra);
    all.addAll(List.of(first(null).getAcceptedIssuers()));
    for (int i = 0; i < all.size(); i++) {
      anchors.setCertificateEntry("anchor-" + i, all.get(i));
    }
    return first(anchors);
  }

  private static X509ExtendedTrustManager first(@Nullable KeyStore anchors)
      throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(anchors);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager found) {
        return found;
      }
    }
    throw new GeneralSecurityException("the JDK offers no X.509 trust manager");
  }

  /** The JDK's checks, host name included, and the dates of a pinned certificate on top. */
  private static final class Trust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager jdk;

    Trust(X509ExtendedTrustManager jdk) {
      this.jdk = jdk;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      jdk.checkServerTrusted(chain, authType, engine);
      ServerName.check(engine.getPeerHost(), chain[0]);
      // A leaf that is itself an anchor passes the JDK's check whatever its dates say.
      chain[0].checkValidity();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      jdk.checkServerTrusted(chain, authType, socket);
      chain[0].checkValidity();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw new CertificateException("refused: the host name is not known here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
        throws CertificateException {
      throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
        throws CertificateException {
      throw noServer();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType)
        throws CertificateException {
      throw noServer();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return jdk.getAcceptedIssuers();
    }

    private static CertificateException noServer() {
      return new CertificateException("this is a client");
    }
  }

  /** Shows one key wherever its type will do, whatever issuers the server hints at. */
  private static final class OneKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "client";

    private final OwnKey key;

    OneKey(OwnKey key) {
      this.key = key;
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return List.of(types).contains(key.certificate().getPublicKey().getAlgorithm())
          ? ALIAS
          : null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return chooseClientAlias(types, issuers, null);
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
      List<X509Certificate> chain = new ArrayList<>();
      chain.add(key.certificate());
      chain.addAll(key.chain());
      return chain.toArray(new X509Certificate[0]);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      return key.privateKey();
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }
  }
}
