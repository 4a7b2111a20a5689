package org.as2gateway.transport.as2.receive;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.TransferState;

/** The record of a message that is refused. */
final class RefusedRecord {
  private RefusedRecord() {}

  static MessageRecord of(
      ReceivedMessage message,
      Refusal refusal,
      Optional<ReceiptMaker.Receipt> receipt,
      Instant now) {
    return new MessageRecord(
        message.id(),
        Direction.IN,
        message.partnership().name(),
        List.of(),
        TransferState.received(MessageStatus.REFUSED, refusal.failure(), message.receivedAt(), now),
        ReceivedFacts.of(
            message, refusal.layers(), null, receipt.map(made -> refusal.disposition())));
  }
}
