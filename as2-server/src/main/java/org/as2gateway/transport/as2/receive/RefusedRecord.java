package org.as2gateway.transport.as2.receive;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;

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
        MessageStatus.REFUSED,
        message.partnership().name(),
        message.identity().from().value(),
        message.identity().to().value(),
        message.identity().messageId().value(),
        MessageRecording.subject(message),
        List.of(),
        refusal.layers().isSigned(),
        refusal.layers().isEncrypted(),
        refusal.layers().isCompressed(),
        null,
        receipt.isPresent() ? refusal.disposition().fieldValue() : null,
        MessageRecording.mdnState(message),
        refusal.failure(),
        0,
        message.receivedAt(),
        now,
        null,
        null);
  }
}
