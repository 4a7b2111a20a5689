package org.as2gateway.inbound;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.as2gateway.cem.UnreadableCemException;
import org.as2gateway.db.DatabaseException;
import org.as2gateway.messagelog.Evidence;
import org.as2gateway.messagelog.EvidenceKind;
import org.as2gateway.messagelog.MessageIds;
import org.as2gateway.messagelog.MessageLog;
import org.as2gateway.messagelog.MessageRecord;
import org.as2gateway.partnership.Partnership;
import org.as2gateway.partnership.SecurityPolicy;
import org.as2gateway.payload.PayloadStore;
import org.as2gateway.registry.Registry;
import org.as2gateway.smime.MessageReader;
import org.as2gateway.smime.ReadLimits;
import org.as2gateway.smime.ReadOutcome;
import org.as2gateway.smime.ReadPolicy;
import org.as2gateway.wire.Disposition;
import org.as2gateway.wire.ErrorWord;
import org.as2gateway.wire.Mic;
import org.as2gateway.wire.MimeEntity;
import org.as2gateway.wire.ReceiptRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives one AS2 message (protocol.md §1, reliability.md §2): who is it from, what receipt does
 * it want, read and verify it into a stage, then either record and deliver it and answer, or say
 * why not.
 */
final class ReceiveMessage {
  private static final Logger LOG = LoggerFactory.getLogger(ReceiveMessage.class);
  private static final int RETRY_AFTER_SECONDS = 60;

  private final Supplier<Registry> registry;
  private final MessageLog messages;
  private final MessageReader reader;
  private final PayloadStore files;
  private final MessageRecording recording;
  private final CemMail cem;
  private final ReceiptMaker receipts;
  private final InboxNaming naming;
  private final InFlight inFlight;
  private final ReceiveLimits limits;
  private final Clock clock;
  private final RefusalLog refusals;

  ReceiveMessage(InboundContext context, MessageRecording recording, ReceiveLimits limits) {
    this.registry = context.registry();
    this.messages = context.messages();
    this.reader = context.reader();
    this.files = context.files();
    this.cem = new CemMail(context.cem(), context.registry());
    this.receipts = new ReceiptMaker(context.clock());
    this.recording = recording;
    this.naming = new InboxNaming(context.messages());
    this.inFlight = new InFlight(limits.repeatPatience());
    this.limits = limits;
    this.clock = context.clock();
    this.refusals = new RefusalLog(LOG, context.clock());
  }

  /** The answer to a message that its headers alone refuse; empty if the body is to be read. */
  Optional<As2Response> refusal(As2Request request) {
    return refusal(request, registry.get());
  }

  private Optional<As2Response> refusal(As2Request request, Registry current) {
    Optional<MessageIdentity> identity = MessageIdentity.of(request.headers());
    if (identity.isEmpty()) {
      return Optional.of(As2Response.empty(400));
    }
    Optional<Partnership> partnership = partnership(identity.get(), current);
    if (partnership.isEmpty()) {
      refusals.warn(
          "",
          "message from '{}' to '{}' at {} refused: no such partnership with a station of ours",
          identity.get().from(),
          identity.get().to(),
          request.remoteAddress());
      return Optional.of(As2Response.empty(403));
    }
    return request.contentLength().orElse(0) > maxBytes(partnership.get())
        ? Optional.of(As2Response.empty(413))
        : Optional.empty();
  }

  private static Optional<Partnership> partnership(MessageIdentity identity, Registry current) {
    return current
        .partnerships()
        .between(identity.from(), identity.to())
        .filter(current::isInbound);
  }

  private long maxBytes(Partnership partnership) {
    return partnership.transport().maxBytes().orElse(limits.messageBytes());
  }

