package org.as2gateway;

import java.util.Optional;
import org.as2gateway.delivery.AcknowledgeMessage;
import org.as2gateway.delivery.LateArrivals;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.usps.ledger.JdbcProofs;

/** Lets what USPS answers acknowledge messages that have no receipts. */
final class UspsProofs implements Runnable {
  private static final int BATCH = 100;

  private final JdbcProofs proofs;
  private final AcknowledgeMessage acknowledge;
  private final LateArrivals late;

  UspsProofs(JdbcProofs proofs, AcknowledgeMessage acknowledge, LateArrivals late) {
    this.proofs = proofs;
    this.acknowledge = acknowledge;
    this.late = late;
  }

  /** A message that is still on its way keeps its proof until it has arrived. */
  @Override
  public void run() {
    for (JdbcProofs.Proof proof : proofs.next(BATCH)) {
      late.proven(proof.message(), proof.text());
      Optional<MessageRecord> message = acknowledge.acknowledge(proof.message(), proof.text());
      if (message.map(known -> known.status().isEnd()).orElse(true)) {
        proofs.remove(proof.message());
      }
    }
  }
}
