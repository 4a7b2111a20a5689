package org.as2gateway.delivery;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.delivery.gate.Gate;
import org.as2gateway.delivery.queue.OutboxEntry.Kind;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.JdbcOtherWays.Stuck;
import org.as2gateway.store.log.JdbcOtherWays.StuckTotal;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageIds;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.OtherWay;
import org.as2gateway.transport.TransportKind;
import org.jspecify.annotations.Nullable;

/**
 * Sends the files of a message on the partnership that its own names as an alternative, in place of
 * it. A person decides, for an attempt may have arrived although nothing came back, and then the
 * partner gets the files twice; a setting may decide where that cannot be.
 */
public final class SendByFallback {
  /** One that has failed longer ago is offered on its page only. */
  private static final Duration FAILED_LATELY = Duration.ofDays(1);

  private static final int PAGE = 100;

  private final DeliveryContext context;
  private final Transport transport;
  private final List<Gate> gates;
  private final QueuedMessages queued;

  SendByFallback(DeliveryContext context, Transport transport, List<Gate> gates) {
    this.context = context;
    this.transport = transport;
    this.gates = List.copyOf(gates);
    this.queued = new QueuedMessages(context);
  }

  /**
   * How the message can be sent instead, if it has waited for its own partnership long enough, or
   * has failed on it, and is not sent another way already; empty otherwise.
   */
  public Optional<FallbackOffer> offer(MessageRecord message) {
    if (message.direction() != Direction.OUT || !isStuck(message.status())) {
      return Optional.empty();
    }
    Optional<Partnership> own =
        partnership(message)
            .filter(p -> message.status() == MessageStatus.FAILED || hasWaited(message, p));
    return own.flatMap(this::alternative)
        .filter(other -> Replacements.of(context, message.id()).isEmpty())
        .map(other -> offer(message, own.get(), other));
  }

  private FallbackOffer offer(MessageRecord message, Partnership own, Partnership other) {
    return new FallbackOffer(
        other.name(),
        other.kind(),
        waited(message),
        firstWay(message),
        own.queue().isFallbackAutomatic());
  }

  private static boolean isStuck(MessageStatus status) {
    return status == MessageStatus.FAILED
        || status == MessageStatus.QUEUED
        || status == MessageStatus.AWAITING_MDN;
  }

  private boolean hasWaited(MessageRecord message, Partnership partnership) {
    return message.state().attempts() > 0
        && waited(message).compareTo(partnership.queue().fallbackAfter()) >= 0;
  }

  private Duration waited(MessageRecord message) {
    Instant until =
        message.status().isEnd() ? message.state().updatedAt() : context.clock().instant();
    return Duration.between(message.state().createdAt(), until);
  }

  /** What its events say, and what its transport has noted. */
  private FirstWay firstWay(MessageRecord message) {
    List<MessageEvent> events = context.messages().events(message.id());
    FirstWay way = FirstWay.of(message, events);
    return way.isNothingArrived() && transport.mayHaveArrived(message)
        ? new FirstWay(way.attempts(), way.last(), way.last())
        : way;
  }

  private Optional<Partnership> partnership(MessageRecord message) {
    return context.registry().get().partnerships().partnership(message.partnership());
  }

  private Optional<Partnership> alternative(Partnership own) {
    return own.queue()
        .fallback()
        .flatMap(name -> context.registry().get().partnerships().partnership(name));
  }

  /**
   * Messages of a partnership that an alternative is offered for, the oldest first; those that
   * failed more than a day ago are left out.
   *
   * @param limit how many are looked at
   */
  public List<MessageRecord> offered(String partnership, int limit) {
    return stuck(partnership)
        .map(stuck -> found(context.otherWays().stuck(stuck, "", limit)))
        .orElse(List.of());
  }

  private List<MessageRecord> found(List<String> ids) {
    return ids.stream()
        .flatMap(id -> context.messages().find(id).stream())
        .filter(message -> offer(message).isPresent())
        .toList();
  }

  /** Gives each of them, however many there are, the oldest first. */
  public void eachOffered(String partnership, Consumer<MessageRecord> taker) {
    Optional<Stuck> stuck = stuck(partnership);
    String after = "";
    boolean isMore = stuck.isPresent();
    while (isMore) {
      List<String> ids = context.otherWays().stuck(stuck.orElseThrow(), after, PAGE);
      found(ids).forEach(taker);
      isMore = ids.size() == PAGE;
      after = isMore ? ids.get(PAGE - 1) : after;
    }
  }

  /** How many they are, and which are the oldest and the newest; empty if there is none. */
  public Optional<StuckTotal> total(String partnership) {
    return stuck(partnership).flatMap(stuck -> context.otherWays().total(stuck));
  }

  /** What is looked for; empty if the partnership has no alternative. */
  private Optional<Stuck> stuck(String partnership) {
    Instant now = context.clock().instant();
    return context
        .registry()
        .get()
        .partnerships()
        .partnership(partnership)
        .filter(this::hasOther)
        .map(own -> now.minus(own.queue().fallbackAfter()))
        .map(taken -> new Stuck(partnership, taken, now.minus(FAILED_LATELY)));
  }

  private boolean hasOther(Partnership partnership) {
    return alternative(partnership).isPresent();
  }