  As2Response receive(As2Request request) throws IOException {
    Registry current = registry.get();
    Optional<As2Response> refusal = refusal(request, current);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    MessageIdentity identity = MessageIdentity.of(request.headers()).orElseThrow();
    Partnership partnership = partnership(identity, current).orElseThrow();
    try {
      files.requireSpace();
      requireReceiptKey(current, partnership, request);
      return receive(new Reception(request, identity, partnership, current));
    } catch (LimitedBody.TooLargeException e) {
      LOG.warn("message from '{}' refused: {}", identity.from(), e.getMessage());
      return As2Response.empty(413);
    } catch (NoReceiptKeyException e) {
      LOG.error("message from '{}' answered 503: {}", identity.from(), e.getMessage());
      return As2Response.unavailable(RETRY_AFTER_SECONDS);
    } catch (DatabaseException e) {
      LOG.error("message from '{}' answered 503: {}", identity.from(), e.getMessage(), e);
      return As2Response.unavailable(RETRY_AFTER_SECONDS);
    }
  }

  /** A signed receipt that cannot be signed is trouble of ours: the partner is to come again. */
  private static final class NoReceiptKeyException extends IOException {
    private static final long serialVersionUID = 1L;

    NoReceiptKeyException(Partnership partnership) {
      super(
          "a signed receipt is asked for and '"
              + partnership.receiver().name()
              + "' has no key in force to sign it; import or make one with './as2 cert'");
    }
  }

  private static ReceiptPlan plan(As2Request request, Partnership partnership) {
    return ReceiptPlan.of(
        ReceiptRequest.parse(request.headers()),
        partnership.receipt().asyncUrl(),
        partnership.message().as2Version());
  }

  private void requireReceiptKey(Registry current, Partnership partnership, As2Request request)
      throws NoReceiptKeyException {
    ReceiptPlan plan = plan(request, partnership);
    if (plan.isSigned() && receipts.key(current, partnership).isEmpty()) {
      throw new NoReceiptKeyException(partnership);
    }
  }

  /** One message while it is received. */
  private final class Reception {
    private final As2Request request;
    private final MessageIdentity identity;
    private final Partnership partnership;
    private final Registry registry;
    private final LimitedBody body;
    private final ReceiptPlan plan;
    private final String id = MessageIds.next(clock);
    private final Instant receivedAt = clock.instant();

    Reception(
        As2Request request, MessageIdentity identity, Partnership partnership, Registry registry) {
      this.request = request;
      this.identity = identity;
      this.partnership = partnership;
      this.registry = registry;
      this.body = new LimitedBody(request.body(), maxBytes(partnership));
      this.plan = plan(request, partnership);
    }

    boolean isModern() {
      return partnership.message().as2Version().isModern();
    }

    ReceivedMessage message() {
      return message(plan);
    }

    ReceivedMessage messageWithoutReceipt() {
      return message(ReceiptPlan.none());
    }

    private ReceivedMessage message(ReceiptPlan given) {
      return new ReceivedMessage(
          id, identity, partnership, request.headers(), receivedAt, body.count(), given);
    }

    ReadPolicy policy() {
      SecurityPolicy security = partnership.security();
      return new ReadPolicy(
          partnership
              .receiver()
              .x509Alias()
              .map(alias -> registry.certificates().decrypting(alias, receivedAt))
              .orElse(List.of()),
          partnership
              .sender()
              .x509Alias()
              .map(alias -> registry.certificates().verifying(alias, receivedAt))
              .orElse(List.of()),
          security.acceptSign(),
          security.acceptEncrypt(),
          !security.allowUnsigned(),
          !security.allowUnencrypted(),
          plan.mic(),
          new ReadLimits(maxBytes(partnership), limits.expansion(), PayloadStore.COVERED_CONTENT));
    }

    ReceiptMaker.Receipt receipt(Disposition disposition, Optional<Mic> mic) {
      return receipts.make(
          new ReceiptMaker.Answered(request.headers(), receivedAt, body.count()),
          disposition,
          mic,
          plan,
          receipts.key(registry, partnership),
          partnership);
    }
  }

