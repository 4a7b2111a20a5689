package org.as2gateway.registry.certs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.KeyStrength;
import org.as2gateway.as2.keys.OwnKey;

/**
 * The key of a TLS listener, or of a TLS client certificate: a key store with at least one key, and
 * the password of store and key.
 */
public final class TlsKeyStore {
  private final KeyStore keyStore;
  private final KeyStorePassword password;

  private TlsKeyStore(KeyStore keyStore, KeyStorePassword password) {
    this.keyStore = keyStore;
    this.password = password;
  }

  /**
   * Opens a key store.
   *
   * @throws CertsException naming the file, if it is missing, damaged, without key or with a weak
   *     one, or if the password is unknown or wrong
   */
  public static TlsKeyStore load(Path file, Optional<KeyStorePassword> password)
      throws CertsException {
    String name = "TLS key store '" + file + "': ";
    if (Files.notExists(file)) {
      throw new CertsException(
          name
              + "it does not exist; create it with 'openssl pkcs12 -export -inkey KEY.pem -in"
              + " CHAIN.pem -out FILE.p12' or name another in gateway.yaml, key 'keystore'");
    }
    if (password.isEmpty()) {
      throw new CertsException(
          name
              + "its password is unknown: set "
              + KeyStorePassword.VARIABLE
              + " or write it into data/secrets/keystore-password");
    }
    try {
      List<OwnKey> keys = keys(file, password.get());
      for (OwnKey key : keys) {
        Optional<String> refusal = KeyStrength.refusal(key.certificate().getPublicKey());
        if (refusal.isPresent()) {
          throw new CertsException(refusal.get());
        }
      }
      return of(keys);
    } catch (CertsException e) {
      throw new CertsException(name + e.getMessage(), e);
    }
  }

  /**
   * Opens a key store with whatever keys it has; see {@link #load}.
   *
   * @throws CertsException if it is damaged, without key, or if the password is wrong
   */
  public static TlsKeyStore open(Path file, KeyStorePassword password) throws CertsException {
    return of(keys(file, password));
  }

  private static List<OwnKey> keys(Path file, KeyStorePassword password) throws CertsException {
    return OwnKeyFile.open(CertificateFile.bytes(file), password).keys();
  }

  private static TlsKeyStore of(List<OwnKey> keys) throws CertsException {
    KeyStorePassword inside = KeyStorePassword.random();
    return new TlsKeyStore(store(keys, inside), inside);
  }

  /** In memory alone, so that its password can be one that every JDK takes. */
  private static KeyStore store(List<OwnKey> keys, KeyStorePassword inside) throws CertsException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < keys.size(); i++) {
        List<X509Certificate> chain = new ArrayList<>(List.of(keys.get(i).certificate()));
        chain.addAll(keys.get(i).chain());
        store.setKeyEntry(
            "key-" + i,
            keys.get(i).privateKey(),
            inside.toChars(),
            chain.toArray(new X509Certificate[0]));
      }
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new CertsException("its keys cannot be used for TLS", e);
    }
  }

  /** The opened store. */
  public KeyStore keyStore() {
    return keyStore;
  }

  /** The password of the store in memory and of its keys; not that of the file. */
  public KeyStorePassword password() {
    return password;
  }
}
