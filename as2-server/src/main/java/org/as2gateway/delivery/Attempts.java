package org.as2gateway.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.delivery.queue.OutboxEntry.Kind;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.TransferState;

/**
 * Attempts to send: that one begins, what it came to, and when the next one is due. The message and
 * its queue entry change together. Safe for many threads.
 */
public final class Attempts {
  private final DeliveryContext context;
  private final RetryTimes retryTimes;

  /**
   * The attempts of all messages.
   *
   * @param retryTimes when an attempt that did not succeed is followed by another
   */
  public Attempts(DeliveryContext context, RetryTimes retryTimes) {
    this.context = context;
    this.retryTimes = retryTimes;
  }

  /**
   * Records that an attempt begins.
   *
   * @param detail where it goes, for the event
   * @return the message being sent; empty if it has ended meanwhile
   */
  public Optional<MessageRecord> begin(String id, String detail) {
    return context
        .transactions()
        .inTransaction(
            () -> {
              MessageRecord before = context.messages().find(id).orElseThrow();
              Instant now = context.clock().instant();
              MessageRecord after = before.withState(before.state().sending(now));
              if (before.status().isEnd() || !context.messages().update(after, before)) {
                return Optional.empty();
              }
              event(id, now, EventKind.ATTEMPT, after.state().attempts() + " " + detail);
              return Optional.of(after);
            });
  }

  /**
   * Records that no attempt can be made now, or that a receipt did not come in time: the message is
   * queued again while the budget lasts, else it fails.
   *
   * @param kind what the event is called
   * @param limit the longest delay
   * @return the message as it stands now
   */
  public MessageRecord requeue(String id, EventKind kind, Failure why, Duration limit) {
    return context
        .transactions()
        .durably(
            () -> {
              MessageRecord before = context.messages().find(id).orElseThrow();
              Instant now = context.clock().instant();
              MessageRecord after =
                  atLatest(retried(before, why, Optional.empty(), now), now.plus(limit));
              if (before.status().isEnd() || !context.messages().update(after, before)) {
                return before; // another was faster
              }
              if (!why.equals(before.state().failure())) {
                context
                    .messages()
                    .addEvent(id, new MessageEvent(now, kind, null, why.reason(), why.detail()));
              }
              if (after.status().isEnd()) {
                event(id, now, EventKind.of(after.status()), String.valueOf(after.error()));
              }
              moveEntry(after);
              return after;
            });
  }

  private static MessageRecord atLatest(MessageRecord message, Instant limit) {
    Instant next = message.state().nextAttemptAt();
    return next == null || !next.isAfter(limit)
        ? message
        : message.withState(message.state().withNextAttemptAt(limit));
  }

  /**
   * Records what an attempt came to, durably, with what proves it. A message that has ended
   * meanwhile stays as it is; the evidence is kept with it.
   *
   * @param detail what happened, for people
   * @param evidence of that message
   * @return the message as it stands now
   */
  public MessageRecord conclude(
      String id, Outcome outcome, String detail, List<Evidence> evidence) {
    Optional<MessageRecord> concluded = Optional.empty();
    while (concluded.isEmpty()) { // again only if the message changed between reading and writing
      concluded = context.transactions().durably(() -> tryConclude(id, outcome, detail, evidence));
    }
    return concluded.get();
  }

  private Optional<MessageRecord> tryConclude(
      String id, Outcome outcome, String detail, List<Evidence> evidence) {
    MessageRecord before = context.messages().find(id).orElseThrow();
    Instant now = context.clock().instant();
    boolean hasEnded = before.status().isEnd();
    MessageRecord after = hasEnded ? before : concluded(before, outcome, now);
    if (!hasEnded && !context.messages().update(after, before)) {
      return Optional.empty();
    }
    context.messages().addEvidence(evidence);
    Failure failure = outcome.failure();
    context
        .messages()
        .addEvent(
            id,
            failure == null
                ? new MessageEvent(now, EventKind.ANSWER, null, detail)
                : new MessageEvent(now, EventKind.ANSWER, null, failure.reason(), detail));
    if (!hasEnded) {
      if (after.status().isEnd()) {
        String error = after.error();
        event(id, now, EventKind.of(after.status()), error == null ? detail : error);
      }
      moveEntry(after);
    }
    return Optional.of(after);
  }

  /** The message as that outcome leaves it; nothing is stored. */
  public MessageRecord concluded(MessageRecord before, Outcome outcome, Instant now) {
    if (outcome instanceof Outcome.Retry retry) {
      return retried(before, retry.failure(), retry.retryAfter(), now);
    }
    TransferState after = before.state().concluded(outcome.status(), outcome.failure(), now);
    return before.withState(
        outcome instanceof Outcome.AwaitingReceipt awaiting
            ? after.withNextAttemptAt(now.plus(awaiting.limit()))
            : after);
  }

  private MessageRecord retried(
      MessageRecord before, Failure why, Optional<Duration> retryAfter, Instant now) {
    int attempts = before.state().attempts();
    Optional<Instant> next =
        context
            .outbox()
            .find(before.id(), Kind.MESSAGE)
            .map(entry -> entry.withAttempts(attempts))
            .flatMap(entry -> retryTimes.next(entry, now, retryAfter));
    if (next.isPresent()) {
      return before.withState(before.state().queuedAgain(next.get(), why, now));
    }
    Failure last = why.withDetail("failed after " + attempts + " attempts: " + why.detail());
    return before
        .withState(before.state().concluded(MessageStatus.FAILED, last, now))
        .awaitingNoReceipt();
  }

  /**
   * Makes the queue entry follow the message: due when its next attempt is, or gone. Call it in the
   * transaction that stores the message.
   */
  public void moveEntry(MessageRecord after) {
    Instant next = after.state().nextAttemptAt();
    if (next == null) {
      context.outbox().remove(after.id(), Kind.MESSAGE);
    } else {
      context.outbox().reschedule(after.id(), Kind.MESSAGE, next, after.state().attempts());
    }
  }

  private void event(String id, Instant at, EventKind kind, String detail) {
    context.messages().addEvent(id, new MessageEvent(at, kind, null, detail));
  }
}
