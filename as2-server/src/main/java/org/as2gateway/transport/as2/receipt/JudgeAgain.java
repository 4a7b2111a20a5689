package org.as2gateway.transport.as2.receipt;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;

/**
 * Judges the receipts that are kept for an outbound message by the certificates registered now: one
 * that proved nothing when it came may have been signed with a certificate imported later.
 */
public final class JudgeAgain {
  private final DeliveryContext context;
  private final ReceiptRecorder recorder;
  private final SentMessages sent;

  /** A judge of kept receipts. */
  public JudgeAgain(DeliveryContext context, ReceiptRecorder recorder) {
    this.context = context;
    this.recorder = recorder;
    this.sent = new SentMessages(context.messages());
  }

  /**
   * Judges the receipts kept for a message by the certificates registered now; one that proves
   * something ends the message.
   *
   * @param id our id
   * @return the message as it stands now
   * @throws RefusedOperation if there is no such message, its transport has no receipts, it is
   *     acknowledged, its partnership is gone, or no receipt is kept
   */
  public MessageRecord judge(String id) throws RefusedOperation {
    MessageRecord message = context.outbound(id);
    Optional<String> absence = message.absenceOfReceipts();
    if (absence.isPresent()) {
      throw RefusedOperation.conflict(absence.get());
    }
    if (message.status() == MessageStatus.ACKNOWLEDGED) {
      throw RefusedOperation.conflict("message '" + id + "' is acknowledged already");
    }
    if (SentMessages.partnership(message, context.registry().get().partnerships()).isEmpty()) {
      throw RefusedOperation.conflict(
          "the receipts of message '%s' cannot be judged: no partnership from '%s' to '%s' exists"
                  .formatted(id, message.as2().from(), message.as2().to())
              + " any more; add it to partnerships.xml, then judge again");
    }
    if (look(message).isEmpty()) {
      throw RefusedOperation.conflict("no receipt is kept for message '" + id + "'");
    }
    return judge(message);
  }

  /**
   * What the kept receipts of a message prove now, oldest first. Empty if there are none, or if the
   * partnership is gone or nothing was sent, so that nothing can be compared.
   */
  public List<KeptReceipt> look(MessageRecord message) {
    if (message.findAs2().isEmpty()) {
      return List.of();
    }
    Registry state = context.registry().get();
    Optional<Partnership> partnership = SentMessages.partnership(message, state.partnerships());
    Optional<ReceiptExpectation> expected =
        sent.expectation(message, Duration.ZERO).filter(e -> e.request().isPresent());
    if (partnership.isEmpty() || expected.isEmpty()) {
      return List.of();
    }
    List<KeptReceipt> receipts = new ArrayList<>();
    Set<Octets> seen = new HashSet<>(); // one that was flagged and counts now is kept twice
    for (EvidenceKind kind : List.of(EvidenceKind.MDN, EvidenceKind.OTHER_ANSWER)) {
      for (Evidence kept : context.messages().evidence(message.id(), kind)) {
        if (seen.add(kept.content())) {
          entity(kept)
              .flatMap(entity -> recorder.read(entity, partnership.get(), state))
              .map(mdn -> judged(kind, mdn, expected.get()))
              .ifPresent(verdict -> receipts.add(new KeptReceipt(kept, verdict)));
        }
      }
    }
    receipts.sort(Comparator.comparing(KeptReceipt::receivedAt));
    return List.copyOf(receipts);
  }

  /** What counted came as the answer, or was signed; everything else anybody may have posted. */
  private static Verdict judged(
      EvidenceKind kind, ReceivedMdn received, ReceiptExpectation expected) {
    return kind == EvidenceKind.MDN
        ? ReceiptJudge.ofMdn(received, expected)
        : ReceiptJudge.ofPosted(received, expected);
  }

  private static Optional<MimeEntity> entity(Evidence kept) {
    try {
      return Optional.of(MimeEntity.parse(kept.content().toBytes()));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // junk that was cut in its headers
    }
  }

  /**
   * Judges, and ends the message as an arriving receipt would if the signature of one of them is
   * valid now: one without a signature was judged in full when it came, and no certificate changes
   * that. A positive one counts for a message that has failed or was cancelled, too: the partner
   * has it. A negative one counts if it came after the message was queued last.
   */
  private MessageRecord judge(MessageRecord message) {
    List<KeptReceipt> receipts =
        look(message).stream().filter(r -> r.verdict().signer().isPresent()).toList();
    Optional<KeptReceipt> positive =
        receipts.stream().filter(r -> r.verdict().mdn() == MdnState.VERIFIED).findFirst();
    Instant queued = lastQueued(message);
    Optional<KeptReceipt> genuine =
        positive.or(
            () ->
                receipts.stream()
                    .filter(r -> r.verdict().mdn() == MdnState.NEGATIVE)
                    .filter(r -> !r.receivedAt().isBefore(queued))
                    .findFirst());
    return genuine.map(receipt -> recorder.recordJudged(message.id(), receipt)).orElse(message);
  }

  /** A negative receipt from before a resend says nothing of what was sent since. */
  private Instant lastQueued(MessageRecord message) {
    return context.messages().events(message.id()).stream()
        .filter(event -> event.kind() == EventKind.RESEND)
        .map(event -> event.at())
        .max(Comparator.naturalOrder())
        .orElse(Instant.MIN);
  }

  /** Whether a receipt can still change where the message stands. */
  static boolean canCount(MessageRecord message, Verdict verdict) {
    return verdict.signer().isPresent() && canChange(message, verdict.mdn());
  }

  private static boolean canChange(MessageRecord message, MdnState judged) {
    return switch (judged) {
      case VERIFIED -> message.status() != MessageStatus.ACKNOWLEDGED;
      case NEGATIVE ->
          !message.status().isEnd()
              || (message.status() == MessageStatus.FAILED
                  && message.as2().mdn() != MdnState.NEGATIVE);
      case NONE, PENDING, REJECTED -> false;
    };
  }
}