  private As2Response receive(Reception reception) throws IOException {
    if (reception.plan.failure().isPresent()) {
      reception.body.drain();
      Disposition failure = reception.plan.failure().get();
      String cause = "receipt request cannot be met: " + failure.text();
      return refuse(reception, Refusal.of(failure, cause, noLayers()));
    }
    if (reception.isModern() && !reception.identity.messageId().isWellFormed()) {
      reception.body.drain();
      Disposition error = Disposition.error(ErrorWord.INVALID_MESSAGE_ID);
      String cause = "Message-ID '" + reception.identity.messageId() + "' has a space in it";
      return refuse(reception, Refusal.of(error, cause, noLayers()));
    }
    try (Stage stage = new Stage(files, reception.id)) {
      ReadOutcome outcome =
          reader.read(reception.request.headers(), reception.body, reception.policy(), stage);
      if (outcome instanceof ReadOutcome.Opened opened) {
        return accept(reception, stage, opened);
      }
      ReadOutcome.Refused refused = (ReadOutcome.Refused) outcome;
      if (reception.request.isJoined()) {
        throw new UnverifiedWholeException(Refusal.of(refused).cause());
      }
      stage.keepRefused();
      return refuse(reception, Refusal.of(refused));
    }
  }

  private static ReadOutcome.Layers noLayers() {
    return new ReadOutcome.Layers(false, false, false);
  }

  /** The message is verified: the first copy is recorded and delivered, a repeat gets its MDN. */
  private As2Response accept(Reception reception, Stage stage, ReadOutcome.Opened opened)
      throws IOException {
    MessageIdentity identity = reception.identity;
    if (!inFlight.enter(identity.key())) {
      return As2Response.unavailable(RETRY_AFTER_SECONDS);
    }
    try {
      Optional<String> before =
          messages.findAccepted(identity.from(), identity.to(), identity.messageId());
      if (before.isPresent()) {
        return repeat(reception, stage, before.get(), opened);
      }
      Optional<Runnable> note =
          cem.open(reception.id, reception.receivedAt, reception.partnership, stage, opened);
      Optional<Refusal> objection =
          note.isPresent() ? Optional.empty() : objection(reception, stage, opened);
      if (objection.isPresent()) {
        stage.keepRefused();
        return refuse(reception, objection.get());
      }
      stage.sync();
      Optional<ReceiptMaker.Receipt> receipt =
          reception.plan.kind() == ReceiptPlan.Kind.NONE
              ? Optional.empty()
              : Optional.of(reception.receipt(Disposition.processed(), Optional.of(opened.mic())));
      recording.acceptAndDeliver(reception.message(), opened, receipt, stage, note);
      return answer(reception, receipt.map(ReceiptMaker.Receipt::entity));
    } catch (UnreadableCemException e) {
      Disposition error = Disposition.error(ErrorWord.UNEXPECTED_PROCESSING_ERROR);
      String cause = "no certificate exchange message: " + e.getMessage();
      return refuse(reception, Refusal.of(error, cause, opened));
    } finally {
      inFlight.leave(identity.key());
    }
  }

  /** What a verified message is refused for all the same. */
  private Optional<Refusal> objection(Reception reception, Stage stage, ReadOutcome.Opened opened)
      throws IOException {
    int count = opened.payloads().size();
    if (count > 1 && !reception.partnership.message().allowsSeveralFiles()) {
      Disposition error = Disposition.error(ErrorWord.UNEXPECTED_PROCESSING_ERROR);
      String cause = "message holds " + count + " files, and gw.multiple_attachments is 'false'";
      return Optional.of(Refusal.of(error, cause, opened));
    }
    return naming.reserve(reception.message(), opened, stage);
  }

