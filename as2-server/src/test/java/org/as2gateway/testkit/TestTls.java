package org.as2gateway.testkit;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.as2gateway.as2.keys.OwnKey;

/** TLS contexts of test keys. */
public final class TestTls {
  private TestTls() {}

  /**
   * A context that presents the key, if any, and trusts the given certificates alone.
   *
   * @throws IllegalStateException if a key or certificate is unusable
   */
  public static SSLContext context(Optional<OwnKey> key, List<X509Certificate> trusted) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] keyManagers = key.isPresent() ? keyManagers(key.get()) : null;
      context.init(keyManagers, trustManagers(trusted), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot set up TLS", e);
    }
  }

  private static KeyManager[] keyManagers(OwnKey key) throws GeneralSecurityException, IOException {
    List<Certificate> chain = new ArrayList<>();
    chain.add(key.certificate());
    chain.addAll(key.chain());
    KeyStore store = emptyStore();
    char[] password = KeyFiles.PASSWORD.toCharArray();
    store.setKeyEntry("key", key.privateKey(), password, chain.toArray(new Certificate[0]));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    return factory.getKeyManagers();
  }

  private static TrustManager[] trustManagers(List<X509Certificate> trusted)
      throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    for (int i = 0; i < trusted.size(); i++) {
      store.setCertificateEntry("trusted-" + i, trusted.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
