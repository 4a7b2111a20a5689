package org.as2gateway.registry.partnerships;

import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.wire.Compression;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.KeyTransport;
import org.as2gateway.as2.wire.SignatureAlgorithm;

/**
 * How messages of a partnership are secured. Policy comes from here, never from the message
 * (protocol.md §2.1).
 *
 * @param sign algorithm to sign with; empty to send unsigned
 * @param encrypt algorithm to encrypt with; empty to send in the clear
 * @param alsoEncryptFor alias under {@code certs/} for whose certificate messages are encrypted in
 *     addition to the partner's
 * @param keyTransport how the content key reaches an RSA recipient
 * @param compression where compression stands
 * @param acceptSign algorithms accepted on receive, {@code sign} included
 * @param acceptEncrypt algorithms accepted on receive, {@code encrypt} included
 * @param allowUnsigned whether an unsigned message is accepted
 * @param allowUnencrypted whether a message in the clear is accepted
 * @param micalgSpelling how {@code micalg} is spelled when sending; empty for the standard spelling
 * @param includeCertificate whether the signing certificate travels in the signature
 * @param cmsAlgorithmProtection whether the CMSAlgorithmProtection attribute is sent (protocol.md
 *     §5.6)
 */
public record SecurityPolicy(
    Optional<SignatureAlgorithm> sign,
    Optional<EncryptionAlgorithm> encrypt,
    Optional<String> alsoEncryptFor,
    KeyTransport keyTransport,
    Compression compression,
    Set<SignatureAlgorithm> acceptSign,
    Set<EncryptionAlgorithm> acceptEncrypt,
    boolean allowUnsigned,
    boolean allowUnencrypted,
    Optional<String> micalgSpelling,
    boolean includeCertificate,
    boolean cmsAlgorithmProtection) {
  /** Copies the sets. */
  public SecurityPolicy {
    acceptSign = Set.copyOf(acceptSign);
    acceptEncrypt = Set.copyOf(acceptEncrypt);
  }
}
