package org.as2gateway.certs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** PKCS #12 files, read and written. */
final class OwnKeyFile {
  private OwnKeyFile() {}

  /**
   * Opens a key store.
   *
   * @throws CertsException if it is damaged or the password is wrong
   */
  static KeyStore open(byte[] bytes, KeyStorePassword password) throws CertsException {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(bytes), password.toChars());
      return store;
    } catch (IOException e) {
      if (e.getCause() instanceof UnrecoverableKeyException) {
        throw new CertsException(
            "the password does not open it: set "
                + KeyStorePassword.VARIABLE
                + " or write it into data/secrets/keystore-password",
            e);
      }
      throw new CertsException("it is damaged, or no PKCS #12 key store", e);
    } catch (GeneralSecurityException | RuntimeException e) { // unchecked ones: odd ASN.1
      throw new CertsException("it is damaged, or no PKCS #12 key store", e);
    }
  }

  /** All private keys of a store that have a certificate. */
  static List<OwnKey> keys(KeyStore store, KeyStorePassword password) throws CertsException {
    List<OwnKey> keys = new ArrayList<>();
    try {
      for (String name : Collections.list(store.aliases())) {
        Certificate[] chain = store.isKeyEntry(name) ? store.getCertificateChain(name) : null;
        if (chain != null
            && chain.length > 0
            && store.getKey(name, password.toChars()) instanceof PrivateKey key) {
          keys.add(ownKey(key, chain));
        }
      }
    } catch (GeneralSecurityException e) {
      throw new CertsException("a key in it cannot be opened with the key store's password", e);
    }
    if (keys.isEmpty()) {
      throw new CertsException(
          "it holds no private key with a certificate: certificates alone belong in a .pem file");
    }
    return keys;
  }

  private static OwnKey ownKey(PrivateKey key, Certificate[] chain) {
    List<X509Certificate> certificates =
        Arrays.stream(chain).map(X509Certificate.class::cast).toList();
    return new OwnKey(key, certificates.get(0), certificates.subList(1, certificates.size()));
  }

  /** A key store with one key. */
  static byte[] encode(OwnKey key, KeyStorePassword password) throws CertsException {
    List<Certificate> chain = new ArrayList<>();
    chain.add(key.certificate());
    chain.addAll(key.chain());
    try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          "key", key.privateKey(), password.toChars(), chain.toArray(new Certificate[0]));
      store.store(out, password.toChars());
      return out.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new CertsException("the key cannot be written as a PKCS #12 key store", e);
    }
  }
}