  /** A Message-ID that was accepted before: the stored MDN, unless the content differs. */
  private As2Response repeat(
      Reception reception, Stage stage, String acceptedId, ReadOutcome.Opened opened)
      throws IOException {
    Optional<MessageRecord> found = messages.find(acceptedId);
    if (found.isEmpty()) {
      // Older than retention.evidence: its MDN is gone, and any other could be a lie.
      LOG.warn("message from '{}' repeats one that is no longer kept", reception.identity.from());
      return As2Response.empty(409);
    }
    MessageRecord accepted = found.get();
    if (!isSameContent(accepted, opened)) {
      String cause =
          "Message-ID was accepted before as message " + acceptedId + " with other content";
      LOG.error("ALERT: message {} from '{}': {}", reception.id, accepted.from(), cause);
      stage.keepRefused();
      Disposition error = Disposition.error(ErrorWord.UNEXPECTED_PROCESSING_ERROR);
      return refuseWithReceipt(reception, Refusal.of(error, cause, opened));
    }
    Optional<MimeEntity> stored =
        messages.evidence(acceptedId, EvidenceKind.MDN).stream()
            .findFirst()
            .map(Evidence::content)
            .map(octets -> MimeEntity.parse(octets.toBytes()));
    if (stored.isPresent() || reception.plan.kind() == ReceiptPlan.Kind.NONE) {
      recording.repeated(reception.message(), accepted, Optional.empty());
      return answer(reception, stored);
    }
    // no copy so far asked for a receipt: this one's is made now, and kept for all to come
    ReceiptMaker.Receipt receipt =
        reception.receipt(Disposition.processed(), Optional.of(opened.mic()));
    recording.repeated(reception.message(), accepted, Optional.of(receipt));
    return answer(reception, Optional.of(receipt.entity()));
  }

  private static boolean isSameContent(MessageRecord accepted, ReadOutcome.Opened opened) {
    return accepted.payloads().stream()
        .map(p -> p.sha256())
        .toList()
        .equals(opened.payloads().stream().map(p -> p.sha256()).toList());
  }

  private As2Response refuse(Reception reception, Refusal refusal) {
    refusals.warn(
        reception.partnership.name(),
        "message {} from '{}' to '{}' refused, {}: {}",
        reception.id,
        reception.identity.from(),
        reception.identity.to(),
        refusal.disposition().text(),
        refusal.cause());
    MessageIdentity identity = reception.identity;
    if (messages.findAccepted(identity.from(), identity.to(), identity.messageId()).isPresent()) {
      // Whoever sent this, the message of that Message-ID was delivered: no MDN may say otherwise.
      recording.refuse(reception.messageWithoutReceipt(), refusal, Optional.empty(), 409);
      return As2Response.empty(409);
    }
    return refuseWithReceipt(reception, refusal);
  }

  private As2Response refuseWithReceipt(Reception reception, Refusal refusal) {
    Optional<ReceiptMaker.Receipt> receipt =
        reception.plan.kind() == ReceiptPlan.Kind.NONE
            ? Optional.empty()
            : Optional.of(reception.receipt(refusal.disposition(), Optional.empty()));
    int status = receipt.isEmpty() ? 400 : 200;
    recording.refuse(reception.message(), refusal, receipt, status);
    return receipt.isEmpty()
        ? As2Response.empty(400)
        : answer(reception, receipt.map(ReceiptMaker.Receipt::entity));
  }

  /**
   * A synchronous MDN goes back at once, an asynchronous one by the outbox; until then AS2-Version
   * 1.3 prefers a 204 (draft-ietf-ediint-rfc4130bis §5.4).
   */
  private static As2Response answer(Reception reception, Optional<MimeEntity> mdn) {
    if (reception.plan.kind() == ReceiptPlan.Kind.SYNCHRONOUS && mdn.isPresent()) {
      return new As2Response(200, mdn.get());
    }
    boolean isLater = reception.plan.kind() == ReceiptPlan.Kind.ASYNCHRONOUS;
    return As2Response.empty(isLater && reception.isModern() ? 204 : 200);
  }
}
