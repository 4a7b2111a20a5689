package org.as2gateway.delivery;

import java.util.List;
import org.as2gateway.delivery.gate.Gate;
import org.as2gateway.delivery.queue.Delivery;

/** The use cases of sending, over a transport. */
public final class Outbound {
  private final DeliveryContext context;
  private final Transport transport;
  private final Delivery delivery;
  private final List<Gate> gates;

  /**
   * The use cases on these stores.
   *
   * @param receipts sends the receipts that we owe
   * @param gates look at each message before it is sent for the first time
   */
  public Outbound(
      DeliveryContext context,
      Attempts attempts,
      Transport transport,
      ReceiptSender receipts,
      List<Gate> gates) {
    this.context = context;
    this.transport = transport;
    this.gates = gates;
    this.delivery =
        new OutboundDelivery(
            context, attempts, transport, receipts, new InspectMessage(context, transport, gates));
  }

  /** Queues what a stop has interrupted; call it before the worker starts. */
  public void recover() {
    new RecoverOutbound(context).run();
  }

  /** What the outbox worker calls. */
  public Delivery delivery() {
    return delivery;
  }

  /** Intake of streams. */
  public SubmitMessage submit() {
    return new SubmitMessage(context, transport);
  }

  /** Sends again. */
  public ResendMessage resend() {
    return new ResendMessage(context, transport);
  }

  /** Sends another way. */
  public SendByFallback fallback() {
    return new SendByFallback(context, transport, gates);
  }

  /** Finds what has arrived although it was sent another way. */
  public LateArrivals lateArrivals() {
    return new LateArrivals(context, transport);
  }

  /** Gives up. */
  public CancelMessage cancel() {
    return new CancelMessage(context);
  }

  /** Sends what was blocked. */
  public ReleaseMessage release() {
    return new ReleaseMessage(context);
  }

  /** Ends what was sent without a receipt and was accepted. */
  public AcknowledgeMessage acknowledge() {
    return new AcknowledgeMessage(context);
  }

  /** Stops and starts queues. */
  public HoldPartnership hold() {
    return new HoldPartnership(context);
  }
}
