package org.as2gateway.registry.partnerships;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Receipts of a partnership.
 *
 * @param mdnTo value of Disposition-Notification-To; empty if no receipt is asked for
 * @param options value of Disposition-Notification-Options as configured; empty for an unsigned
 *     receipt
 * @param isSigned whether {@code options} ask for a signed receipt
 * @param micalgs digest spellings listed in {@code options}
 * @param asyncUrl {@code as2_receipt_option}: outbound, our URL for asynchronous MDNs; inbound, the
 *     partner's registered one; empty if none
 * @param timeout how long to wait for an asynchronous MDN
 */
public record ReceiptPolicy(
    Optional<String> mdnTo,
    Optional<String> options,
    boolean isSigned,
    List<String> micalgs,
    Optional<URI> asyncUrl,
    Duration timeout) {
  /** Copies the list. */
  public ReceiptPolicy {
    micalgs = List.copyOf(micalgs);
  }
}
