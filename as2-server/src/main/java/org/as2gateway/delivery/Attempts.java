package org.as2gateway.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.as2gateway.delivery.queue.OutboxEntry.Kind;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;

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
              MessageRecord after =
                  before.withAttempt(
                      MessageStatus.SENDING, before.attempts() + 1, null, before.failure(), now);
              if (before.status().isEnd() || !context.messages().update(after, before)) {
                return Optional.empty();
              }
              event(id, now, EventKind.ATTEMPT, after.attempts() + " " + detail);
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
              if (!why.equals(before.failure())) {
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
    Instant next = message.nextAttemptAt();
    return next == null || !next.isAfter(limit)
        ? message
        : message.withAttempt(
            message.status(), message.attempts(), limit, message.failure(), message.updatedAt());
  }

  /** The message as that outcome leaves it; nothing is stored. */
  public MessageRecord concluded(MessageRecord before, Outcome outcome, Instant now) {
    if (outcome instanceof Outcome.Retry retry) {
      return retried(before, retry.failure(), retry.retryAfter(), now);
    }
    Instant next =
        outcome instanceof Outcome.AwaitingReceipt awaiting ? now.plus(awaiting.limit()) : null;
    return before.withAttempt(outcome.status(), before.attempts(), next, outcome.failure(), now);
  }

  private MessageRecord retried(
      MessageRecord before, Failure why, Optional<Duration> retryAfter, Instant now) {
    Optional<Instant> next =
        context
            .outbox()
            .find(before.id(), Kind.MESSAGE)
            .map(entry -> entry.withAttempts(before.attempts()))
            .flatMap(entry -> retryTimes.next(entry, now, retryAfter));
    if (next.isPresent()) {
      return before.withAttempt(MessageStatus.QUEUED, before.attempts(), next.get(), why, now);
    }
    Failure last =
        why.withDetail("gave up after " + before.attempts() + " attempts: " + why.detail());
    return before.withReceipt(
        MessageStatus.FAILED, MdnState.NONE, before.disposition(), last, null, now);
  }

  /**
   * Makes the queue entry follow the message: due when its next attempt is, or gone. Call it in the
   * transaction that stores the message.
   */
  public void moveEntry(MessageRecord after) {
    Instant next = after.nextAttemptAt();
    if (next == null) {
      context.outbox().remove(after.id(), Kind.MESSAGE);
    } else {
      context.outbox().reschedule(after.id(), Kind.MESSAGE, next, after.attempts());
    }
  }

  private void event(String id, Instant at, EventKind kind, String detail) {
    context.messages().addEvent(id, new MessageEvent(at, kind, null, detail));
  }
}
