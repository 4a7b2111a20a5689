package org.as2gateway.transport.as2.receive;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.as2gateway.as2.smime.ReadOutcome;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.delivery.inbox.InboxDelivery;
import org.as2gateway.store.db.Transactions;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.log.ReplayMemory;
import org.as2gateway.store.log.TransferState;
import org.as2gateway.store.payload.FileLabel;

/** Records received messages: with everything that belongs to them, in one transaction. */
final class MessageRecording {
  private static final int MOST_EVENTS = 200;

  private final Transactions transactions;
  private final MessageLog messages;
  private final ReplayMemory replays;
  private final ReceiptQueue queue;
  private final InboxDelivery inbox;
  private final Runnable wakeOutbox;
  private final Clock clock;

  MessageRecording(InboundContext context) {
    this.transactions = context.transactions();
    this.messages = context.messages();
    this.replays = context.replays();
    this.queue = new ReceiptQueue(context.outbox());
    this.inbox = context.inbox();
    this.wakeOutbox = context.wakeOutbox();
    this.clock = context.clock();
  }

  /**
   * Steps 3 and 4: the commit that makes the message ours, then the inbox. When this returns, the
   * positive answer is true, whatever happens to the machine.
   *
   * @param stage holds a name for each payload
   * @param note what else the commit holds
   */
  void acceptAndDeliver(
      ReceivedMessage message,
      ReadOutcome.Opened opened,
      Optional<ReceiptMaker.Receipt> receipt,
      Stage stage,
      CommitNote note)
      throws IOException {
    MessageRecord accepted = record(message, opened, stage.names(), receipt);
    if (note.own().isPresent()) {
      stage.keepOnly();
    } else {
      stage.handOver();
    }
    boolean isRecorded =
        inbox.accept(
            accepted,
            () -> {
              boolean isFirst = insertAccepted(message, accepted, opened, receipt);
              if (isFirst) {
                replays.take(note.keys(), accepted.id());
                note.own().ifPresent(Runnable::run);
              }
              return isFirst;
            });
    if (!isRecorded) {
      throw new IOException("another process accepted the same Message-ID meanwhile");
    }
    wakeFor(message);
  }

  /** Lets the outbox look after the asynchronous receipt of a message, if it has one. */
  void wakeFor(ReceivedMessage message) {
    if (message.plan().kind() == ReceiptPlan.Kind.ASYNCHRONOUS) {
      wakeOutbox.run();
    }
  }

  private boolean insertAccepted(
      ReceivedMessage message,
      MessageRecord accepted,
      ReadOutcome.Opened opened,
      Optional<ReceiptMaker.Receipt> receipt) {
    MessageIdentity identity = message.identity();
    if (!messages.takeDuplicateKey(
        identity.from(), identity.to(), identity.messageId(), message.id())) {
      return false;
    }
    messages.insert(accepted);
    List<Evidence> evidence = ReceivedEvidence.of(message, Optional.of(opened), receipt);
    evidence.add(Evidence.ofContent(accepted, message.receivedAt()));
    messages.addEvidence(evidence);
    List<MessageEvent> events = new ArrayList<>();
    events.add(
        new MessageEvent(
            message.receivedAt(),
            EventKind.RECEIVED,
            null,
            message.bodyBytes() + " bytes in the body, " + opened.protection()));
    events.add(
        new MessageEvent(
            accepted.state().updatedAt(),
            EventKind.ACCEPTED,
            200,
            accepted.status() == MessageStatus.ACCEPTED
                ? "verified and recorded for the inbox"
                : "verified; it is about certificates, and for no inbox"));
    if (message.plan().kind() == ReceiptPlan.Kind.SYNCHRONOUS) {
      events.add(
          new MessageEvent(
              accepted.state().updatedAt(), EventKind.MDN_SENT, 200, "synchronous, in the answer"));
    }
    messages.addEvents(message.id(), events);
    queueReceipt(message, accepted.state().updatedAt());
    return true;
  }

  private void queueReceipt(ReceivedMessage message, Instant now) {
    if (message.plan().kind() == ReceiptPlan.Kind.ASYNCHRONOUS) {
      queue.put(message.id(), message.partnership().name(), now);
    }
  }

