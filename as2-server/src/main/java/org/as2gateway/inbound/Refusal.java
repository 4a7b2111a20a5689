package org.as2gateway.inbound;

import java.util.Optional;
import org.as2gateway.smime.ReadOutcome;
import org.as2gateway.wire.Disposition;

/**
 * Why a message is refused.
 *
 * @param disposition what the partner is told
 * @param cause what the operator is told
 * @param layers what was met in the message
 * @param unverified the signature that did not hold, if that is why
 * @param isVerified whether the sender's signature holds: then the refusal is evidence
 */
record Refusal(
    Disposition disposition,
    String cause,
    ReadOutcome.Layers layers,
    Optional<ReadOutcome.Unverified> unverified,
    boolean isVerified) {
  Refusal {
    cause = OperatorText.clean(cause);
  }

  /** A refusal for what the content is. */
  static Refusal of(ReadOutcome.Refused refused) {
    return new Refusal(
        Disposition.error(refused.word()),
        refused.cause(),
        refused.layers(),
        refused.unverified(),
        false);
  }

  /** A refusal for another reason than the content. */
  static Refusal of(Disposition disposition, String cause, ReadOutcome.Layers layers) {
    return new Refusal(disposition, cause, layers, Optional.empty(), false);
  }

  /** A refusal of a message that was read; its sender is verified if it is signed. */
  static Refusal of(Disposition disposition, String cause, ReadOutcome.Opened opened) {
    return new Refusal(
        disposition, cause, opened.layers(), Optional.empty(), opened.signature().isPresent());
  }
}
