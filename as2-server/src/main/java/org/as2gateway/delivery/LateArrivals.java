package org.as2gateway.delivery;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.delivery.queue.OutboxEntry.Kind;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.OtherWay;
import org.as2gateway.store.log.OtherWay.Arrival;
import org.as2gateway.store.log.OtherWay.Proof;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out that a message had arrived by its first way although its files were sent another way.
 * The other message is ended if it has not gone out yet; else the partner has the files twice, and
 * a person has to say so. To be run again and again, by one thread; {@link #settle} by any.
 */
public final class LateArrivals implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(LateArrivals.class);
  private static final int BATCH = 20;

  /** How long the server of the first way is asked. */
  private static final Duration PATIENCE = Duration.ofDays(3);

  private static final Duration FIRST_LOOK = Duration.ofSeconds(15);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

  private final DeliveryContext context;
  private final Transport transport;

  /** Late arrivals of messages of that context, sent by that transport. */
  public LateArrivals(DeliveryContext context, Transport transport) {
    this.context = context;
    this.transport = transport;
  }

  /** When the server of the first way is asked for the first time. */
  static Instant firstLook(Instant now) {
    return now.plus(FIRST_LOOK);
  }

  @Override
  public void run() {
    for (OtherWay way : context.otherWays().newlyArrived(BATCH)) {
      context.transactions().durably(() -> settle(context, way.original()));
    }
    for (OtherWay way : context.otherWays().needless(BATCH)) {
      context.transactions().durably(() -> stopLater(way));
    }
    for (OtherWay way : context.otherWays().due(context.clock().instant(), BATCH)) {
      look(way);
    }
  }

  /**
   * It was being sent when the original was known to have arrived, and has failed or is to be sent
   * again.
   */
  private boolean stopLater(OtherWay way) {
    Optional<MessageRecord> other = context.messages().find(way.message());
    boolean isStopped =
        other.isPresent() && stop(context, other.get(), way.original(), context.clock().instant());
    if (isStopped) {
      context.otherWays().stopped(way.message());
    } else if (other.isPresent() && other.get().status().isEnd()) {
      context.otherWays().lookAgain(way.message(), null); // it may have gone out, for good
    }
    return isStopped;
  }

  /**
   * An answer of USPS proves that a message has arrived; nothing happens if it went no other way.
   */
  public void proven(String original, String detail) {
    context.transactions().durably(() -> settle(context, original, Proof.USPS, detail));
  }

  /** Asks the server of the partner; trouble there is no news, for nothing is sent by it now. */
  private void look(OtherWay way) {
    context.otherWays().lookAgain(way.message(), next(way));
    Optional<MessageRecord> original = context.messages().find(way.original());
    Optional<String> found = Optional.empty();
    try {
      found = original.isEmpty() ? found : transport.findArrived(original.get());
    } catch (IOException | RuntimeException e) {
      LOG.info("it cannot be asked whether message {} arrived: {}", way.original(), e.toString());
    }
    if (found.isPresent()) {
      String detail = found.get();
      context.transactions().durably(() -> arrived(original.orElseThrow(), detail));
    }
  }

  /** Pauses grow with the time since it was sent another way; null once it is long ago. */
  private @Nullable Instant next(OtherWay way) {
    Instant now = context.clock().instant();
    Duration since = Duration.between(way.sentAt(), now);
    if (since.compareTo(PATIENCE) > 0) {
      return null;
    }
    Duration pause = since.compareTo(LONGEST_PAUSE) < 0 ? since : LONGEST_PAUSE;
    return now.plus(pause.compareTo(FIRST_LOOK) < 0 ? FIRST_LOOK : pause);
  }

  private boolean arrived(MessageRecord original, String detail) {
    MessageRecord before = context.messages().find(original.id()).orElse(original);
    Instant now = context.clock().instant();
    MessageRecord after = before.withState(before.state().concluded(MessageStatus.SENT, null, now));
    if (!before.status().hasArrived()) {
      if (!before.status().isEnd() || !context.messages().update(after, before)) {
        return false; // it is sent again, or has just changed
      }
      context.messages().addEvent(before.id(), new MessageEvent(now, EventKind.SENT, null, detail));
    }
    return settle(context, original.id());
  }

  /**
   * Notes that the original of a message that is sent another way has arrived, as its record says
   * now; call it in the transaction that stores that.
   *
   * @return whether that is news
   */
  public static boolean settle(DeliveryContext context, String original) {
    return context
        .messages()
        .find(original)
        .filter(message -> message.status().hasArrived())
        .map(message -> settle(context, original, Proof.of(message), words(message)))
        .orElse(false);
  }

  private static String words(MessageRecord original) {
    return switch (Proof.of(original)) {
      case MDN -> "its MDN is verified";
      case HTTP -> "the server answered that it took it";
      case UPLOAD -> "the server of the partner has it";
      case PDX -> "PDX has it";
      case USPS -> "USPS has answered about it";
    };
  }

  /**
   * The same for a message whose files the partner has collected from our server, whatever its
   * record says.
   */
  public static boolean collected(DeliveryContext context, String original) {
    return settle(
        context, original, Proof.UPLOAD, "the partner collected its files from our SFTP server");
  }

  /** The same by that proof, whatever the record of the original says. */
  private static boolean settle(
      DeliveryContext context, String original, Proof proof, String detail) {
    Arrival arrival = new Arrival(context.clock().instant(), proof, detail);
    return settle(context, original, original, arrival);
  }

  /**
   * Settles all that is sent in place of a message, and what is sent in place of that in turn.
   *
   * @param first the message that has arrived
   * @param replaced that one, or one that was sent in its place
   * @return whether that is news
   */
  private static boolean settle(
      DeliveryContext context, String first, String replaced, Arrival arrival) {
    boolean isNews = false;
    for (OtherWay way : context.otherWays().unsettled(replaced)) {
      Optional<MessageRecord> other = context.messages().find(way.message());
      if (other.isPresent() && settle(context, first, other.get(), arrival)) {
        settle(context, first, way.message(), arrival);
        isNews = true;
      }
    }
    return isNews;
  }

  private static boolean settle(
      DeliveryContext context, String first, MessageRecord other, Arrival arrival) {
    boolean isStopped = stop(context, other, first, arrival.at());
    if (!context.otherWays().arrived(other.id(), arrival, isStopped)) {
      return false;
    }
    String detail = arrival.detail();
    String end =
        isStopped
            ? "; message " + other.id() + ", sent in its place, did not go out"
            : "; it was also sent as " + other.id() + ": the partner may have it twice";
    event(context, first, arrival.at(), "it has arrived after all: " + detail + end);
    event(
        context,
        other.id(),
        arrival.at(),
        "message " + first + ", in place of which it is sent, has arrived after all: " + detail);
    LOG.warn("message {} has arrived after all: {}{}", first, detail, end);
    return true;
  }

  /**
   * Ends the message on the alternative if it waits: what it is for has happened.
   *
   * @return whether it is certain that it did not go out
   */
  private static boolean stop(
      DeliveryContext context, MessageRecord other, String original, Instant now) {
    MessageStatus status = other.status();
    boolean isWaiting = status == MessageStatus.QUEUED || status == MessageStatus.BLOCKED;
    if (isWaiting && !end(context, other, original, now)) {
      return false;
    }
    boolean hasEnded = isWaiting || (status.isEnd() && !status.hasArrived());
    return hasEnded && FirstWay.of(other, context.messages().events(other.id())).isNothingArrived();
  }

  private static boolean end(
      DeliveryContext context, MessageRecord other, String original, Instant now) {
    String why = "message " + original + " has arrived, so that this one is not needed";
    Failure failure = new Failure(Reason.CANCELLED, why);
    MessageRecord ended =
        other
            .withState(other.state().concluded(MessageStatus.CANCELLED, failure, now))
            .awaitingNoReceipt();
    if (!context.messages().update(ended, other)) {
      return false;
    }
    context.outbox().remove(other.id(), Kind.MESSAGE);
    context
        .messages()
        .addEvent(
            other.id(), new MessageEvent(now, EventKind.CANCELLED, null, Reason.CANCELLED, why));
    return true;
  }

  private static void event(DeliveryContext context, String id, Instant at, String detail) {
    context.messages().addEvent(id, new MessageEvent(at, EventKind.ARRIVED_LATE, null, detail));
  }
}
