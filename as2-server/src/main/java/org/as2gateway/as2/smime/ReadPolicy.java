package org.as2gateway.as2.smime;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;

/**
 * By which rules a message is read. All of it comes from the partnership, nothing from the message.
 *
 * @param decryptionKeys our keys that may decrypt
 * @param signers the partner's certificates that may have signed: registered and in force
 * @param acceptSign accepted signature algorithms
 * @param acceptEncrypt accepted content encryption algorithms
 * @param isSignatureRequired whether an unsigned message is refused
 * @param isEncryptionRequired whether a message in the clear is refused
 * @param unsignedMic the MIC algorithm of a message without a signature (protocol.md §3.4)
 * @param limits what bounds the reading
 */
public record ReadPolicy(
    List<OwnKey> decryptionKeys,
    List<X509Certificate> signers,
    Set<SignatureAlgorithm> acceptSign,
    Set<EncryptionAlgorithm> acceptEncrypt,
    boolean isSignatureRequired,
    boolean isEncryptionRequired,
    MicAlgorithm unsignedMic,
    ReadLimits limits) {
  /** Copies the collections. */
  public ReadPolicy {
    decryptionKeys = List.copyOf(decryptionKeys);
    signers = List.copyOf(signers);
    acceptSign = Set.copyOf(acceptSign);
    acceptEncrypt = Set.copyOf(acceptEncrypt);
  }
}
