package org.as2gateway.transport.as2.receipt;

import java.time.Duration;
import java.util.Optional;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.ReceiptRequest;

/**
 * What was asked of the partner, as the message on the wire said it: a later change of the
 * partnership does not change what a sent message asked for.
 *
 * @param messageId the Message-ID sent
 * @param request the receipt asked for; empty for none
 * @param mics what its MIC may be
 * @param timeout how long to wait for an asynchronous one
 */
public record ReceiptExpectation(
    MessageId messageId, Optional<ReceiptRequest> request, SentMics mics, Duration timeout) {
  /** Whether an asynchronous receipt was asked for. */
  public boolean isAsynchronous() {
    return request.flatMap(ReceiptRequest::asyncUrl).isPresent();
  }

  /** Whether a signed receipt was asked for. */
  public boolean isSigned() {
    return request.filter(ReceiptRequest::isSigned).isPresent();
  }
}
