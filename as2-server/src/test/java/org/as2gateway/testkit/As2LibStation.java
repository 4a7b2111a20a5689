package org.as2gateway.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import org.as2gateway.as2.keys.OwnKey;

/**
 * A station that as2-lib plays, with the one partner it knows.
 *
 * @param folder where it keeps key store and received files
 * @param as2Id its AS2 name
 * @param key its key
 * @param partnerId the partner's AS2 name
 * @param partnerCertificate the partner's certificate
 */
public record As2LibStation(
    Path folder, String as2Id, OwnKey key, String partnerId, X509Certificate partnerCertificate) {
  static final String OWN_ALIAS = "own";
  static final String PARTNER_ALIAS = "partner";

  /** A PKCS #12 file with the key under {@code own} and the certificate under {@code partner}. */
  Path writeKeystore() throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("as2-lib.p12");
    char[] password = KeyFiles.PASSWORD.toCharArray();
    try (OutputStream out = Files.newOutputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      Certificate[] chain = {key.certificate()};
      store.setKeyEntry(OWN_ALIAS, key.privateKey(), password, chain);
      store.setCertificateEntry(PARTNER_ALIAS, partnerCertificate);
      store.store(out, password);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot write '" + file + "'", e);
    }
    return file;
  }
}
