package org.as2gateway.as2.smime;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.as2.wire.SignatureAlgorithm;

/** What became of a message's content. */
public sealed interface ReadOutcome {
  /** The layers that were met, as far as reading came. */
  Layers layers();

  /**
   * Which layers a message has.
   *
   * @param isEncrypted an envelope
   * @param isSigned a signature
   * @param isCompressed compression
   */
  record Layers(boolean isEncrypted, boolean isSigned, boolean isCompressed) {}

  /**
   * One payload in the sink, verified.
   *
   * @param filename the name the partner gives it; a label to be cleaned; empty if none
   * @param contentType its Content-Type; {@code application/octet-stream} if none
   * @param bytes its size
   * @param sha256 lower-case hex of its octets
   */
  record Payload(Optional<String> filename, String contentType, long bytes, String sha256) {}

  /**
   * The signature of the message.
   *
   * @param signature the SignedData as received, transfer encoding undone
   * @param signer the registered certificate that verified it
   * @param algorithm the signature's algorithm
   * @param valueDigest SHA-256 of what no two signatures have in common, see {@link
   *     SignatureVerifier#valueDigest}
   */
  record Signature(
      Octets signature, X509Certificate signer, SignatureAlgorithm algorithm, Octets valueDigest) {}

  /**
   * The octets that the MIC covers, and the signature where there is one.
   *
   * @param headers header block in front of the payload, blank line included: with the one payload
   *     behind it, it is the covered content, unless the sink keeps that whole; empty where the MIC
   *     covers a payload without headers
   * @param isKept whether {@link MessageSink#openSignedEntity} holds the covered content
   */
  record Covered(Octets headers, boolean isKept) {}

  /**
   * All rules hold; the payloads in the sink are the verified bytes.
   *
   * @param layers what it was wrapped in
   * @param payloads in order; one, or several of a multipart/related
   * @param mic over what RFC 4130 §7.3.1 says
   * @param covered what that is
   * @param signature empty for an unsigned message
   * @param envelope what its envelope is recognised by; empty without one
   */
  record Opened(
      Layers layers,
      List<Payload> payloads,
      Mic mic,
      Covered covered,
      Optional<Signature> signature,
      Optional<EnvelopeDigest> envelope)
      implements ReadOutcome {
    /** Copies the list. */
    public Opened {
      payloads = List.copyOf(payloads);
    }

    /** How the message is protected, with the algorithms, in words for an operator. */
    public String protection() {
      return Protection.text(
          signature.map(Signature::algorithm),
          envelope.map(EnvelopeDigest::encryption),
          layers.isCompressed());
    }
  }

  /**
   * The content is refused for good.
   *
   * @param layers what it was wrapped in, as far as reading came
   * @param word what the partner is told
   * @param reason what it is, for our log and the operator only
   * @param cause for our log and the operator only
   * @param unverified the signature that did not hold, if that is why: to explain, never to trust
   * @param envelope what its envelope is recognised by; empty if none was opened
   */
  record Refused(
      Layers layers,
      ErrorWord word,
      Reason reason,
      String cause,
      Optional<Unverified> unverified,
      Optional<EnvelopeDigest> envelope)
      implements ReadOutcome {}

  /**
   * An envelope under a key that has been used before, which was not opened.
   *
   * @param layers what it was wrapped in
   * @param envelope tells whether its ciphertext is the same as before
   */
  record Unopened(Layers layers, EnvelopeDigest envelope) implements ReadOutcome {}

  /**
   * A signature that does not hold.
   *
   * @param signature the SignedData as received
   * @param covered what it should be the signature of
   */
  record Unverified(Octets signature, Covered covered) {}
}
