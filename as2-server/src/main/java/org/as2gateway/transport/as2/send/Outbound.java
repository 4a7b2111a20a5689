package org.as2gateway.transport.as2.send;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.as2gateway.as2.smime.CryptoProviders;
import org.as2gateway.as2.smime.MessageWriter;
import org.as2gateway.delivery.queue.Delivery;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.transport.as2.receipt.JudgeAgain;
import org.as2gateway.transport.as2.receipt.KeptReceipt;
import org.as2gateway.transport.as2.receipt.ReceiptRecorder;
import org.as2gateway.transport.as2.receipt.RetryTimes;

/** Puts the sending use cases together. Close it when no delivery runs any more. */
public final class Outbound implements AutoCloseable {
  private final Runnable closeConnections;
  private final OutboundContext context;
  private final IntakeMarks marks;
  private final FileSources filing;
  private final Delivery delivery;
  private final JudgeAgain judge;

  /**
   * The use cases over HTTP.
   *
   * @param retryTimes when a delivery that did not succeed is tried again
   */
  public static Outbound overHttp(
      OutboundContext context, ReceiptRecorder recorder, RetryTimes retryTimes) {
    As2HttpClient client =
        new As2HttpClient(
            alias ->
                context.registry().get().certificates().signing(alias, context.clock().instant()));
    return new Outbound(context, client::send, client::close, recorder, retryTimes);
  }

  Outbound(
      OutboundContext context,
      PartnerConnection connection,
      Runnable closeConnections,
      ReceiptRecorder recorder,
      RetryTimes retryTimes) {
    this.context = context;
    this.closeConnections = closeConnections;
    this.marks = new IntakeMarks(context.folders().data().resolve("intake"));
    this.filing = new FileSources(context);
    this.judge = new JudgeAgain(context.messages(), context.registry(), recorder);
    WireImages images =
        new WireImages(context, new MessageWriter(CryptoProviders.shared(), context.clock()));
    this.delivery =
        new OutboundDelivery(
            context,
            new SendMessage(context, images, connection, recorder),
            new SendAsyncMdn(context, connection, retryTimes));
  }

  /** Brings everything into a state to go on from; call it before the worker starts. */
  public void recover() throws IOException {
    new RecoverOutbound(context, marks).run();
    filing.run();
  }

  /** Moves the files of messages that have ended; to be run several times a second. */
  public Runnable filing() {
    return filing;
  }

  /** What the outbox worker calls. */
  public Delivery delivery() {
    return delivery;
  }

  /** Intake of files; see {@link OutboxFolders#scan}. */
  public OutboxFolders folders(Duration settle) {
    return new OutboxFolders(context, marks, settle);
  }

  /** Intake of streams. */
  public SubmitMessage submit() {
    return new SubmitMessage(context);
  }

  /** Sends again. */
  public ResendMessage resend() {
    return new ResendMessage(context);
  }

  /** Gives up. */
  public CancelMessage cancel() {
    return new CancelMessage(context);
  }

  /** What the receipts kept for an outbound message prove by the certificates registered now. */
  public List<KeptReceipt> receipts(MessageRecord message) {
    return judge.look(message);
  }

  /**
   * Judges the receipts kept for a message by the certificates registered now; one that proves
   * something ends the message.
   *
   * @param id our id
   * @return the message as it stands now
   * @throws RefusedOperation if there is no such message, it is acknowledged, its partnership is
   *     gone, or no receipt is kept
   */
  public MessageRecord judgeReceipts(String id) throws RefusedOperation {
    MessageRecord message = CancelMessage.outbound(context, id);
    if (message.status() == MessageStatus.ACKNOWLEDGED) {
      throw RefusedOperation.conflict("message '" + id + "' is acknowledged already");
    }
    if (!judge.hasPartnership(message)) {
      throw RefusedOperation.conflict(
          "the receipts of message '%s' cannot be judged: no partnership from '%s' to '%s' exists"
                  .formatted(id, message.from(), message.to())
              + " any more; add it to partnerships.xml, then judge again");
    }
    if (judge.look(message).isEmpty()) {
      throw RefusedOperation.conflict("no receipt is kept for message '" + id + "'");
    }
    return judge.judge(message);
  }

  /** Stops and starts queues. */
  public HoldPartnership hold() {
    return new HoldPartnership(context);
  }

  @Override
  public void close() {
    closeConnections.run();
  }
}
