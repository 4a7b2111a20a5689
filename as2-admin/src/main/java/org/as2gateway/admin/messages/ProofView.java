package org.as2gateway.admin.messages;

import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.page.Format;
import org.as2gateway.admin.port.Json;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.jspecify.annotations.Nullable;

/**
 * What proves that a message was received, on one page to print.
 *
 * @param message its record
 * @param receipt what its receipt says; null if there is none that can be read
 * @param transfer what was seen of its transfer, where there are no receipts
 * @param madeAt when the page was made
 */
public record ProofView(
    MessageRecord message,
    @Nullable ReceiptView receipt,
    List<TransferFact> transfer,
    Instant madeAt) {
  static ProofView of(MessageActions actions, MessageRecord message) {
    ReceiptView receipt =
        actions
            .receipt(message)
            .map(Json::tree)
            .map(ReceiptView::new)
            .filter(read -> read.unreadable() == null)
            .orElse(null);
    return new ProofView(message, receipt, actions.transfer(message), actions.now());
  }

  /** Whether the message came from the partner. */
  public boolean isIn() {
    return message.direction() == Direction.IN;
  }

  /** Whether the receipt proves delivery: it counted when it came, and everything still holds. */
  public boolean isProven() {
    return receipt != null && receipt.holds() && message.mdn() == MdnState.VERIFIED;
  }

  /** What the page is. */
  public String title() {
    return isProven() ? "Proof of delivery" : "Delivery record";
  }

  /** What is proven, or that nothing is, in sentences. */
  public List<String> verdict() {
    if (message.findAs2().isEmpty()) {
      return List.of(noReceipts());
    }
    if (receipt == null) {
      return List.of("There is no receipt. Nothing proves that the message was received.");
    }
    if (isProven()) {
      String receiver = Format.plain(message.facts().to());
      return List.of(
          receiver + " confirmed with a signed receipt that it received this message.",
          "The content arrived unchanged: the MIC in the receipt equals the MIC of the message.",
          "The signature of the receipt is valid. It was made with the key of the certificate"
              + " below.");
    }
    return List.of(receipt.meaning(), "The delivery is not proven.");
  }

  private String noReceipts() {
    String label = message.transport().label();
    if (isIn()) {
      return "The file came by " + label + ". No receipt exists.";
    }
    return message.status().hasArrived()
        ? "The server of the partner took the whole file by "
            + label
            + ". No receipt exists: nothing proves that the partner has processed it."
        : "The file was not sent.";
  }

  /** The MIC of the message, with its algorithm; empty if none was computed. */
  public String mic() {
    Mic mic = message.mic();
    return mic == null ? "" : mic.fieldValue();
  }

  /** A time, in the zone that everybody can read. */
  public String time(Instant at) {
    return Format.utc(at);
  }
}
