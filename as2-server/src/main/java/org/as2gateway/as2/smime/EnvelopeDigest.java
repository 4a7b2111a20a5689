package org.as2gateway.as2.smime;

import java.util.List;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.Octets;

/**
 * By what an envelope is recognised when it comes again. A sender makes a content-encryption key
 * for one message; the same encrypted key around other ciphertext is somebody's experiment.
 *
 * @param encryptedKeys SHA-256 of the encrypted key (RFC 5652 §6.2) of each recipient that is one
 *     of our keys, at most eight, the one in use first; empty if it cannot be read
 * @param content SHA-256 of the content encryption algorithm, its parameters, and the ciphertext
 * @param encryption the cipher
 */
public record EnvelopeDigest(
    List<Octets> encryptedKeys, Octets content, EncryptionAlgorithm encryption) {
  /** Copies the list. */
  public EnvelopeDigest {
    encryptedKeys = List.copyOf(encryptedKeys);
  }

  /**
   * Whether the cipher is AES-GCM: whoever does not have the content key cannot change anything.
   */
  public boolean isAuthenticated() {
    return encryption.isAead();
  }
}
