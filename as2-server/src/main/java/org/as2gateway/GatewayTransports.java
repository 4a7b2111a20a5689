package org.as2gateway;

import java.io.IOException;
import java.util.Map;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.delivery.Attempts;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.delivery.ReceiptSender;
import org.as2gateway.delivery.RetryTimes;
import org.as2gateway.delivery.Transport;
import org.as2gateway.delivery.Transports;
import org.as2gateway.delivery.inbox.InboxDelivery;
import org.as2gateway.store.db.Database;
import org.as2gateway.transport.TransportKind;
import org.as2gateway.transport.as2.explain.KeptExplanations;
import org.as2gateway.transport.as2.explain.MessageExplainer;
import org.as2gateway.transport.as2.receipt.JudgeAgain;
import org.as2gateway.transport.as2.receipt.ReceiptRecorder;
import org.as2gateway.transport.as2.send.As2Transport;
import org.as2gateway.transport.proxy.Proxies;

/** The composition of all transports: what sends, and what takes files as they come. */
final class GatewayTransports {
  private final InboxDelivery inbox;
  private final Proxies proxies;
  private final ReceiptRecorder recorder;
  private final JudgeAgain receipts;
  private final As2Transport as2;
  private final GatewaySftp sftp;
  private final GatewayPdx pdx;
  private final KeptExplanations explanations;
  private final Transport all;

  /** Where transports keep what they know, what they may take, and how they connect. */
  record Kept(Database database, GatewayConfig.Limits limits, GatewayConfig.Proxy proxy) {}

  GatewayTransports(
      DeliveryContext context,
      Attempts attempts,
      RetryTimes retryTimes,
      Kept kept,
      OpenParts opened) {
    inbox =
        new InboxDelivery(
            context.transactions(), context.messages(), context.payloads(), context.clock());
    FileParts parts = FileParts.of(context, attempts, inbox, kept.database(), kept.limits());
    proxies = new Proxies(context.folders(), kept.proxy(), context.registry(), context.clock());
    recorder = new ReceiptRecorder(context, attempts);
    receipts = new JudgeAgain(context, recorder);
    explanations =
        new KeptExplanations(new MessageExplainer(context.messages(), context.payloads()));
    as2 = opened.keep(As2Transport.overHttp(context, attempts, recorder, retryTimes, proxies));
    sftp = new GatewaySftp(parts, proxies, opened);
    pdx = new GatewayPdx(parts, proxies);
    all =
        new Transports(
            context,
            attempts,
            Map.of(
                TransportKind.AS2,
                as2,
                TransportKind.SFTP,
                sftp.transport(),
                TransportKind.PDX,
                pdx.transport()));
  }

  /** Fetches files from now on, and opens the SFTP server if the settings say so. */
  void start(GatewayConfig.Sftp settings, OpenParts opened) throws ConfigException, IOException {
    opened.keep(pdx.start());
    sftp.start(settings, opened);
  }

  /** The proxies of all connections, which remember what logins were refused. */
  Proxies proxies() {
    return proxies;
  }

  /** Files by SFTP. */
  GatewaySftp sftp() {
    return sftp;
  }

  /** Brings received messages to the inbox. */
  InboxDelivery inbox() {
    return inbox;
  }

  /** Records receipts for what was sent by AS2. */
  ReceiptRecorder recorder() {
    return recorder;
  }

  /** Judges kept receipts. */
  JudgeAgain receipts() {
    return receipts;
  }

  /** Says why digests did not hold. */
  KeptExplanations explanations() {
    return explanations;
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
