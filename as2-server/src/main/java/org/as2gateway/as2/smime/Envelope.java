package org.as2gateway.as2.smime;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.Octets;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** An envelope whose content is still to come: decrypted, or only passed over. */
final class Envelope {
  private final List<Octets> encryptedKeys;
  private final EncryptionAlgorithm encryption;
  private final MessageDigest content = sha256();
  private final InputStream ciphertext;
  private final Opening opening;

  /** Sets up decryption of the ciphertext; the one use of our private key. */
  @FunctionalInterface
  interface Opening {
    InputStream open(InputStream ciphertext) throws GeneralSecurityException, IOException;
  }

  Envelope(
      List<Recipient> recipients,
      AlgorithmIdentifier algorithm,
      EncryptionAlgorithm encryption,
      InputStream ciphertext,
      Opening opening)
      throws IOException {
    this.encryptedKeys =
        recipients.stream().map(r -> Octets.of(sha256().digest(r.encryptedKey()))).toList();
    this.encryption = encryption;
    this.opening = opening;
    this.ciphertext = new TapInputStream(ciphertext, content::update);
    content.update(algorithm.getEncoded("DER"));
  }

  private static MessageDigest sha256() {
    return CryptoProviders.shared().messageDigest(MicAlgorithm.SHA256);
  }

  List<Octets> encryptedKeys() {
    return encryptedKeys;
  }

  boolean isAuthenticated() {
    return encryption.isAead();
  }

  /** The decrypted content, to be read to its end. */
  InputStream plaintext() throws IOException {
    try {
      return opening.open(ciphertext);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new ContentException(
          ErrorWord.DECRYPTION_FAILED, "content cipher cannot be set up: " + e.getMessage(), e);
    }
  }

  /** Reads the ciphertext as it is. */
  void pass() throws IOException {
    byte[] passed = new byte[BufferedSource.BUFFER_BYTES];
    while (ciphertext.read(passed, 0, passed.length) >= 0) {
      // digested on the way
    }
  }

  /** What the envelope is recognised by, once its content has been read. Called once. */
  EnvelopeDigest digest() {
    return new EnvelopeDigest(encryptedKeys, Octets.of(content.digest()), encryption);
  }
}
