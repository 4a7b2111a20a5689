package org.as2gateway.certs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;

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
              + "it does not exist; make it with 'openssl pkcs12 -export -inkey KEY.pem -in"
              + " CHAIN.pem -out FILE.p12' or name another in gateway.yaml, key 'keystore'");
    }
    if (password.isEmpty()) {
      throw new CertsException(
          name
              + "its password is not known: set "
              + KeyStorePassword.VARIABLE
              + " or write it into data/secrets/keystore-password");
    }
    try {
      KeyStore store = OwnKeyFile.open(CertificateFile.bytes(file), password.get());
      for (OwnKey key : OwnKeyFile.keys(store, password.get())) {
        Optional<String> refusal = KeyStrength.refusal(key.certificate().getPublicKey());
        if (refusal.isPresent()) {
          throw new CertsException(refusal.get());
        }
      }
      return new TlsKeyStore(store, password.get());
    } catch (CertsException e) {
      throw new CertsException(name + e.getMessage(), e);
    }
  }

  /** The opened store. */
  public KeyStore keyStore() {
    return keyStore;
  }

  /** The password of the store and of its keys. */
  public KeyStorePassword password() {
    return password;
  }

  /** Whether other users can read the file. */
  public static boolean isOpenToOthers(Path file) {
    return SafeFile.isOpenToOthers(file);
  }
}
