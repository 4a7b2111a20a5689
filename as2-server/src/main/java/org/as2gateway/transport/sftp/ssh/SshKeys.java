package org.as2gateway.transport.sftp.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * Keys in files: private ones of OpenSSH or PEM, public ones a line each as OpenSSH writes them.
 */
public final class SshKeys {
  static {
    SshSecurity.prepare();
  }

  private static final int LEAST_RSA_BITS = 2048;

  private SshKeys() {}

  /**
   * The private keys in a file of OpenSSH or PEM.
   *
   * @param passphrase of an encrypted file
   * @throws SshKeyException if the file has no key that can be used; says what to do
   */
  public static List<KeyPair> readPrivate(Path file, Optional<String> passphrase)
      throws SshKeyException {
    FilePasswordProvider password =
        passphrase.map(FilePasswordProvider::of).orElse(FilePasswordProvider.EMPTY);
    List<KeyPair> pairs = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      Iterable<KeyPair> found =
          SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName(file.getFileName().toString()), in, password);
      if (found != null) {
        found.forEach(pairs::add);
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new SshKeyException(
          "private key "
              + file
              + " cannot be read"
              + (passphrase.isPresent()
                  ? "; check that the file is a key of OpenSSH or PEM and that its passphrase is right"
                  : "; check that the file is a key of OpenSSH or PEM; an encrypted one needs its"
                      + " passphrase in a secret file"),
          e);
    }
    if (pairs.isEmpty()) {
      throw new SshKeyException(
          "file " + file + " has no private key; expected a key file of OpenSSH or PEM", null);
    }
    for (KeyPair pair : pairs) {
      checkStrength(file, pair.getPublic());
    }
    return List.copyOf(pairs);
  }

  /**
   * The public keys in a file, one a line, as in {@code authorized_keys} and {@code *.pub}.
   *
   * @throws SshKeyException if the file cannot be read or a line is not a key
   */
  public static List<PublicKey> readPublic(Path file) throws SshKeyException {
    List<PublicKey> keys = new ArrayList<>();
    try {
      for (AuthorizedKeyEntry entry : AuthorizedKeyEntry.readAuthorizedKeys(file)) {
        PublicKey key = entry.resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
        checkStrength(file, key);
        keys.add(key);
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new SshKeyException(
          "file "
              + file
              + " cannot be read as public keys; expected lines such as 'ssh-ed25519 AAAA… name'",
          e);
    }
    return List.copyOf(keys);
  }

  /** A new Ed25519 key. */
  public static KeyPair generate() throws GeneralSecurityException {
    return KeyUtils.generateKeyPair("ssh-ed25519", 256);
  }

  /** The private key as OpenSSH writes it, not encrypted. */
  public static String writePrivate(KeyPair pair, String comment)
      throws IOException, GeneralSecurityException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, comment, null, out);
    return out.toString(StandardCharsets.US_ASCII);
  }

  /** The public key as OpenSSH writes it: a line of type, key and comment. */
  public static String writePublic(PublicKey key, String comment)
      throws IOException, GeneralSecurityException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePublicKey(key, comment, out);
    return out.toString(StandardCharsets.US_ASCII);
  }

  private static void checkStrength(Path file, PublicKey key) throws SshKeyException {
    String type = HostKeys.type(key);
    if (type.equals("ssh-dss")) {
      throw new SshKeyException(
          "key in " + file + " is a DSA key; use Ed25519, ECDSA or RSA instead", null);
    }
    int bits = KeyUtils.getKeySize(key);
    if (type.equals("ssh-rsa") && bits < LEAST_RSA_BITS) {
      throw new SshKeyException(
          "RSA key in " + file + " has " + bits + " bits; expected at least " + LEAST_RSA_BITS,
          null);
    }
  }
}
