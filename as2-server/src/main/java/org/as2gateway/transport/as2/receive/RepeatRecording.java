package org.as2gateway.transport.as2.receive;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.store.db.Transactions;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.log.ReplayMemory;
import org.as2gateway.store.log.TransferState;

/**
 * Records accepted content that came again under another Message-ID: a message of its own with its
 * own MDN, which names the first one and is in no inbox. HTTP headers are not signed, so that
 * anybody who has captured a message can repeat it: few repeats of each are recorded.
 */
final class RepeatRecording {
  /** Most repeats of one message that are recorded. */
  static final int MOST_RECORDED = 20;

  private final Transactions transactions;
  private final MessageLog messages;
  private final ReplayMemory memory;
  private final MessageRecording recording;
  private final ReceiptQueue queue;
  private final Clock clock;

  RepeatRecording(InboundContext context, MessageRecording recording) {
    this.transactions = context.transactions();
    this.messages = context.messages();
    this.memory = context.replays();
    this.recording = recording;
    this.queue = new ReceiptQueue(context.outbox());
    this.clock = context.clock();
  }

  /** Whether one more repeat of that message is recorded. */
  boolean isRecorded(MessageRecord first) {
    return messages.events(first.id()).stream().filter(e -> e.kind() == EventKind.REPEATED).count()
        < MOST_RECORDED;
  }

  /** Says once, in the record of the first message, that further repeats are not recorded. */
  void noteUnrecorded(MessageRecord first) {
    if (messages.events(first.id()).stream()
        .anyMatch(e -> e.kind() == EventKind.REPEATS_NOT_RECORDED)) {
      return;
    }
    String detail =
        "it came again " + MOST_RECORDED + " times or more: further repeats are not recorded";
    transactions.durably(
        () -> {
          messages.addEvent(
              first.id(),
              new MessageEvent(clock.instant(), EventKind.REPEATS_NOT_RECORDED, null, detail));
          return true;
        });
  }

  /** When this returns, the positive answer survives a power cut. */
  void record(
      ReceivedMessage message,
      RepeatedMessages.Content content,
      Optional<ReceiptMaker.Receipt> receipt)
      throws IOException {
    MessageRecord first = content.record().orElseThrow();
    MessageRecord repeat = repeat(message, content, receipt);
    boolean isRecorded = transactions.durably(() -> insert(message, repeat, first, receipt));
    if (!isRecorded) {
      throw new IOException("another process accepted the same Message-ID meanwhile");
    }
    recording.wakeFor(message);
  }

  private boolean insert(
      ReceivedMessage message,
      MessageRecord repeat,
      MessageRecord first,
      Optional<ReceiptMaker.Receipt> receipt) {
    MessageIdentity identity = message.identity();
    if (!messages.takeDuplicateKey(
        identity.from(), identity.to(), identity.messageId(), message.id())) {
      return false;
    }
    messages.insert(repeat);
    memory.addRepeat(repeat.id(), first.id());
    messages.addEvidence(ReceivedEvidence.ofRepeat(message, receipt));
    messages.addEvents(repeat.id(), events(message, repeat, first));
    String detail =
        "the same content came again under Message-ID '"
            + PartnerText.clean(repeat.as2().messageId())
            + "' as message "
            + repeat.id()
            + "; not delivered again";
    messages.addEvent(
        first.id(), new MessageEvent(repeat.state().updatedAt(), EventKind.REPEATED, 200, detail));
    if (message.plan().kind() == ReceiptPlan.Kind.ASYNCHRONOUS) {
      queue.putUnverified(repeat.id(), repeat.partnership(), repeat.state().updatedAt());
    }
    return true;
  }

  private static List<MessageEvent> events(
      ReceivedMessage message, MessageRecord repeat, MessageRecord first) {
    List<MessageEvent> events = new ArrayList<>();
    events.add(
        new MessageEvent(
            message.receivedAt(),
            EventKind.RECEIVED,
            null,
            message.bodyBytes() + " bytes in the body"));
    events.add(
        new MessageEvent(
            repeat.state().updatedAt(),
            EventKind.REPLAYED,
            200,
            "repeats the content of message " + first.id() + "; confirmed, not delivered again"));
    if (message.plan().kind() == ReceiptPlan.Kind.SYNCHRONOUS) {
      events.add(
          new MessageEvent(
              repeat.state().updatedAt(), EventKind.MDN_SENT, 200, "synchronous, in the answer"));
    }
    return events;
  }

  private MessageRecord repeat(
      ReceivedMessage message,
      RepeatedMessages.Content content,
      Optional<ReceiptMaker.Receipt> receipt) {
    return new MessageRecord(
        message.id(),
        Direction.IN,
        message.partnership().name(),
        content.record().orElseThrow().payloads().stream().map(RepeatRecording::label).toList(),
        TransferState.received(
            MessageStatus.DELIVERED, null, message.receivedAt(), clock.instant()),
        ReceivedFacts.of(
            message,
            content.layers(),
            content.mic().orElseThrow(),
            receipt.map(made -> Disposition.processed())));
  }

  /** As it was, but in no inbox. */
  private static PayloadRecord label(PayloadRecord payload) {
    return new PayloadRecord(
        payload.filename(), payload.contentType(), payload.bytes(), payload.sha256(), null);
  }
}
