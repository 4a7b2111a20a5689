package org.as2gateway.transport.as2.receive;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.as2gateway.as2.smime.MessageReader;
import org.as2gateway.as2.smime.ReadOutcome;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.cem.UnreadableCemException;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.db.DatabaseException;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.ReplayMemory;
import org.as2gateway.store.log.UnknownSenders;
import org.as2gateway.store.payload.PayloadStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives one AS2 message (protocol.md §1, reliability.md §2): who is it from, what receipt does
 * it want, read and verify it into a stage, then either record and deliver it and answer, or say
 * why not.
 */
final class ReceiveMessage {
  private static final Logger LOG = LoggerFactory.getLogger(ReceiveMessage.class);

  private final Supplier<Registry> registry;
  private final MessageLog messages;
  private final ReceiptQueue queue;
  private final MessageReader reader;
  private final PayloadStore files;
  private final MessageRecording recording;
  private final CemMail cem;
  private final ReceiptMaker receipts;
  private final InboxNaming naming;
  private final InFlight inFlight;
  private final Reception.Tools tools;
  private final Replays replays;
  private final RepeatedMessages repeats;
  private final AttackSigns signs;
  private final UnknownSenders unknownSenders;
  private final RefusedSignatures refusedBefore = new RefusedSignatures();
  private final DecryptionBrake brake = new DecryptionBrake();
  private final RefusalLog refusals;
  private final AccessCheck access;

