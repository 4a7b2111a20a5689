package org.as2gateway;

import java.util.Map;
import org.as2gateway.delivery.Attempts;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.delivery.ReceiptSender;
import org.as2gateway.delivery.RetryTimes;
import org.as2gateway.delivery.Transport;
import org.as2gateway.delivery.Transports;
import org.as2gateway.delivery.inbox.AcceptFiles;
import org.as2gateway.delivery.inbox.InboxDelivery;
import org.as2gateway.store.db.Database;
import org.as2gateway.transport.TransportKind;
import org.as2gateway.transport.as2.receipt.JudgeAgain;
import org.as2gateway.transport.as2.receipt.ReceiptRecorder;
import org.as2gateway.transport.as2.send.As2Transport;

/** The composition of all transports: what sends, and what takes files as they come. */
final class GatewayTransports {
  private final InboxDelivery inbox;
  private final AcceptFiles accept;
  private final ReceiptRecorder recorder;
  private final JudgeAgain receipts;
  private final As2Transport as2;
  private final GatewayPdx pdx;
  private final Transport all;

  /** Where PDX keeps what it knows, and how large a file may be. */
  record PdxSettings(Database database, long mostBytes) {}

  GatewayTransports(
      DeliveryContext context,
      Attempts attempts,
      RetryTimes retryTimes,
      OpenParts opened,
      PdxSettings pdxSettings) {
    inbox =
        new InboxDelivery(
            context.transactions(), context.messages(), context.payloads(), context.clock());
    accept = new AcceptFiles(context.messages(), context.payloads(), inbox, context.clock());
    recorder = new ReceiptRecorder(context, attempts);
    receipts = new JudgeAgain(context, recorder);
    as2 = opened.keep(As2Transport.overHttp(context, attempts, recorder, retryTimes));
    pdx =
        new GatewayPdx(context, attempts, pdxSettings.database(), accept, pdxSettings.mostBytes());
    all =
        new Transports(
            context, attempts, Map.of(TransportKind.AS2, as2, TransportKind.PDX, pdx.transport()));
  }

  /** Brings received messages to the inbox. */
  InboxDelivery inbox() {
    return inbox;
  }

  /** Takes files that come without receipts. */
  AcceptFiles accept() {
    return accept;
  }

  /** Records receipts for what was sent by AS2. */
  ReceiptRecorder recorder() {
    return recorder;
  }

  /** Judges kept receipts. */
  JudgeAgain receipts() {
    return receipts;
  }

  /** Sends the receipts that we owe. */
  ReceiptSender receiptSender() {
    return as2.receipts();
  }

  /** Files over PDX. */
  GatewayPdx pdx() {
    return pdx;
  }

  /** All ways to send. */
  Transport all() {
    return all;
  }
}
