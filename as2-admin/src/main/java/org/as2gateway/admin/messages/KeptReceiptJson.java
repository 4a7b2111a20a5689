package org.as2gateway.admin.messages;

import java.util.List;
import org.as2gateway.admin.port.Json;
import org.as2gateway.admin.port.Text;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.FlaggedReceipts;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.transport.as2.receipt.KeptReceipt;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The receipts kept for a message as the API tells them. */
final class KeptReceiptJson {
  private KeptReceiptJson() {}

  static ObjectNode of(MessageRecord message, List<KeptReceipt> receipts, FlaggedReceipts flagged) {
    ObjectNode json = Json.object();
    json.put("id", message.id());
    json.put("messageId", message.as2().messageId());
    json.put("status", message.status().text());
    json.put("mdn", message.as2().mdn().text());
    json.put("flagged", flagged.received());
    ArrayNode list = json.putArray("receipts");
    for (KeptReceipt receipt : receipts) {
      ObjectNode one = list.addObject();
      one.put("receivedAt", Json.time(receipt.receivedAt()));
      one.put("counted", receipt.hasCounted());
      one.put("disposition", receipt.verdict().disposition().map(Text::cut).orElse(null));
      MdnState proves = receipt.verdict().mdn();
      one.put("proves", proves.text());
      one.put("reason", receipt.verdict().reason().map(Reason::code).orElse(null));
      one.put("detail", Text.cut(receipt.verdict().detail()));
    }
    return json;
  }
}
