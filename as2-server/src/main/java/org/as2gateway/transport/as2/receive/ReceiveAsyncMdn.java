package org.as2gateway.transport.as2.receive;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.as2gateway.as2.mdn.Mdn;
import org.as2gateway.as2.mdn.MdnReadResult;
import org.as2gateway.as2.mdn.MdnReader;
import org.as2gateway.as2.wire.As2Id;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.transport.as2.receipt.Arrival;
import org.as2gateway.transport.as2.receipt.ReceiptExpectation;
import org.as2gateway.transport.as2.receipt.ReceiptJudge;
import org.as2gateway.transport.as2.receipt.ReceiptRecorder;
import org.as2gateway.transport.as2.receipt.ReceivedMdn;
import org.as2gateway.transport.as2.receipt.SentMessages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes an MDN that a partner posts for a message of ours (RFC 4130 §7.3, protocol.md §6.3). It may
 * come before the 2xx to the message is read. Nothing is believed that is not verified; an MDN that
 * changes nothing is kept with the message it names.
 */
public final class ReceiveAsyncMdn {
  private static final Logger LOG = LoggerFactory.getLogger(ReceiveAsyncMdn.class);

  private final MessageLog messages;
  private final Supplier<Registry> registry;
  private final ReceiptRecorder recorder;
  private final SentMessages sent;
  private final RefusalLog refusals;

  /**
   * A receiver of MDNs.
   *
   * @param registry current state, asked anew for each MDN
   */
  public ReceiveAsyncMdn(
      MessageLog messages, Supplier<Registry> registry, ReceiptRecorder recorder, Clock clock) {
    this.messages = messages;
    this.registry = registry;
    this.recorder = recorder;
    this.sent = new SentMessages(messages);
    this.refusals = new RefusalLog(LOG, clock);
  }

  /**
   * Receives one MDN. Taken MDNs are answered by an empty 200, whatever they say; 400 if it is none
   * or names no message, 403 for an unknown pair, 413 if it is too long. What is answered 200 is
   * durable.
   *
   * @param headers all header fields of the request
   * @param body read to its end, not closed
   * @throws IOException if the body breaks off
   */
  public As2Response receive(Headers headers, InputStream body) throws IOException {
    Optional<As2Id> partner = partner(headers);
    Optional<As2Id> us = us(headers);
    if (partner.isEmpty() || us.isEmpty()) {
      return As2Response.empty(400);
    }
    Registry state = registry.get();
    Optional<Partnership> pair = state.partnerships().between(us.get(), partner.get());
    if (pair.isEmpty()) {
      refusals.warn("", "MDN from '{}' to '{}' refused: unknown pair", partner.get(), us.get());
      return As2Response.empty(403);
    }
    byte[] octets = body.readNBytes(MdnReader.MAX_BYTES + 1);
    if (octets.length > MdnReader.MAX_BYTES) {
      return As2Response.empty(413);
    }
    return take(new MimeEntity(headers.without("Authorization"), octets), pair.get(), state);
  }

  /**
   * The answer to an MDN that its headers alone refuse; empty if the body is to be read.
   *
   * @param request may be a message as well, of which nothing is said here
   */
  Optional<As2Response> refusal(As2Request request) {
    Optional<As2Id> partner = partner(request.headers());
    Optional<As2Id> us = us(request.headers());
    if (partner.isEmpty() || us.isEmpty()) {
      return Optional.of(As2Response.empty(400));
    }
    if (registry.get().partnerships().between(us.get(), partner.get()).isEmpty()) {
      return Optional.of(As2Response.empty(403));
    }
    return request.contentLength().orElse(0) > MdnReader.MAX_BYTES
        ? Optional.of(As2Response.empty(413))
        : Optional.empty();
  }

  private static Optional<As2Id> partner(Headers headers) {
    return MessageIdentity.one(headers, HeaderNames.AS2_FROM, As2Id::parseHeader);
  }

  private static Optional<As2Id> us(Headers headers) {
    return MessageIdentity.one(headers, HeaderNames.AS2_TO, As2Id::parseHeader);
  }

  private As2Response take(MimeEntity entity, Partnership pair, Registry state) {
    MdnReadResult read = MdnReader.read(entity.headers(), entity.body());
    Optional<MessageId> original =
        read.mdn().flatMap(Mdn::originalMessageId).flatMap(MessageId::parse);
    if (original.isEmpty()) {
      refusals.warn(
          pair.name(), "MDN from '{}' refused: {}", pair.receiver().name(), whyUnusable(read));
      return As2Response.empty(400);
    }
    Optional<MessageRecord> message = find(pair, original.get());
    if (message.isEmpty()) {
      flagForeign(entity, pair, original.get());
      return As2Response.empty(200); // asking again would change nothing
    }
    Partnership partnership =
        SentMessages.partnership(message.get(), state.partnerships()).orElse(pair);
    judge(entity, message.get(), partnership, state);
    return As2Response.empty(200);
  }

  private Optional<MessageRecord> find(Partnership pair, MessageId original) {
    return pair.sender()
        .as2Id()
        .flatMap(
            us ->
                pair.receiver()
                    .as2Id()
                    .flatMap(partner -> messages.findOutbound(us, partner, original)))
        .filter(message -> message.direction() == Direction.OUT);
  }

  /**
   * Keeps what names a message to somebody else with that message: who posted it is known there.
   */
  private void flagForeign(MimeEntity entity, Partnership pair, MessageId original) {
    String partner = pair.receiver().name();
    refusals.warn(
        pair.name(),
        "MDN from '{}' flagged: no message '{}' was sent to this partner",
        partner,
        PartnerText.clean(original.value()));
    String reason = "partner '" + partner + "' posted it, the message went to another partner";
    Optional<String> us = pair.sender().as2Id().map(As2Id::value);
    messages.findByMessageId(original).stream()
        .filter(message -> message.direction() == Direction.OUT)
        .filter(message -> us.filter(message.as2().from()::equals).isPresent())
        .findFirst()
        .ifPresent(
            message ->
                recorder.keepUnused(
                    message,
                    Arrival.posted(entity, "asynchronous MDN"),
                    new Failure(Reason.RECEIPT_FROM_OTHER_PARTNER, reason),
                    true));
  }

  private static String whyUnusable(MdnReadResult read) {
    return read instanceof MdnReadResult.NotMdn none
        ? PartnerText.clean(none.cause())
        : "it has no Original-Message-ID";
  }

  private void judge(
      MimeEntity entity, MessageRecord message, Partnership partnership, Registry state) {
    Arrival arrival = Arrival.posted(entity, "asynchronous MDN");
    Duration timeout = partnership.receipt().timeout();
    Optional<ReceiptExpectation> expected =
        sent.expectation(message, timeout).filter(e -> e.request().isPresent());
    Optional<ReceivedMdn> received = recorder.read(entity, partnership, state);
    if (expected.isEmpty() || received.isEmpty()) {
      Failure why =
          new Failure(Reason.RECEIPT_NOT_EXPECTED, "no receipt was asked for, or nothing was sent");
      recorder.keepUnused(message, arrival, why, false);
      return;
    }
    recorder.record(message.id(), arrival, ReceiptJudge.ofPosted(received.get(), expected.get()));
  }
}
