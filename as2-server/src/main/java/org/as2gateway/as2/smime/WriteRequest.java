package org.as2gateway.as2.smime;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Compression;
import org.as2gateway.as2.wire.ContentSource;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.KeyTransport;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;

/**
 * A message to be written.
 *
 * @param payloads one, or several that travel as multipart/related
 * @param isBase64 whether payloads are transfer-encoded as Base64 instead of binary
 * @param compression where compression stands; {@code AFTER_SIGNING} of an unsigned message means
 *     compressed once
 * @param signing how to sign; empty for an unsigned message
 * @param encryption how to encrypt; empty for a message in the clear
 * @param micAlgorithms digests a receipt of an unsigned message may use, preferred first; at least
 *     one
 */
public record WriteRequest(
    List<Payload> payloads,
    boolean isBase64,
    Compression compression,
    Optional<Signing> signing,
    Optional<Encryption> encryption,
    List<MicAlgorithm> micAlgorithms) {
  /** Refuses a message without payloads or without a digest. */
  public WriteRequest {
    payloads = List.copyOf(payloads);
    micAlgorithms = List.copyOf(micAlgorithms);
    if (payloads.isEmpty() || micAlgorithms.isEmpty()) {
      throw new IllegalArgumentException("a message needs a payload and a MIC algorithm");
    }
  }

  /**
   * Whether MIME headers and payload together are the content that the MIC covers, octet for octet;
   * if not, whoever wants to prove it later has to keep that content.
   */
  public boolean isReproducedByPayload() {
    boolean isCompressedInside = compression == Compression.BEFORE_SIGNING && signing.isPresent();
    return payloads.size() == 1 && !isBase64 && !isCompressedInside;
  }

  /** How the message is protected, with the algorithms, in words for an operator. */
  public String protection() {
    return Protection.text(
        signing.map(Signing::algorithm),
        encryption.map(Encryption::algorithm),
        compression != Compression.NONE);
  }

  /**
   * One business document.
   *
   * @param content may be of any size, must not change while it is read
   * @param contentType its media type
   * @param filename the name the receiver is told; empty for none
   */
  public record Payload(ContentSource content, String contentType, Optional<String> filename) {}

  /**
   * How to sign.
   *
   * @param key our key
   * @param algorithm digest and padding
   * @param micalg how the digest is spelled in {@code micalg}
   * @param includeCertificate whether our certificate travels along
   * @param cmsAlgorithmProtection whether that attribute is sent
   */
  public record Signing(
      OwnKey key,
      SignatureAlgorithm algorithm,
      String micalg,
      boolean includeCertificate,
      boolean cmsAlgorithmProtection) {}

  /**
   * How to encrypt.
   *
   * @param recipients the partner's certificate first; all of them can decrypt
   * @param algorithm content encryption
   * @param keyTransport how the key reaches an RSA recipient
   */
  public record Encryption(
      List<X509Certificate> recipients, EncryptionAlgorithm algorithm, KeyTransport keyTransport) {
    /** Refuses nobody. */
    public Encryption {
      recipients = List.copyOf(recipients);
      if (recipients.isEmpty()) {
        throw new IllegalArgumentException("nobody could decrypt the message");
      }
    }
  }
}