  ReceiveMessage(InboundContext context, ReceiveLimits limits, AccessCheck access) {
    this.registry = context.registry();
    this.messages = context.messages();
    this.queue = new ReceiptQueue(context.outbox());
    this.reader = context.reader();
    this.files = context.files();
    this.cem = new CemMail(context.cem(), context.registry());
    this.receipts = new ReceiptMaker(context.clock());
    this.recording = new MessageRecording(context);
    this.naming = new InboxNaming(context.messages(), files.inboxNames());
    this.inFlight = new InFlight(limits.repeatPatience());
    this.tools = new Reception.Tools(receipts, limits, context.clock());
    this.replays = new Replays(context);
    this.repeats = new RepeatedMessages(context, recording);
    this.signs = context.signs();
    this.unknownSenders = context.unknownSenders();
    this.refusals = new RefusalLog(LOG, context.clock());
    this.access = access;
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
      return Optional.of(refuseUnknown(identity.get(), request.remoteAddress()));
    }
    Optional<As2Response> refusal = access.refusal(request, partnership.get());
    return refusal.isEmpty()
            && request.contentLength().orElse(0) > tools.maxBytes(partnership.get())
        ? Optional.of(As2Response.empty(413))
        : refusal;
  }

  private As2Response refuseUnknown(MessageIdentity identity, String address) {
    unknownSenders.add(identity.from().value(), identity.to().value(), address);
    refusals.warn(
        "",
        "message from '{}' to '{}' at {} refused: no such partnership with a station of ours",
        identity.from(),
        identity.to(),
        address);
    return As2Response.empty(403);
  }

  private static Optional<Partnership> partnership(MessageIdentity identity, Registry current) {
    return current
        .partnerships()
        .between(identity.from(), identity.to())
        .filter(current::isInbound);
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
      return receive(new Reception(request, identity, partnership, current, tools));
    } catch (LimitedBody.TooLargeException e) {
      refusals.warn(
          partnership.name(),
          "message from '{}' refused: {}",
          identity.from(),
          String.valueOf(e.getMessage()));
      return As2Response.empty(413);
    } catch (NoReceiptKeyException e) {
      LOG.error("message from '{}' answered 503: {}", identity.from(), e.getMessage());
      return As2Response.unavailable();
    } catch (DatabaseException e) {
      LOG.error("message from '{}' answered 503: {}", identity.from(), e.getMessage(), e);
      return As2Response.unavailable();
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

  private void requireReceiptKey(Registry current, Partnership partnership, As2Request request)
      throws NoReceiptKeyException {
    ReceiptPlan plan = Reception.plan(request, partnership);
    if (plan.isSigned() && receipts.key(current, partnership).isEmpty()) {
      throw new NoReceiptKeyException(partnership);
    }
  }

  private As2Response receive(Reception reception) throws IOException {
    if (reception.plan().failure().isPresent()) {
      reception.body().drain();
      Disposition failure = reception.plan().failure().get();
      String cause = "receipt request cannot be met: " + failure.text();
      return refuse(
          reception, Refusal.of(failure, Reason.RECEIPT_REQUEST_NOT_MET, cause, noLayers()));
    }
    if (reception.isModern() && !reception.identity().messageId().isWellFormed()) {
      reception.body().drain();
      Disposition error = Disposition.error(ErrorWord.INVALID_MESSAGE_ID);
      String cause = "Message-ID '" + reception.identity().messageId() + "' has a space in it";
      return refuse(reception, Refusal.of(error, Reason.MESSAGE_ID_NOT_ALLOWED, cause, noLayers()));
    }
    try (Stage stage = new Stage(files, reception.id())) {
      ReadOutcome outcome =
          reader.read(
              reception.request().headers(),
              reception.body(),
              reception.policy(),
              stage,
              replays.usedKeys(reception.partnership()));
      if (outcome instanceof ReadOutcome.Opened opened) {
        return accept(reception, stage, opened);
      }
      if (outcome instanceof ReadOutcome.Unopened unopened) {
        Replays.Finding finding = replays.judge(reception, unopened);
        return finding instanceof Replays.Finding.Repeat repeat
            ? acceptedBefore(reception, stage, repeat.accepted())
            : refuseContent(reception, stage, ((Replays.Finding.Refused) finding).refusal());
      }
      Refusal refusal = replays.refusal(reception, (ReadOutcome.Refused) outcome);
      return refuseContent(reception, stage, refusal);
    }
  }

  private As2Response refuseContent(Reception reception, Stage stage, Refusal refusal)
      throws IOException {
    if (refusal.isDecryptionFailure()) {
      String partnership = reception.partnership().name();
      signs.add(AttackSigns.Kind.DECRYPTION_FAILURES, partnership, reception.id());
      if (!brake.pass(partnership, signs.failuresInHour(partnership))) {
        return As2Response.unavailable();
      }
    }
    if (reception.request().isJoined()) {
      throw new UnverifiedWholeException(refusal.cause());
    }
    stage.keepRefused();
    return refuse(reception, refusal);
  }

  private static ReadOutcome.Layers noLayers() {
    return new ReadOutcome.Layers(false, false, false);
  }

  /** Two copies of a message, or of its content, wait for each other. */
  private As2Response accept(Reception reception, Stage stage, ReadOutcome.Opened opened)
      throws IOException {
    List<String> turn = Replays.turn(PairDigest.keys(reception.identity(), opened));
    if (turn.isEmpty()) {
      return inTurn(reception, () -> acceptInTurn(reception, stage, opened));
    }
    return inTurn(reception, () -> inTurn(turn, () -> acceptInTurn(reception, stage, opened)));
  }

  /** Work on a message while no other request is at the same one. */
  @FunctionalInterface
  private interface Work {
    As2Response run() throws IOException;
  }

  private As2Response inTurn(Reception reception, Work work) throws IOException {
    return inTurn(reception.identity().key(), work);
  }

  private As2Response inTurn(List<String> key, Work work) throws IOException {
    if (!inFlight.enter(key)) {
      return As2Response.unavailable();
    }
    try {
      return work.run();
    } finally {
      inFlight.leave(key);
    }
  }

  /** The message is verified: the first copy is recorded and delivered, a repeat gets its MDN. */
  private As2Response acceptInTurn(Reception reception, Stage stage, ReadOutcome.Opened opened)
      throws IOException {
    Replays.Finding finding = replays.judge(reception, opened);
    if (finding instanceof Replays.Finding.Refused refused) {
      return refuseContent(reception, stage, refused.refusal());
    }
    MessageIdentity identity = reception.identity();
    Optional<String> before =
        messages.findAccepted(identity.from(), identity.to(), identity.messageId());
    if (before.isPresent()) {
      Optional<Octets> signature =
          finding instanceof Replays.Finding.First
              ? signature(reception, opened)
              : Optional.empty();
      RepeatedMessages.Content content =
          RepeatedMessages.Content.of(opened, Optional.empty(), signature);
      return repeat(reception, stage, before.get(), content);
    }
    if (finding instanceof Replays.Finding.Repeat repeat) {
      return repeats.sameContent(
          reception,
          RepeatedMessages.Content.of(opened, messages.find(repeat.accepted()), Optional.empty()));
    }
    return acceptFirst(reception, stage, opened, ((Replays.Finding.First) finding).keys());
  }

  /** The envelope of an accepted message: its content is known without opening it. */
  private As2Response acceptedBefore(Reception reception, Stage stage, String acceptedId)
      throws IOException {
    return inTurn(
        reception,
        () -> {
          Optional<MessageRecord> accepted = messages.find(acceptedId);
          if (accepted.isEmpty()) {
            return repeats.noLongerKept(reception);
          }
          RepeatedMessages.Content content = RepeatedMessages.Content.of(accepted.get());
          MessageIdentity identity = reception.identity();
          Optional<String> before =
              messages.findAccepted(identity.from(), identity.to(), identity.messageId());
          return before.isPresent()
              ? repeat(reception, stage, before.get(), content)
              : repeats.sameContent(reception, content);
        });
  }

  private As2Response acceptFirst(
      Reception reception, Stage stage, ReadOutcome.Opened opened, List<ReplayMemory.Key> keys)
      throws IOException {
    try {
      Optional<Runnable> own =
          cem.open(reception.id(), reception.receivedAt(), reception.partnership(), stage, opened);
      Optional<Refusal> objection =
          own.isPresent() ? Optional.empty() : objection(reception, stage, opened);
      if (objection.isPresent()) {
        stage.keepRefused();
        return refuse(reception, ofFirstCopy(reception, opened, objection.get()));
      }
      stage.sync();
      Optional<ReceiptMaker.Receipt> receipt = reception.positiveReceipt(opened.mic());
      recording.acceptAndDeliver(
          reception.message(), opened, receipt, stage, new CommitNote(own, keys));
      return reception.answer(receipt.map(ReceiptMaker.Receipt::entity));
    } catch (UnreadableCemException e) {
      Disposition error = Disposition.error(ErrorWord.UNEXPECTED_PROCESSING_ERROR);
      String cause = "no certificate exchange message: " + e.getMessage();
      Refusal refusal = Refusal.of(error, Reason.CERTIFICATE_EXCHANGE_UNREADABLE, cause, opened);
      return refuse(reception, ofFirstCopy(reception, opened, refusal));
    }
  }

  private static Optional<Octets> signature(Reception reception, ReadOutcome.Opened opened) {
    return opened.signature().map(made -> PairDigest.signature(reception.identity(), made));
  }

  /** Whoever captures a refused message can send it as often as they like. */
  private Refusal ofFirstCopy(Reception reception, ReadOutcome.Opened opened, Refusal refusal) {
    return signature(reception, opened).filter(refusedBefore::isFirst).isPresent()
        ? refusal
        : refusal.unverifiedCopy();
  }

  /** What a verified message is refused for all the same. */
  private Optional<Refusal> objection(Reception reception, Stage stage, ReadOutcome.Opened opened)
      throws IOException {
    int count = opened.payloads().size();
    if (count > 1 && !reception.partnership().message().allowsSeveralFiles()) {
      Disposition error = Disposition.error(ErrorWord.UNEXPECTED_PROCESSING_ERROR);
      String cause = "message holds " + count + " files, and gw.multiple_attachments is 'false'";
      return Optional.of(Refusal.of(error, Reason.SEVERAL_FILES, cause, opened));
    }
    return naming.reserve(reception.message(), opened, stage);
  }

  /** A Message-ID that was accepted before: the stored MDN, unless the content differs. */
  private As2Response repeat(
      Reception reception, Stage stage, String acceptedId, RepeatedMessages.Content content)
      throws IOException {
    Optional<MessageRecord> accepted = messages.find(acceptedId);
    if (accepted.isEmpty()) {
      return repeats.noLongerKept(reception);
    }
    Optional<As2Response> answer = repeats.sameId(reception, accepted.get(), content);
    if (answer.isPresent()) {
      return answer.get();
    }
    String cause =
        "Message-ID was accepted before as message " + acceptedId + " with other content";
    stage.keepRefused();
    Disposition error = Disposition.error(ErrorWord.UNEXPECTED_PROCESSING_ERROR);
    boolean isVerified = content.signature().filter(refusedBefore::isFirst).isPresent();
    return refuseWithReceipt(
        reception, content.refusal(error, Reason.MESSAGE_ID_REUSED, cause, isVerified));
  }

  private As2Response refuse(Reception reception, Refusal refusal) {
    refusals.warn(
        reception.partnership().name(),
        "message {} from '{}' to '{}' refused, {}: {}",
        reception.id(),
        reception.identity().from(),
        reception.identity().to(),
        refusal.disposition().text(),
        refusal.cause());
    MessageIdentity identity = reception.identity();
    if (messages.findAccepted(identity.from(), identity.to(), identity.messageId()).isPresent()) {
      // Whoever sent this, the message of that Message-ID was delivered: no MDN may say otherwise.
      recording.refuse(reception.messageWithoutReceipt(), refusal, Optional.empty(), 409);
      return As2Response.empty(409);
    }
    return refuseWithReceipt(reception, refusal);
  }

  private As2Response refuseWithReceipt(Reception reception, Refusal refusal) {
    if (!refusal.isVerified() && queue.isFull(reception.message())) {
      Refusal silent = refusal.alsoSaying("no receipt sent: too many are waiting");
      recording.refuse(reception.messageWithoutReceipt(), silent, Optional.empty(), 200);
      return reception.answer(Optional.empty());
    }
    Optional<ReceiptMaker.Receipt> receipt =
        reception.plan().kind() == ReceiptPlan.Kind.NONE
            ? Optional.empty()
            : Optional.of(reception.receipt(refusal.disposition(), Optional.empty()));
    int status = receipt.isEmpty() ? 400 : 200;
    recording.refuse(reception.message(), refusal, receipt, status);
    return receipt.isEmpty()
        ? As2Response.empty(400)
        : reception.answer(receipt.map(ReceiptMaker.Receipt::entity));
  }
}
