package org.as2gateway.transport.as2.receive;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.smime.ReadOutcome;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what was accepted before (protocol.md §1): the same Message-ID with its stored MDN, the
 * same content under another Message-ID with an MDN of its own. Neither is delivered again.
 */
final class RepeatedMessages {
  private static final Logger LOG = LoggerFactory.getLogger(RepeatedMessages.class);

  private final MessageLog messages;
  private final MessageRecording recording;
  private final RepeatRecording repeats;
  private final ReceiptQueue queue;
  private final AttackSigns signs;
  private final RefusalLog log;

  RepeatedMessages(InboundContext context, MessageRecording recording) {
    this.messages = context.messages();
    this.recording = recording;
    this.repeats = new RepeatRecording(context, recording);
    this.queue = new ReceiptQueue(context.outbox());
    this.signs = context.signs();
    this.log = new RefusalLog(LOG, context.clock());
  }

  /**
   * A repeat of what was accepted.
   *
   * @param record of the message of that content; empty if it is no longer kept
   * @param layers what it was wrapped in
   * @param payloads SHA-256 of each
   * @param mic what its receipt says
   * @param signature digest of this copy's own signature, if it was verified and is the first of
   *     its kind
   */
  record Content(
      Optional<MessageRecord> record,
      ReadOutcome.Layers layers,
      List<String> payloads,
      Optional<Mic> mic,
      Optional<Octets> signature) {
    static Content of(
        ReadOutcome.Opened opened, Optional<MessageRecord> record, Optional<Octets> signature) {
      return new Content(
          record,
          opened.layers(),
          opened.payloads().stream().map(ReadOutcome.Payload::sha256).toList(),
          Optional.of(opened.mic()),
          signature);
    }

    static Content of(MessageRecord record) {
      return new Content(
          Optional.of(record),
          new ReadOutcome.Layers(
              record.as2().isEncrypted(), record.as2().isSigned(), record.as2().isCompressed()),
          digests(record),
          Optional.ofNullable(record.as2().mic()),
          Optional.empty());
    }

    private static List<String> digests(MessageRecord record) {
      return record.payloads().stream().map(PayloadRecord::sha256).toList();
    }

    Refusal refusal(Disposition disposition, Reason reason, String cause, boolean isVerified) {
      return new Refusal(disposition, reason, cause, layers, Optional.empty(), isVerified);
    }

    boolean isOf(MessageRecord other) {
      return payloads.equals(digests(other));
    }
  }

  /**
   * A Message-ID that was accepted before: the stored MDN. Empty if that message had other content,
   * and no MDN can be given.
   */
  Optional<As2Response> sameId(Reception reception, MessageRecord accepted, Content content)
      throws IOException {
    if (!content.isOf(accepted)) {
      log.warn(
          reception.partnership().name(),
          "ALERT: message {} from '{}' has the Message-ID of {} and other content",
          reception.id(),
          accepted.as2().from(),
          accepted.id());
      return Optional.empty();
    }
    Optional<MimeEntity> stored =
        messages.evidence(accepted.id(), EvidenceKind.MDN).stream()
            .findFirst()
            .map(Evidence::content)
            .map(octets -> MimeEntity.parse(octets.toBytes()));
    if (stored.isPresent() || reception.plan().kind() == ReceiptPlan.Kind.NONE) {
      recording.repeated(reception.message(), accepted, Optional.empty());
      return Optional.of(reception.answer(stored));
    }
    // no copy so far asked for a receipt: this one's is made now, and kept for all to come
    Optional<ReceiptMaker.Receipt> receipt = content.mic().flatMap(reception::positiveReceipt);
    recording.repeated(reception.message(), accepted, receipt);
    return Optional.of(reception.answer(receipt.map(ReceiptMaker.Receipt::entity)));
  }

  /** Accepted content under a Message-ID of its own: confirmed, recorded, and not delivered. */
  As2Response sameContent(Reception reception, Content content) throws IOException {
    if (content.record().isEmpty() || content.mic().isEmpty()) {
      return noLongerKept(reception);
    }
    MessageRecord accepted = content.record().get();
    log.warn(
        reception.partnership().name(),
        "ALERT: message {} from '{}' brings the content of {} again under another Message-ID; not"
            + " delivered again",
        reception.id(),
        accepted.as2().from(),
        accepted.id());
    String partnership = reception.partnership().name();
    if (!repeats.isRecorded(accepted)) {
      signs.add(AttackSigns.Kind.REPLAYED, partnership, accepted.id());
      return unrecorded(reception, accepted, content.mic().get());
    }
    boolean isSilent = queue.isFull(reception.message());
    Optional<ReceiptMaker.Receipt> receipt =
        isSilent ? Optional.empty() : reception.positiveReceipt(content.mic().get());
    repeats.record(
        isSilent ? reception.messageWithoutReceipt() : reception.message(), content, receipt);
    signs.add(AttackSigns.Kind.REPLAYED, partnership, reception.id());
    return reception.answer(receipt.map(ReceiptMaker.Receipt::entity));
  }

  /**
   * One repeat too many. The content was delivered, so that a positive MDN is true without a record
   * of this copy; one that is to be posted later would need such a record.
   */
  private As2Response unrecorded(Reception reception, MessageRecord accepted, Mic mic) {
    repeats.noteUnrecorded(accepted);
    return reception.plan().kind() == ReceiptPlan.Kind.ASYNCHRONOUS
        ? As2Response.empty(409)
        : reception.answer(reception.positiveReceipt(mic).map(ReceiptMaker.Receipt::entity));
  }

  /** Older than retention.evidence: its MDN is gone, and any other could be a lie. */
  As2Response noLongerKept(Reception reception) {
    log.warn(
        reception.partnership().name(),
        "message from '{}' repeats one that is no longer kept",
        reception.identity().from());
    return As2Response.empty(409);
  }
}
