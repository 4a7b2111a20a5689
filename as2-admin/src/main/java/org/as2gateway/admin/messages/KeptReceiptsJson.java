package org.as2gateway.admin.messages;

import java.time.Instant;
import java.util.List;
import org.as2gateway.admin.port.Description;
import org.as2gateway.admin.port.Text;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.FlaggedReceipts;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.transport.as2.receipt.KeptReceipt;
import org.jspecify.annotations.Nullable;

/** The receipts of a message. */
@Description("All receipts that are kept for a sent message, oldest first.")
record KeptReceiptsJson(
    String id,
    String messageId,
    MessageStatus status,
    MdnState mdn,
    @Description(
            "number of receipts that changed nothing, including repeats and receipts that are not"
                + " kept")
        int flagged,
    List<KeptReceiptJson> receipts) {
  /** One receipt. */
  @Description("A receipt that is kept for a sent message.")
  record KeptReceiptJson(
      Instant receivedAt,
      @Description("whether it completed the message; false: it was flagged and changed nothing")
          boolean counted,
      @Nullable String disposition,
      @Description(
              value = "verified with the certificates registered now",
              values = {"verified", "negative", "rejected"})
          MdnState proves,
      @Description("code of why it does not verify the message; null if it does")
          @Nullable String reason,
      String detail) {
    static KeptReceiptJson of(KeptReceipt receipt) {
      return new KeptReceiptJson(
          receipt.receivedAt(),
          receipt.hasCounted(),
          receipt.verdict().disposition().map(Text::cut).orElse(null),
          receipt.verdict().mdn(),
          receipt.verdict().reason().map(Reason::code).orElse(null),
          Text.cut(receipt.verdict().detail()));
    }
  }

  /** Those receipts of a message. */
  static KeptReceiptsJson of(
      MessageRecord message, List<KeptReceipt> receipts, FlaggedReceipts flagged) {
    return new KeptReceiptsJson(
        message.id(),
        message.messageId(),
        message.status(),
        message.mdn(),
        flagged.received(),
        receipts.stream().map(KeptReceiptJson::of).toList());
  }
}
