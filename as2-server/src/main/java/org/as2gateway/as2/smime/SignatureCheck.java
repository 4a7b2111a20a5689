package org.as2gateway.as2.smime;

import java.security.cert.X509Certificate;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;

/** What became of verifying a detached signature. Only {@link Valid} is a success. */
public sealed interface SignatureCheck {

  /** Whether the signature holds. */
  default boolean isValid() {
    return this instanceof Valid;
  }

  /**
   * Content, signature and signer are what they should be.
   *
   * @param algorithm what the signature was made with
   * @param certificate the registered certificate that verified it
   */
  record Valid(SignatureAlgorithm algorithm, X509Certificate certificate)
      implements SignatureCheck {}

  /**
   * The SignerInfo names an accepted digest that the caller did not take; ask again with it.
   *
   * @param algorithm the digest to take
   */
  record NeedsDigest(MicAlgorithm algorithm) implements SignatureCheck {}

  /**
   * The signature does not hold.
   *
   * @param reason the kind of failure
   * @param cause one sentence for the operator, never for the partner
   */
  record Refused(Reason reason, String cause) implements SignatureCheck {}

  /** Why a signature does not hold, with the word that tells the partner (protocol.md §1). */
  enum Reason {
    /** The octets are no readable SignedData, or contradict themselves. */
    MALFORMED(ErrorWord.INTEGRITY_CHECK_FAILED),
    /** Readable, but no signature that counts: no or several signers, no signed attributes. */
    NOT_COUNTED(ErrorWord.INSUFFICIENT_MESSAGE_SECURITY),
    /** The partnership does not accept the algorithm. */
    NOT_ACCEPTED(ErrorWord.INSUFFICIENT_MESSAGE_SECURITY),
    /** The content is not the one that was signed. */
    DIGEST_MISMATCH(ErrorWord.INTEGRITY_CHECK_FAILED),
    /** A registered certificate is named as the signer, but its key did not make this value. */
    BAD_SIGNATURE(ErrorWord.INTEGRITY_CHECK_FAILED),
    /** The content is intact, but none of the registered certificates made the signature. */
    UNKNOWN_SIGNER(ErrorWord.AUTHENTICATION_FAILED);

    private final ErrorWord word;

    Reason(ErrorWord word) {
      this.word = word;
    }

    /** The word for a message that was not encrypted. */
    public ErrorWord word() {
      return word;
    }
  }
}
