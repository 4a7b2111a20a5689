package org.as2gateway.transport.as2.receipt;

import java.time.Instant;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;

/**
 * A receipt that is kept for a message, and what it proves by the certificates registered now.
 *
 * @param evidence the receipt as it came
 * @param verdict what it proves
 */
public record KeptReceipt(Evidence evidence, Verdict verdict) {
  /** When it came. */
  public Instant receivedAt() {
    return evidence.at();
  }

  /** Whether the message stands where it does because of it; else it was flagged. */
  public boolean hasCounted() {
    return evidence.kind() == EvidenceKind.MDN;
  }
}
