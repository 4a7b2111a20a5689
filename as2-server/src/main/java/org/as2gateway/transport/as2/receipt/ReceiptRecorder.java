package org.as2gateway.transport.as2.receipt;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.delivery.Attempts;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.delivery.LateArrivals;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.db.Transactions;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.FlaggedReceipts;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records a verdict: message, MDN octets, events and outbox entry in one durable transaction
 * (reliability.md §3.4). The HTTP answer and an asynchronous MDN may come in either order and at
 * the same time: the first that ends the message counts, whatever comes after is kept and changes
 * nothing. Safe for many threads.
 */
public final class ReceiptRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(ReceiptRecorder.class);
  private static final int MAX_FLAGGED_EVENTS = 40;

  private final DeliveryContext context;
  private final Transactions transactions;
  private final MessageLog messages;
  private final Attempts attempts;
  private final Clock clock;
  private final ReceiptEvidence evidence;

  /** A recorder on these stores. */
  public ReceiptRecorder(DeliveryContext context, Attempts attempts) {
    this.context = context;
    this.transactions = context.transactions();
    this.messages = context.messages();
    this.attempts = attempts;
    this.clock = context.clock();
    this.evidence = new ReceiptEvidence(messages, clock);
  }

  /**
   * Records what came back and what is concluded from it. The answer to a message counts while the
   * message is being sent. A posted MDN counts as long as the message is open, if it proves who
   * made it; else it is kept and flagged, and status, time limit and retries stay as they are.
   *
   * @param id our id of the message
   * @return the message as it stands now; its status is an end if there is nothing left to do
   * @throws IllegalStateException if there is no such message
   */
  public MessageRecord record(String id, Arrival arrival, Verdict verdict) {
    Optional<Recorded> recorded = Optional.empty();
    while (recorded.isEmpty()) { // empty only if another writer was faster: look again
      recorded = transactions.durably(() -> tryRecord(id, arrival, verdict));
    }
    if (recorded.get().hasCounted()) {
      log(recorded.get().message(), verdict);
    }
    return recorded.get().message();
  }

  private record Recorded(MessageRecord message, boolean hasCounted) {}

  /**
   * Records that a kept receipt proves something now, on behalf of an operator.
   *
   * @return the message as it stands now
   */
  MessageRecord recordJudged(String id, KeptReceipt receipt) {
    Optional<Recorded> recorded = Optional.empty();
    while (recorded.isEmpty()) {
      recorded = transactions.durably(() -> tryRecordJudged(id, receipt));
    }
    if (recorded.get().hasCounted()) {
      log(recorded.get().message(), receipt.verdict());
    }
    return recorded.get().message();
  }

  private Optional<Recorded> tryRecordJudged(String id, KeptReceipt receipt) {
    MessageRecord before = messages.find(id).orElseThrow();
    Verdict verdict = receipt.verdict();
    if (!JudgeAgain.canCount(before, verdict)) {
      return Optional.of(new Recorded(before, false));
    }
    Instant now = clock.instant();
    MessageRecord after = conclude(before, verdict, now);
    if (!messages.update(after, before)) {
      return Optional.empty();
    }
    String detail = "of " + receipt.receivedAt() + ", by an operator; " + verdict.detail();
    messages.addEvent(id, new MessageEvent(now, EventKind.MDN_JUDGED, null, detail));
    messages.addEvent(
        id,
        new MessageEvent(
            now, EventKind.of(after.status()), null, after.reason(), endDetail(after, verdict)));
    evidence.keepMdn(id, receipt.evidence().content(), verdict.signer());
    messages.settleFlagged(id);
    attempts.moveEntry(after);
    return Optional.of(new Recorded(after, true));
  }

  /**
   * Keeps a posted receipt that the message it names does not wait for, with the reason as a flag.
   *
   * @param provesNothing whether a person has to know
   */
  public void keepUnused(
      MessageRecord message, Arrival arrival, Failure why, boolean provesNothing) {
    transactions.durably(
        () -> {
          flag(message, arrival, new Flag(why, false, provesNothing));
          return true;
        });
  }

  /**
   * Reads an entity as an MDN and verifies it with the partner's certificates in force now.
   *
   * @param partnership the outbound partnership of the message
   * @return empty if it is no MDN that can be read
   */
  public Optional<ReceivedMdn> read(MimeEntity entity, Partnership partnership, Registry registry) {
    List<X509Certificate> registered =
        partnership
            .receiver()
            .x509Alias()
            .map(alias -> registry.certificates().verifying(alias, clock.instant()))
            .orElse(List.of());
    return ReceivedMdn.read(entity, registered, partnership.security().acceptSign());
  }

  private Optional<Recorded> tryRecord(String id, Arrival arrival, Verdict verdict) {
    MessageRecord before =
        messages
            .find(id)
            .orElseThrow(() -> new IllegalStateException("there is no message '" + id + "'"));
    if (!counts(before, arrival, verdict)) {
      keepUnused(before, arrival, verdict);
      return Optional.of(new Recorded(before, false));
    }
    Instant now = clock.instant();
    MessageRecord after = conclude(before, verdict, now);
    if (!messages.update(after, before)) {
      return Optional.empty();
    }
    event(id, arrival, arrival.eventKind(), told(arrival, verdict));
    keepEvidence(id, arrival, verdict);
    evidence.keepHttpAnswer(after, arrival);
    attempts.moveEntry(after);
    if (after.status().isEnd()) {
      event(
          id,
          arrival,
          EventKind.of(after.status()),
          new Failure(after.reason(), endDetail(after, verdict)));
    }
    if (before.status().isEnd()) {
      LateArrivals.settle(context, id);
    }
    return Optional.of(new Recorded(after, true));
  }

  /** Anybody can post a receipt: one that proves nothing counts only as the answer to us. */
  private boolean counts(MessageRecord before, Arrival arrival, Verdict verdict) {
    return arrival.isAsynchronous()
        ? !verdict.provesNothing() && (!before.status().isEnd() || isLate(before, verdict))
        : before.status() == MessageStatus.SENDING;
  }

  /** Nobody looks for it any more, for its files were sent another way: it has to be told. */
  private boolean isLate(MessageRecord before, Verdict verdict) {
    return verdict.mdn() == MdnState.VERIFIED
        && !before.status().hasArrived()
        && context.otherWays().ofOriginal(before.id()).isPresent();
  }

  /** A retry leaves the receipt as it stands: nothing has come of it. */
  private MessageRecord conclude(MessageRecord before, Verdict verdict, Instant now) {
    MessageRecord after = attempts.concluded(before, verdict.outcome(), now);
    return verdict instanceof Verdict.Retry
        ? after
        : after.withAs2(after.as2().withReceipt(verdict.mdn(), verdict.disposition().orElse(null)));
  }

  private void keepEvidence(String id, Arrival arrival, Verdict verdict) {
    if (arrival.entity().isEmpty()) {
      return;
    }
    MimeEntity entity = arrival.entity().get();
    if (arrival.isMdn() && isAboutMdn(verdict)) {
      evidence.keepMdn(id, Octets.of(entity.toBytes()), verdict.signer());
    } else {
      evidence.keepAnswer(id, entity);
    }
  }

  private static boolean isAboutMdn(Verdict verdict) {
    return verdict.mdn() == MdnState.VERIFIED
        || verdict.mdn() == MdnState.NEGATIVE
        || verdict.mdn() == MdnState.REJECTED;
  }

  /** What came changes nothing: it is kept, flagged if it is an MDN that is not known yet. */
  private void keepUnused(MessageRecord message, Arrival arrival, Verdict verdict) {
    String id = message.id();
    Optional<MimeEntity> mdn = arrival.entity().filter(e -> arrival.isMdn());
    if (mdn.isEmpty()) {
      event(id, arrival, arrival.eventKind(), told(arrival, verdict));
      arrival.entity().ifPresent(answer -> evidence.keepAnswer(id, answer));
    } else if (evidence.isKeptMdn(id, mdn.get())) {
      if (isWorthAnEvent(evidence.keepFlagged(message, mdn.get(), true, Optional.empty()))) {
        event(
            id,
            arrival,
            arrival.eventKind(),
            new Failure(null, join(arrival.detail(), "the same MDN again")));
      }
    } else {
      boolean isLikely = !(verdict instanceof Verdict.Rejected rejected) || rejected.hasMic();
      String state = "the message stays '" + message.status().text() + "'";
      flag(
          message,
          arrival,
          new Flag(
              new Failure(verdict.reason().orElse(null), verdict.detail() + "; " + state),
              isLikely,
              verdict.provesNothing()));
    }
  }

  /**
   * Why a receipt changes nothing.
   *
   * @param why the reason, if it has one, and the words
   * @param isLikely whether it carries the MIC of the message
   * @param provesNothing whether anybody could have made it
   */
  private record Flag(Failure why, boolean isLikely, boolean provesNothing) {}

  private void flag(MessageRecord message, Arrival arrival, Flag flag) {
    Optional<Instant> unprovenAt =
        flag.provesNothing() ? Optional.of(clock.instant()) : Optional.empty();
    FlaggedReceipts count =
        evidence.keepFlagged(message, arrival.entity().orElseThrow(), flag.isLikely(), unprovenAt);
    if (isWorthAnEvent(count)) {
      event(
          message.id(),
          arrival,
          EventKind.MDN_FLAGGED,
          flag.why().withDetail(join(arrival.detail(), flag.why().detail())));
      String alert = flag.provesNothing() ? "ALERT: " : "";
      LOG.warn("{}message {}: MDN flagged: {}", alert, message.id(), flag.why().detail());
    }
  }

  /** Whoever posts thousands of receipts must not fill the timeline and the log. */
  private static boolean isWorthAnEvent(FlaggedReceipts count) {
    return count.received() <= MAX_FLAGGED_EVENTS;
  }

  private void event(String id, Arrival arrival, EventKind kind, Failure told) {
    messages.addEvent(
        id,
        new MessageEvent(
            clock.instant(), kind, arrival.httpStatus(), told.reason(), told.detail()));
  }

  private static Failure told(Arrival arrival, Verdict verdict) {
    return new Failure(verdict.reason().orElse(null), join(arrival.detail(), verdict.detail()));
  }

  private static String join(String first, String second) {
    return first.isEmpty() ? second : first + "; " + second;
  }

  private static String endDetail(MessageRecord after, Verdict verdict) {
    String error = after.error();
    return error == null ? verdict.detail() : error;
  }

  private static void log(MessageRecord message, Verdict verdict) {
    if (message.as2().mdn() == MdnState.REJECTED) {
      LOG.error("message {} to '{}': {}", message.id(), message.as2().to(), verdict.detail());
    } else if (message.status() == MessageStatus.FAILED) {
      LOG.warn("message {} to '{}' failed: {}", message.id(), message.as2().to(), message.error());
    } else {
      LOG.info(
          "message {} to '{}' is {}: {}",
          message.id(),
          message.as2().to(),
          message.status().text(),
          verdict.detail());
    }
  }
}