  /**
   * Sends a message another way without a person, if the setting of its partnership says so, it is
   * certain that nothing of it arrived, and no gate has something against sending it. What is sent
   * in place of another is left to a person.
   *
   * @param by what decides, for the log
   * @return the new message; empty if a person has to decide
   * @throws RefusedOperation as {@link #send}
   * @throws IOException as {@link #send}
   */
  public Optional<MessageRecord> sendAutomatically(MessageRecord message, String by)
      throws RefusedOperation, IOException {
    Optional<FallbackOffer> offer =
        offer(message)
            .filter(FallbackOffer::isAutomatic)
            .filter(found -> found.first().isNothingArrived())
            .filter(found -> context.otherWays().find(message.id()).isEmpty())
            .filter(found -> !isObjectedTo(message, found.partnership()));
    if (offer.isEmpty()) {
      return Optional.empty();
    }
    FirstWay first = offer.get().first();
    String why =
        first.attempts()
            + (first.attempts() == 1 ? " attempt" : " attempts")
            + " failed before anything was sent"
            + first.last().map(event -> "; the last one: " + event.detail()).orElse("");
    return Optional.of(send(message.id(), new Decision(by, why, true)));
  }

  /**
   * A number that the message has may be taken by now. Both partnerships have to be looked at by
   * the same gates: what one of them guards, the other would let through.
   */
  private boolean isObjectedTo(MessageRecord message, String other) {
    Optional<Partnership> own = partnership(message);
    Optional<Partnership> alternative = context.registry().get().partnerships().partnership(other);
    return gates.stream()
        .filter(gate -> own.filter(gate::isFor).isPresent())
        .anyMatch(
            gate ->
                alternative.filter(gate::isFor).isEmpty()
                    || (!message.status().isEnd() && gate.mustLookAgain(message)));
  }

  /**
   * Ends the message, if it has not ended, and queues its files on the other partnership.
   *
   * @param id our id
   * @param by name of the user
   * @param reason why, not blank
   * @return the new message
   * @throws RefusedOperation if there is no such message or alternative, the message has arrived,
   *     is being sent or is sent another way already, or its files are no longer kept
   * @throws IOException if the files cannot be linked
   */
  public MessageRecord send(String id, String by, String reason)
      throws RefusedOperation, IOException {
    return send(id, new Decision(by, reason, false));
  }

  /** Who decides that a message goes another way, and why. */
  private record Decision(String by, String reason, boolean isAutomatic) {}

  private MessageRecord send(String id, Decision decision) throws RefusedOperation, IOException {
    MessageRecord before = context.outbound(id);
    String name = sendableAs(before);
    FirstWay first = firstWay(before);
    if (decision.isAutomatic() && !first.isNothingArrived()) {
      throw RefusedOperation.conflict(
          "message '" + id + "' was tried again meanwhile and may have arrived: a person decides");
    }
    Partnership other = queued.sendable(name, transport);
    MessageRecord instead = copy(before, other);
    String why =
        "sent on '%s' instead as %s, by %s: %s"
            .formatted(name, instead.id(), decision.by(), decision.reason());
    OtherWay way =
        OtherWay.begun(
            instead.id(), before.id(), decision.isAutomatic(), context.clock().instant());
    Optional<Instant> look =
        before.transport() == TransportKind.AS2 || first.isNothingArrived()
            ? Optional.empty()
            : Optional.of(LateArrivals.firstLook(way.sentAt()));
    boolean isQueued =
        context
            .transactions()
            .durably(() -> end(before, why) && enqueue(instead, way, why, look.orElse(null)));
    if (!isQueued) {
      throw RefusedOperation.conflict("message '" + id + "' has just changed; try again");
    }
    context.wake().run();
    return instead;
  }

  /** The name of the partnership that it can be sent on now. */
  private String sendableAs(MessageRecord before) throws RefusedOperation {
    Optional<String> name = partnership(before).flatMap(p -> p.queue().fallback());
    if (name.isEmpty()) {
      throw RefusedOperation.conflict(
          "partnership '" + before.partnership() + "' names no alternative: set gw.fallback");
    }
    if (!isStuck(before.status())) {
      throw RefusedOperation.conflict(
          "message '%s' is %s: it cannot go another way"
              .formatted(before.id(), before.status().text()));
    }
    Optional<MessageRecord> sent = Replacements.of(context, before.id());
    if (sent.isPresent()) {
      throw RefusedOperation.conflict(
          "message '%s' is sent another way already, as '%s', which is %s"
              .formatted(before.id(), sent.get().id(), sent.get().status().text()));
    }
    return name.get();
  }

  private MessageRecord copy(MessageRecord before, Partnership other)
      throws RefusedOperation, IOException {
    String id = MessageIds.next(context.clock());
    for (int i = 0; i < before.payloads().size(); i++) {
      if (context.payloads().payload(before.id(), i).isEmpty()) {
        throw RefusedOperation.conflict(
            "message '" + before.id() + "' cannot be sent: its payload is no longer kept");
      }
    }
    for (int i = 0; i < before.payloads().size(); i++) {
      context.payloads().keepAgain(id, i, before.id());
    }
    return transport.createAgain(id, other, before, null);
  }

  private boolean end(MessageRecord before, String why) {
    Instant now = context.clock().instant();
    MessageRecord after =
        before.status().isEnd()
            ? before.withState(before.state().withUpdatedAt(now))
            : before
                .withState(
                    before
                        .state()
                        .concluded(
                            MessageStatus.CANCELLED, new Failure(Reason.CANCELLED, why), now))
                .awaitingNoReceipt();
    if (!context.messages().update(after, before)) {
      return false;
    }
    context.outbox().remove(before.id(), Kind.MESSAGE);
    EventKind kind = before.status().isEnd() ? EventKind.RESEND : EventKind.CANCELLED;
    context.messages().addEvent(before.id(), new MessageEvent(now, kind, null, why));
    return true;
  }

  private boolean enqueue(
      MessageRecord instead, OtherWay way, String why, @Nullable Instant lookAt) {
    queued.enqueue(instead, "in place of " + way.original() + ": " + why);
    context.messages().handled().addResent(instead.id(), way.original());
    context.otherWays().add(way, lookAt);
    return true;
  }
}