  /** Records a refusal with its reason; the MDN with it, if there is one. */
  void refuse(
      ReceivedMessage message,
      Refusal refusal,
      Optional<ReceiptMaker.Receipt> receipt,
      int status) {
    Instant now = clock.instant();
    MessageRecord refused = RefusedRecord.of(message, refusal, receipt, now);
    List<Evidence> kept = ReceivedEvidence.ofRefused(message, refusal, receipt);
    Supplier<Boolean> insertion =
        () -> {
          if (refusal.isVerified()) {
            messages.insert(refused);
            messages.addEvidence(kept);
          } else {
            messages.insertRefused(refused, kept);
          }
          messages.addEvent(
              message.id(),
              new MessageEvent(now, EventKind.REFUSED, status, refusal.reason(), refusal.cause()));
          if (message.plan().kind() == ReceiptPlan.Kind.ASYNCHRONOUS) {
            queueReceipt(message, refusal, now);
          }
          return true;
        };
    boolean isQueued = message.plan().kind() == ReceiptPlan.Kind.ASYNCHRONOUS;
    if (refusal.isVerified() || isQueued) {
      transactions.durably(insertion);
    } else {
      transactions.inTransaction(insertion); // what anybody can cause is not worth a sync
    }
    wakeFor(message);
  }

  private void queueReceipt(ReceivedMessage message, Refusal refusal, Instant now) {
    String partnership = message.partnership().name();
    if (refusal.isVerified()) {
      queue.put(message.id(), partnership, now);
    } else {
      queue.putUnverified(message.id(), partnership, now);
    }
  }

  /**
   * A repeat of an accepted message: noted, and its asynchronous MDN sent again.
   *
   * @param first the receipt, if this is the first copy that asks for one
   */
  void repeated(
      ReceivedMessage repeat, MessageRecord accepted, Optional<ReceiptMaker.Receipt> first) {
    Instant now = clock.instant();
    transactions.durably(
        () -> {
          first.ifPresent(receipt -> addReceipt(repeat, accepted.id(), receipt));
          if (messages.events(accepted.id()).size() < MOST_EVENTS) { // anybody can send a copy
            messages.addEvent(
                accepted.id(),
                new MessageEvent(
                    now, EventKind.REPEATED, 200, "came again; answered with the same MDN"));
          }
          if (repeat.plan().kind() == ReceiptPlan.Kind.ASYNCHRONOUS) {
            queue.put(accepted.id(), accepted.partnership(), now);
          }
          return true;
        });
    wakeOutbox.run();
  }

  private void addReceipt(ReceivedMessage repeat, String id, ReceiptMaker.Receipt receipt) {
    Instant now = clock.instant();
    messages.addEvidence(ReceivedEvidence.ofMdn(id, now, receipt));
    MessageRecord current = messages.find(id).orElseThrow();
    MessageRecord answered =
        current
            .withState(current.state().withUpdatedAt(now))
            .withAs2(
                current
                    .as2()
                    .withReceipt(
                        ReceivedFacts.mdnState(repeat), Disposition.processed().fieldValue()));
    if (!messages.update(answered, current)) {
      throw new IllegalStateException("message '" + id + "' was changed by another process");
    }
  }

  private MessageRecord record(
      ReceivedMessage message,
      ReadOutcome.Opened opened,
      List<String> names,
      Optional<ReceiptMaker.Receipt> receipt) {
    List<PayloadRecord> payloads = new ArrayList<>();
    for (int i = 0; i < opened.payloads().size(); i++) {
      ReadOutcome.Payload payload = opened.payloads().get(i);
      String label = FileLabel.clean(InboxNaming.labels(message, opened).get(i));
      String name = names.isEmpty() ? null : names.get(i);
      payloads.add(
          new PayloadRecord(label, payload.contentType(), payload.bytes(), payload.sha256(), name));
    }
    MessageStatus status = names.isEmpty() ? MessageStatus.DELIVERED : MessageStatus.ACCEPTED;
    return new MessageRecord(
        message.id(),
        Direction.IN,
        message.partnership().name(),
        payloads,
        TransferState.received(status, null, message.receivedAt(), clock.instant()),
        ReceivedFacts.of(
            message, opened.layers(), opened.mic(), receipt.map(made -> Disposition.processed())));
  }
}
