package org.as2gateway.transport.as2.receive;

import java.util.Optional;
import org.as2gateway.as2.smime.ReadOutcome;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.Failure;

/**
 * Why a message is refused.
 *
 * @param disposition what the partner is told
 * @param reason what decides
 * @param cause what the operator is told
 * @param layers what was met in the message
 * @param unverified the signature that did not hold, if that is why
 * @param isVerified whether the sender's signature is valid: if not, anybody may have sent the
 *     message, and the refusal is no evidence
 */
record Refusal(
    Disposition disposition,
    Reason reason,
    String cause,
    ReadOutcome.Layers layers,
    Optional<ReadOutcome.Unverified> unverified,
    boolean isVerified) {
  /** Longest text with words of a partner that is kept. */
  static final int MAX_TEXT = 500;

  Refusal {
    cause = PartnerText.clean(cause, MAX_TEXT);
  }

  /**
   * A refusal for what the content is.
   *
   * @param word what the partner is told, where that is not the word of this very content
   */
  static Refusal of(ReadOutcome.Refused refused, ErrorWord word) {
    return new Refusal(
        Disposition.error(word),
        refused.reason(),
        refused.cause(),
        refused.layers(),
        refused.unverified(),
        false);
  }

  /** A refusal for another reason than the content, which has not been read. */
  static Refusal of(
      Disposition disposition, Reason reason, String cause, ReadOutcome.Layers layers) {
    return new Refusal(disposition, reason, cause, layers, Optional.empty(), false);
  }

  /** A refusal of a message that was read; its sender is verified if it is signed. */
  static Refusal of(
      Disposition disposition, Reason reason, String cause, ReadOutcome.Opened opened) {
    return new Refusal(
        disposition,
        reason,
        cause,
        opened.layers(),
        Optional.empty(),
        opened.signature().isPresent());
  }

  /** This, for a copy of a verified message that may be anybody's. */
  Refusal unverifiedCopy() {
    return new Refusal(disposition, reason, cause, layers, unverified, false);
  }

  /** This, and one more thing for the operator. */
  Refusal alsoSaying(String more) {
    return new Refusal(disposition, reason, cause + "; " + more, layers, unverified, isVerified);
  }

  /** Reason and cause. */
  Failure failure() {
    return new Failure(reason, cause);
  }

  /** Whether an envelope did not decrypt to a message that could be verified. */
  boolean isDecryptionFailure() {
    return layers.isEncrypted()
        && disposition.text().equals(Disposition.error(ErrorWord.DECRYPTION_FAILED).text());
  }
}
