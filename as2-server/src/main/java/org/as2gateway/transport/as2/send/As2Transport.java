package org.as2gateway.transport.as2.send;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.ReceiptRequest;
import org.as2gateway.delivery.Attempts;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.delivery.ReceiptSender;
import org.as2gateway.delivery.RetryTimes;
import org.as2gateway.delivery.Transport;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.transport.as2.receipt.ReceiptRecorder;
import org.as2gateway.transport.as2.receipt.SentMessages;
import org.as2gateway.transport.proxy.Proxies;
import org.jspecify.annotations.Nullable;

/** AS2 as a way to send messages. Close it when no delivery runs any more. */
public final class As2Transport implements Transport, AutoCloseable {
  private final Runnable closeConnections;
  private final NewMessages newMessages;
  private final SentMessages sent;
  private final SendMessage sendMessage;
  private final SendAsyncMdn sendAsyncMdn;

  /**
   * AS2 over HTTP.
   *
   * @param retryTimes when an MDN that was not delivered is tried again
   * @param proxies by which connections to partners go
   */
  public static As2Transport overHttp(
      DeliveryContext context,
      Attempts attempts,
      ReceiptRecorder recorder,
      RetryTimes retryTimes,
      Proxies proxies) {
    As2HttpClient client =
        new As2HttpClient(
            alias ->
                context.registry().get().certificates().signing(alias, context.clock().instant()));
    return new As2Transport(
        context,
        client::close,
        new SendMessage(context, client::send, attempts, recorder, proxies),
        new SendAsyncMdn(context, client::send, retryTimes, proxies));
  }

  As2Transport(
      DeliveryContext context,
      Runnable closeConnections,
      SendMessage sendMessage,
      SendAsyncMdn sendAsyncMdn) {
    this.closeConnections = closeConnections;
    this.newMessages = new NewMessages(context.clock());
    this.sent = new SentMessages(context.messages());
    this.sendMessage = sendMessage;
    this.sendAsyncMdn = sendAsyncMdn;
  }

  /** Sends the asynchronous MDNs that we owe. */
  public ReceiptSender receipts() {
    return sendAsyncMdn;
  }

  @Override
  public List<String> missingToSend(Partnership partnership, Registry registry, Instant now) {
    return registry.missingToSend(partnership, now);
  }

  @Override
  public MessageRecord create(
      String id,
      Partnership partnership,
      @Nullable String subject,
      List<PayloadRecord> payloads,
      @Nullable String sourceFile) {
    return newMessages.create(id, partnership, subject, payloads, sourceFile);
  }

  @Override
  public MessageRecord createAgain(
      String id, Partnership partnership, MessageRecord earlier, @Nullable String sourceFile) {
    return create(id, partnership, earlier.as2().subject(), earlier.payloads(), sourceFile);
  }

  @Override
  public Optional<Partnership> partnership(MessageRecord message, Registry registry) {
    return SentMessages.partnership(message, registry.partnerships());
  }

  @Override
  public void send(MessageRecord message) throws InterruptedException {
    sendMessage.send(message);
  }

  /** By what was sent or, before that, by what the partnership will have sent. */
  @Override
  public boolean awaitsReceipt(MessageRecord message) {
    return sent.headers(message.id())
        .map(headers -> ReceiptRequest.parse(headers).isPresent())
        .orElse(message.as2().mdn() != MdnState.NONE);
  }

  @Override
  public void close() {
    closeConnections.run();
  }
}
