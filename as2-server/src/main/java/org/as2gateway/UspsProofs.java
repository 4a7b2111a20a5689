package org.as2gateway;

import java.util.function.Predicate;
import org.as2gateway.delivery.AcknowledgeMessage;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.usps.ledger.JdbcProofs;

/** Lets what USPS answers acknowledge messages that have no receipts. */
final class UspsProofs implements Runnable {
  private static final int BATCH = 100;

  private final JdbcProofs proofs;
  private final AcknowledgeMessage acknowledge;
  private final MessageLog messages;

  UspsProofs(JdbcProofs proofs, AcknowledgeMessage acknowledge, MessageLog messages) {
    this.proofs = proofs;
    this.acknowledge = acknowledge;
    this.messages = messages;
  }

  /** A message that is still on its way keeps its proof until it has arrived. */
  @Override
  public void run() {
    for (JdbcProofs.Proof proof : proofs.next(BATCH)) {
      boolean isOnItsWay =
          messages.find(proof.message()).filter(Predicate.not(UspsProofs::hasEnded)).isPresent();
      if (acknowledge.acknowledge(proof.message(), proof.text()) || !isOnItsWay) {
        proofs.remove(proof.message());
      }
    }
  }

  private static boolean hasEnded(MessageRecord message) {
    return message.status().isEnd();
  }
}
