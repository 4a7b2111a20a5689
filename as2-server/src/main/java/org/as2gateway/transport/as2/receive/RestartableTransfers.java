package org.as2gateway.transport.as2.receive;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.as2gateway.as2.smime.TapInputStream;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.ContentRange;
import org.as2gateway.as2.wire.EntityTag;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.RestartPolicy;
import org.as2gateway.store.payload.PartialBodies;
import org.as2gateway.store.payload.PartialBodies.Room;
import org.as2gateway.store.payload.PartialBody;
import org.as2gateway.store.payload.TransferId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receiving side of AS2 Restart (protocol.md §7.7, draft-harding-as2-restart-07): what comes
 * under an ETag is kept until its answer, HEAD tells how much that is, and a POST with
 * Content-Range goes on behind it. Then the whole is read like any message. Only for known pairs
 * that have it switched on. Safe for many threads.
 *
 * <p>Who names an ETag has proven nothing. So a whole that was put together and does not verify is
 * thrown away and asked for again, in one piece: a forged piece costs a repeat, never a message.
 */
final class RestartableTransfers {
  private static final Logger LOG = LoggerFactory.getLogger(RestartableTransfers.class);
  private static final int BUFFER_BYTES = 64 * 1024;

  private final Supplier<Registry> registry;
  private final PartialBodies bodies;
  private final ReceiveMessage messages;
  private final AccessCheck access;
  private final As2Endpoint whole;
  private final Clock clock;

  /**
   * Transfers to an endpoint.
   *
   * @param messages says whom a message is refused by its headers
   * @param access says who may ask at all
   * @param whole receives whole bodies
   */
  RestartableTransfers(
      InboundContext context, ReceiveMessage messages, AccessCheck access, As2Endpoint whole) {
    this.registry = context.registry();
    this.bodies = context.files().partial();
    this.messages = messages;
    this.access = access;
    this.whole = whole;
    this.clock = context.clock();
  }

  /** A transfer by its names, of a pair that has restart switched on. */
  private record Transfer(TransferId id, RestartPolicy policy) {}

  /** The answer to HEAD; empty if that is not offered to whom it says it is from. */
  Optional<As2Response> held(As2Request request) throws IOException {
    Headers headers = request.headers();
    Optional<Partnership> pair = pair(headers);
    if (pair.isEmpty()) {
      return Optional.of(As2Response.empty(hasNames(headers) ? 403 : 400));
    }
    Optional<As2Response> refusal = access.refusal(request, pair.get());
    if (refusal.isPresent()) {
      return refusal;
    }
    Optional<Transfer> transfer = transfer(headers);
    return transfer.isEmpty()
        ? Optional.empty()
        : Optional.of(As2Response.ofLength(bodies.heldBytes(transfer.get().id())));
  }

  As2Response receive(As2Request request) throws IOException {
    Optional<String> field = request.headers().first(HeaderNames.CONTENT_RANGE);
    Optional<ContentRange> range = field.flatMap(ContentRange::parse);
    Optional<Transfer> transfer = transfer(request.headers());
    Optional<MessageIdentity> identity = MessageIdentity.of(request.headers());
    boolean isPiece = range.filter(r -> r.length() < r.total()).isPresent();
    if (identity.isEmpty() || (transfer.isEmpty() && !isPiece)) {
      return whole.receive(request);
    }
    OptionalLong total = range.map(r -> OptionalLong.of(r.total())).orElse(request.contentLength());
    Optional<As2Response> refusal = messages.refusal(request.ofLength(total));
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (transfer.isEmpty()) {
      return unsatisfiable(0); // a piece must never be read as if it were a message
    }
    boolean isRangeClear = field.isPresent() == range.isPresent();
    Room room = Room.of(transfer.get().policy().keptBytes(), request.remoteAddress());
    Optional<PartialBody> taken = bodies.take(transfer.get().id(), room);
    if (taken.isEmpty()) {
      return As2Response.unavailable();
    }
    try (PartialBody body = taken.get()) {
      Arrival arrival =
          new Arrival(request, identity.get().messageId(), transfer.get().policy(), body);
      if (!isRangeClear || !range.map(r -> isFitting(arrival, r)).orElse(true)) {
        return unsatisfiable(body.heldBytes(arrival.message()));
      }
      return range.filter(r -> r.first() > 0).isPresent()
          ? receiveRest(arrival, range.get())
          : receiveAll(arrival, total);
    }
  }

  /** A request of a transfer that is in hand. */
  private record Arrival(
      As2Request request, MessageId messageId, RestartPolicy policy, PartialBody body) {
    String message() {
      return messageId.bare();
    }
  }

