package org.as2gateway.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.as2gateway.as2.keys.OwnKey;

/** Writes keys and certificates as files, in the forms a gateway's home and openssl read. */
public final class KeyFiles {
  /** The key store password of test homes. */
  public static final String PASSWORD = "test-password";

  private static final String ALIAS = "key";

  private KeyFiles() {}

  /**
   * Makes the alias a station of ours in a home: {@code certs/<alias>/<alias>.p12}, and the
   * password in {@code data/secrets/keystore-password}, both with mode 0600.
   */
  public static Path writeOwn(Path home, String alias, OwnKey key) throws IOException {
    Path secrets = Files.createDirectories(home.resolve("data/secrets"));
    Path password = secrets.resolve("keystore-password");
    Files.writeString(password, PASSWORD + "\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    Path store = writeP12(key, home.resolve("certs").resolve(alias).resolve(alias + ".p12"));
    return Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-------"));
  }

  /** Gives a home a partner's certificate: {@code certs/<alias>/<alias>.pem}. */
  public static Path writePartner(Path home, String alias, X509Certificate certificate)
      throws IOException {
    return writePem(home.resolve("certs").resolve(alias).resolve(alias + ".pem"), certificate);
  }

  /** Writes a PKCS #12 file with key, certificate and chain under {@link #PASSWORD}. */
  public static Path writeP12(OwnKey key, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    List<Certificate> chain = new ArrayList<>();
    chain.add(key.certificate());
    chain.addAll(key.chain());
    try (OutputStream out = Files.newOutputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          ALIAS, key.privateKey(), PASSWORD.toCharArray(), chain.toArray(new Certificate[0]));
      store.store(out, PASSWORD.toCharArray());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot write '" + file + "'", e);
    }
    return file;
  }

  /** Reads back what {@link #writeP12} wrote. */
  public static OwnKey readP12(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      List<X509Certificate> chain = new ArrayList<>();
      for (Certificate certificate : store.getCertificateChain(ALIAS)) {
        chain.add((X509Certificate) certificate);
      }
      return new OwnKey(
          (PrivateKey) store.getKey(ALIAS, PASSWORD.toCharArray()),
          chain.get(0),
          chain.subList(1, chain.size()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot read '" + file + "'", e);
    }
  }

  /** Writes a certificate as PEM, below text lines such as {@code use: sign}. */
  public static Path writePem(Path file, X509Certificate certificate, String... lines)
      throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(line).append('\n');
    }
    return Files.writeString(file, text.append(pem(certificate)));
  }

  /** Writes a private key as unencrypted PKCS #8 PEM, for openssl. */
  public static Path writeKeyPem(Path file, OwnKey key) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return Files.writeString(file, pem("PRIVATE KEY", key.privateKey().getEncoded()));
  }

  /** The certificate in PEM form. */
  public static String pem(X509Certificate certificate) {
    try {
      return pem("CERTIFICATE", certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot encode the certificate", e);
    }
  }

  private static String pem(String label, byte[] der) {
    String base64 =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }
}
