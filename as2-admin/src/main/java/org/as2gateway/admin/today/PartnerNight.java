package org.as2gateway.admin.today;

import java.time.Instant;
import org.as2gateway.admin.messages.StatusView;
import org.as2gateway.store.log.MessageRecord;
import org.jspecify.annotations.Nullable;

/**
 * What became of the messages of one partner in a night.
 *
 * @param partner name of the partner
 * @param sent outbound messages
 * @param proven how many of them have a verified receipt
 * @param byFile how many of those sent went by a transport that has no receipts
 * @param delivered how many the partner has without a receipt, because none was requested or the
 *     transport has none
 * @param waiting how many have not ended
 * @param failed how many failed, were blocked or cancelled
 * @param received inbound messages that were accepted
 * @param refused inbound messages that were refused
 * @param waitingFor what the newest of those that wait waits for; null if none waits
 * @param last the newest message, sent or received; null if it was deleted
 * @param receipt the newest verified receipt; null if there is none
 */
public record PartnerNight(
    String partner,
    int sent,
    int proven,
    int byFile,
    int delivered,
    int waiting,
    int failed,
    int received,
    int refused,
    @Nullable StatusView waitingFor,
    @Nullable MessageRecord last,
    @Nullable Receipt receipt) {
  /**
   * A verified receipt.
   *
   * @param message id of the message that it proves
   * @param at when it was verified
   * @param signer who signed it, by the subject of the certificate; empty if it was not signed
   */
  public record Receipt(String message, Instant at, String signer) {}

  /** How many of those sent can have a receipt. */
  public int provable() {
    return sent - byFile;
  }

  /** Whether somebody has to act. */
  public boolean hasTrouble() {
    return failed > 0 || refused > 0;
  }
}