  private static boolean isFitting(Arrival arrival, ContentRange range) {
    OptionalLong length = arrival.request().contentLength();
    boolean isFramed = length.isEmpty() || length.getAsLong() == range.length();
    boolean follows =
        range.first() == 0
            || (range.first() <= arrival.body().heldBytes(arrival.message())
                && arrival.body().isOfTotal(range.total()));
    return range.reachesEnd() && isFramed && follows;
  }

  /** The first octet on: read at once, and kept on the way in case that it breaks off. */
  private As2Response receiveAll(Arrival arrival, OptionalLong total) throws IOException {
    arrival.body().begin(arrival.message(), total.orElse(0));
    InputStream kept = new TapInputStream(arrival.request().body(), arrival.body()::write);
    As2Response response = whole.receive(arrival.request().withBody(kept, false));
    settle(arrival, response);
    return response;
  }

  /** What was missing: kept first, so that the next break loses nothing, and then read as one. */
  private As2Response receiveRest(Arrival arrival, ContentRange range) throws IOException {
    PartialBody body = arrival.body();
    body.resume(range.first());
    long missing = copy(arrival.request().body(), body, range.length());
    if (!body.isKept()) {
      return As2Response.unavailable();
    }
    if (missing != 0) {
      return As2Response.empty(400);
    }
    try (InputStream joined = body.read()) {
      As2Request request =
          arrival.request().ofLength(OptionalLong.of(range.total())).withBody(joined, true);
      As2Response response = whole.receive(request);
      settle(arrival, response);
      return response;
    } catch (UnverifiedWholeException e) {
      LOG.warn(
          "a message put together of several transfers is asked for again: {}", e.getMessage());
      body.drop();
      return As2Response.unavailable();
    }
  }

  /** Returns how many octets are missing; a negative number if there were more. */
  private static long copy(InputStream in, PartialBody body, long length) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long left = length;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      body.write(buffer, 0, (int) Math.min(count, left));
      if (count > left) {
        return -1;
      }
      left -= count;
    }
    return left;
  }

  /** After a 503 the partner comes again; any other answer ends the transfer. */
  private void settle(Arrival arrival, As2Response response) {
    if (response.status() / 100 == 2) {
      arrival.body().answered(clock.instant(), arrival.policy().keptFor());
    } else if (response.status() != 503) {
      arrival.body().drop();
    }
  }

  /** Removes what has been kept for long enough. */
  void dropAged() throws IOException {
    Map<String, Duration> ages = new HashMap<>();
    for (Partnership partnership : registry.get().partnerships().partnerships()) {
      partnership
          .transport()
          .restart()
          .ifPresent(policy -> nameOf(partnership).ifPresent(p -> ages.put(p, policy.keptFor())));
    }
    bodies.dropAged(clock.instant(), pair -> Optional.ofNullable(ages.get(pair)));
  }

  private static Optional<String> nameOf(Partnership partnership) {
    return partnership
        .sender()
        .as2Id()
        .flatMap(
            from ->
                partnership
                    .receiver()
                    .as2Id()
                    .map(to -> TransferId.pair(from.value(), to.value())));
  }

  private Optional<Transfer> transfer(Headers headers) {
    Optional<EntityTag> tag =
        MessageIdentity.one(headers, HeaderNames.ENTITY_TAG, EntityTag::parse);
    Optional<Partnership> pair = pair(headers);
    if (tag.isEmpty() || pair.isEmpty() || pair.get().transport().restart().isEmpty()) {
      return Optional.empty();
    }
    TransferId id =
        TransferId.of(
            name(headers, HeaderNames.AS2_FROM).orElseThrow().value(),
            name(headers, HeaderNames.AS2_TO).orElseThrow().value(),
            tag.get().value());
    return Optional.of(new Transfer(id, pair.get().transport().restart().get()));
  }

  private Optional<Partnership> pair(Headers headers) {
    Registry current = registry.get();
    return name(headers, HeaderNames.AS2_FROM)
        .flatMap(
            from ->
                name(headers, HeaderNames.AS2_TO)
                    .flatMap(to -> current.partnerships().between(from, to)))
        .filter(current::isInbound);
  }

  private static boolean hasNames(Headers headers) {
    return name(headers, HeaderNames.AS2_FROM).isPresent()
        && name(headers, HeaderNames.AS2_TO).isPresent();
  }

  private static Optional<As2Id> name(Headers headers, String field) {
    return MessageIdentity.one(headers, field, As2Id::parseHeader);
  }

  private static As2Response unsatisfiable(long heldBytes) {
    Headers where = Headers.of(HeaderNames.CONTENT_RANGE, ContentRange.unsatisfied(heldBytes));
    return new As2Response(416, new MimeEntity(where, new byte[0]));
  }
}
