package org.as2gateway.receipt;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.as2gateway.db.Transactions;
import org.as2gateway.messagelog.Evidence;
import org.as2gateway.messagelog.EvidenceKind;
import org.as2gateway.messagelog.MdnState;
import org.as2gateway.messagelog.MessageEvent;
import org.as2gateway.messagelog.MessageLog;
import org.as2gateway.messagelog.MessageRecord;
import org.as2gateway.messagelog.MessageStatus;
import org.as2gateway.outbox.Outbox;
import org.as2gateway.outbox.OutboxEntry;
import org.as2gateway.outbox.OutboxEntry.Kind;
import org.as2gateway.partnership.Partnership;
import org.as2gateway.registry.Registry;
import org.as2gateway.wire.MimeEntity;
import org.as2gateway.wire.Octets;
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
  private static final int MAX_KEPT_ANSWER = 64 * 1024;
  private static final int MAX_KEPT_ANSWERS = 20;

  private final Transactions transactions;
  private final MessageLog messages;
  private final Outbox outbox;
  private final RetryTimes retryTimes;
  private final Clock clock;

  /** A recorder on these stores. */
  public ReceiptRecorder(
      Transactions transactions,
      MessageLog messages,
      Outbox outbox,
      RetryTimes retryTimes,
      Clock clock) {
    this.transactions = transactions;
    this.messages = messages;
    this.outbox = outbox;
    this.retryTimes = retryTimes;
    this.clock = clock;
  }

  /**
   * Records what came back and what is concluded from it. The answer to a message counts while the
   * message is being sent, a posted MDN as long as the message is open.
   *
   * @param id our id of the message
   * @return the message as it stands now; its status is an end if there is nothing left to do
   * @throws IllegalStateException if there is no such message
   */
  public MessageRecord record(String id, Arrival arrival, Verdict verdict) {
    Optional<MessageRecord> recorded = Optional.empty();
    while (recorded.isEmpty()) { // empty only if another writer was faster: look again
      recorded = transactions.durably(() -> tryRecord(id, arrival, verdict));
    }
    log(recorded.get(), verdict);
    return recorded.get();
  }

  /** Keeps what came for a message that it does not change, with the reason as a flag. */
  public void keepUnused(String id, Arrival arrival, String reason) {
    transactions.durably(
        () -> {
          keepAsOther(id, arrival, reason);
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

  /**
   * Records that no attempt can be made now, or that an asynchronous MDN did not come in time: the
   * message is queued again while the budget lasts, else it fails.
   *
   * @param kind what the event is called
   * @param limit the longest delay
   * @return the message as it stands now
   */
  public MessageRecord requeue(String id, String kind, String reason, Duration limit) {
    return transactions.durably(
        () -> {
          MessageRecord before = messages.find(id).orElseThrow();
          Instant now = clock.instant();
          MessageRecord after =
              atLatest(
                  retried(before, new Verdict.Retry(reason, Optional.empty()), now),
                  now.plus(limit));
          if (before.status().isEnd() || !messages.update(after, before)) {
            return before; // another was faster
          }
          if (!reason.equals(before.error())) {
            messages.addEvent(id, new MessageEvent(now, kind, null, reason));
          }
          if (after.status().isEnd()) {
            String detail = String.valueOf(after.error());
            messages.addEvent(id, new MessageEvent(now, after.status().text(), null, detail));
          }
          moveEntry(after);
          return after;
        });
  }

  private static MessageRecord atLatest(MessageRecord message, Instant limit) {
    Instant next = message.nextAttemptAt();
    return next == null || !next.isAfter(limit)
        ? message
        : message.withAttempt(
            message.status(), message.attempts(), limit, message.error(), message.updatedAt());
  }

  private Optional<MessageRecord> tryRecord(String id, Arrival arrival, Verdict verdict) {
    MessageRecord before =
        messages
            .find(id)
            .orElseThrow(() -> new IllegalStateException("there is no message '" + id + "'"));
    boolean counts =
        arrival.isAsynchronous()
            ? !before.status().isEnd()
            : before.status() == MessageStatus.SENDING;
    if (!counts) {
      recordLate(before, arrival, verdict);
      return Optional.of(before);
    }
    Instant now = clock.instant();
    MessageRecord after = conclude(before, verdict, now);
    if (!messages.update(after, before)) {
      return Optional.empty();
    }
    event(id, arrival, arrival.eventKind(), join(arrival.detail(), verdict.reason()));
    keepEvidence(id, arrival, verdict);
    moveEntry(after);
    if (after.status().isEnd()) {
      event(id, arrival, after.status().text(), endDetail(after, verdict));
    }
    return Optional.of(after);
  }

  private MessageRecord conclude(MessageRecord before, Verdict verdict, Instant now) {
    if (verdict instanceof Verdict.Retry retry) {
      return retried(before, retry, now);
    }
    boolean isGood = !(verdict.status() == MessageStatus.FAILED);
    Instant next = verdict instanceof Verdict.Awaiting wait ? now.plus(wait.limit()) : null;
    return before.withReceipt(
        verdict.status(),
        verdict.mdn(),
        verdict.disposition().orElse(null),
        isGood ? null : verdict.reason(),
        next,
        now);
  }

  private MessageRecord retried(MessageRecord before, Verdict.Retry retry, Instant now) {
    Optional<Instant> next =
        outbox
            .find(before.id(), Kind.MESSAGE)
            .map(entry -> counted(entry, before.attempts()))
            .flatMap(entry -> retryTimes.next(entry, now, retry.retryAfter()));
    if (next.isPresent()) {
      return before.withAttempt(
          MessageStatus.QUEUED, before.attempts(), next.get(), retry.reason(), now);
    }
    String reason = "gave up after " + before.attempts() + " attempts: " + retry.reason();
    return before.withReceipt(
        MessageStatus.FAILED, MdnState.NONE, before.disposition(), reason, null, now);
  }

  private static OutboxEntry counted(OutboxEntry entry, int attempts) {
    return new OutboxEntry(
        entry.id(), entry.kind(), entry.lane(), entry.dueAt(), attempts, entry.createdAt());
  }

  private void moveEntry(MessageRecord after) {
    Instant next = after.nextAttemptAt();
    if (next == null) {
      outbox.remove(after.id(), Kind.MESSAGE);
    } else {
      outbox.reschedule(after.id(), Kind.MESSAGE, next, after.attempts());
    }
  }

  private void keepEvidence(String id, Arrival arrival, Verdict verdict) {
    if (arrival.isMdn() && isAboutMdn(verdict)) {
      arrival.entity().ifPresent(e -> evidence(id, EvidenceKind.MDN, e.toBytes()));
      verdict.signer().ifPresent(c -> evidence(id, EvidenceKind.MDN_SIGNER_CERTIFICATE, der(c)));
    } else {
      keepAnswer(id, arrival);
    }
  }

  private static boolean isAboutMdn(Verdict verdict) {
    return verdict.mdn() == MdnState.VERIFIED
        || verdict.mdn() == MdnState.NEGATIVE
        || verdict.mdn() == MdnState.REJECTED;
  }

  /** A partner that answers the same page for days is kept once, and never in bulk. */
  private void keepAnswer(String id, Arrival arrival) {
    if (arrival.entity().isEmpty() || arrival.entity().get().length() == 0) {
      return;
    }
    byte[] whole = arrival.entity().get().toBytes();
    List<Evidence> kept = messages.evidence(id, EvidenceKind.OTHER_ANSWER);
    byte[] body = arrival.entity().get().body();
    if (kept.size() < MAX_KEPT_ANSWERS && kept.stream().noneMatch(e -> hasBody(e, body))) {
      int length = Math.min(whole.length, MAX_KEPT_ANSWER);
      evidence(id, EvidenceKind.OTHER_ANSWER, Arrays.copyOf(whole, length));
    }
  }

  private void recordLate(MessageRecord message, Arrival arrival, Verdict verdict) {
    boolean isRepeat =
        arrival.entity().isPresent()
            && messages.evidence(message.id(), EvidenceKind.MDN).stream()
                .anyMatch(e -> hasBody(e, arrival.entity().get().body()));
    if (isRepeat) {
      event(
          message.id(), arrival, arrival.eventKind(), join(arrival.detail(), "the same MDN again"));
    } else if (arrival.isMdn()) {
      String state = "the message is '" + message.status().text() + "' already";
      keepAsOther(message.id(), arrival, state + ", nothing changes: " + verdict.reason());
    } else {
      event(message.id(), arrival, arrival.eventKind(), join(arrival.detail(), verdict.reason()));
      keepAnswer(message.id(), arrival);
    }
  }

  private void keepAsOther(String id, Arrival arrival, String reason) {
    keepAnswer(id, arrival);
    event(id, arrival, "mdn-flagged", join(arrival.detail(), reason));
    LOG.warn("message {}: MDN flagged: {}", id, reason);
  }

  /** Whether kept octets, header lines, blank line and body, have this body. */
  private static boolean hasBody(Evidence kept, byte[] body) {
    byte[] whole = kept.content().toBytes();
    int start = whole.length - body.length;
    return start >= 4
        && Arrays.equals(whole, start, whole.length, body, 0, body.length)
        && whole[start - 1] == '\n'
        && whole[start - 3] == '\n';
  }

  private void evidence(String id, EvidenceKind kind, byte[] octets) {
    messages.addEvidence(new Evidence(id, kind, clock.instant(), Octets.of(octets)));
  }

  private void event(String id, Arrival arrival, String kind, String detail) {
    messages.addEvent(id, new MessageEvent(clock.instant(), kind, arrival.httpStatus(), detail));
  }

  private static String join(String first, String second) {
    return first.isEmpty() ? second : first + "; " + second;
  }

  private static String endDetail(MessageRecord after, Verdict verdict) {
    String error = after.error();
    return error == null ? verdict.reason() : error;
  }

  private static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that verified cannot be encoded", e);
    }
  }

  private static void log(MessageRecord message, Verdict verdict) {
    if (message.mdn() == MdnState.REJECTED) {
      LOG.error("message {} to '{}': {}", message.id(), message.to(), verdict.reason());
    } else if (message.status() == MessageStatus.FAILED) {
      LOG.warn("message {} to '{}' failed: {}", message.id(), message.to(), message.error());
    } else {
      LOG.info(
          "message {} to '{}' is {}: {}",
          message.id(),
          message.to(),
          message.status().text(),
          verdict.reason());
    }
  }
}
