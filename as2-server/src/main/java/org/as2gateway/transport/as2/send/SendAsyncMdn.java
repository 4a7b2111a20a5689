package org.as2gateway.transport.as2.send;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.as2.wire.ReceiptRequest;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.delivery.ReceiptSender;
import org.as2gateway.delivery.RetryTimes;
import org.as2gateway.delivery.queue.OutboxEntry;
import org.as2gateway.delivery.queue.ReceiptLanes;
import org.as2gateway.registry.partnerships.HttpUrl;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.db.DatabaseException;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.TransferState;
import org.as2gateway.store.payload.Content;
import org.as2gateway.transport.as2.receipt.ReceiptExpectation;
import org.as2gateway.transport.as2.receipt.ReceiptJudge;
import org.as2gateway.transport.as2.receipt.SentMessages;
import org.as2gateway.transport.as2.receipt.Verdict;
import org.as2gateway.transport.proxy.Proxies;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the stored MDN of a received message to the URL registered for the partner, the same
 * octets at each attempt (protocol.md §2.7). Only the query comes from the message, if the message
 * was verified. Of one that may be anybody's nothing is used, and its MDN is tried once.
 */
final class SendAsyncMdn implements ReceiptSender {
  private static final Logger LOG = LoggerFactory.getLogger(SendAsyncMdn.class);

  private final DeliveryContext context;
  private final PartnerConnection connection;
  private final RetryTimes retryTimes;
  private final PartnerRequests requests;

  SendAsyncMdn(
      DeliveryContext context,
      PartnerConnection connection,
      RetryTimes retryTimes,
      Proxies proxies) {
    this.context = context;
    this.connection = connection;
    this.retryTimes = retryTimes;
    this.requests = new PartnerRequests(context, proxies);
  }

  /** Makes one attempt. Trouble of our own uses up the budget like any other. */
  @Override
  public void send(OutboxEntry entry) throws InterruptedException {
    try {
      tryDeliver(entry);
    } catch (DatabaseException e) {
      throw e; // nothing can be recorded
    } catch (RuntimeException | Error e) {
      LOG.error("MDN of message {} cannot be delivered now", entry.id(), e);
      conclude(
          counted(entry),
          null,
          new Verdict.Retry(Reason.INTERNAL_ERROR, "trouble of ours: " + e, Optional.empty()),
          "");
    }
  }

  private void tryDeliver(OutboxEntry entry) throws InterruptedException {
    Optional<MessageRecord> message = context.messages().find(entry.id());
    List<Evidence> mdns = context.messages().evidence(entry.id(), EvidenceKind.MDN);
    if (message.isEmpty() || mdns.isEmpty()) {
      LOG.error("message {} has no MDN to deliver", entry.id());
      context.outbox().remove(entry.id(), entry.kind());
      return;
    }
    OutboxEntry counted = counted(entry);
    Optional<Partnership> partnership =
        SentMessages.partnership(message.get(), context.registry().get().partnerships());
    Optional<URI> url = partnership.flatMap(p -> url(entry, p));
    if (url.isEmpty()) {
      String detail = "no URL for asynchronous MDNs is registered any more";
      conclude(
          counted,
          null,
          new Verdict.Retry(Reason.RECEIPT_URL_MISSING, detail, Optional.empty()),
          "");
      return;
    }
    MimeEntity mdn = entity(mdns.get(mdns.size() - 1).content().toBytes());
    Instant start = context.clock().instant();
    try {
      HttpExchange.Answer answer = post(mdn, partnership.get(), url.get());
      conclude(counted, answer.status(), judge(message.get(), answer), detail(url.get(), start));
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw (InterruptedException) new InterruptedException("gateway stops").initCause(e);
      }
      conclude(counted, null, HttpFailure.verdict(e), detail(url.get(), start));
    }
  }

  private static OutboxEntry counted(OutboxEntry entry) {
    return entry.withAttempts(entry.attempts() + 1);
  }

  /** The registered URL; the query of the URL that the message named is kept (design.md §4). */
  private Optional<URI> url(OutboxEntry entry, Partnership partnership) {
    if (ReceiptLanes.isUnverified(entry.lane())) {
      return partnership.receipt().asyncUrl();
    }
    Optional<String> query =
        context.messages().evidence(entry.id(), EvidenceKind.REQUEST_HEADERS).stream()
            .map(e -> new String(e.content().toBytes(), StandardCharsets.ISO_8859_1))
            .map(Headers::parseLenient)
            .flatMap(headers -> ReceiptRequest.parse(headers).stream())
            .flatMap(request -> request.asyncUrl().stream())
            .flatMap(asked -> query(asked).stream())
            .findFirst();
    return partnership.receipt().asyncUrl().map(registered -> withQuery(registered, query));
  }

  /** Of what is no URL there is none: it was refused on receipt, the registered URL stands. */
  private static Optional<String> query(String url) {
    return HttpUrl.find(url).flatMap(asked -> Optional.ofNullable(asked.uri().getRawQuery()));
  }

  private static URI withQuery(URI registered, Optional<String> query) {
    String text = registered.toString();
    int end = text.indexOf('?');
    String bare = end < 0 ? text : text.substring(0, end);
    return query.map(q -> URI.create(bare + "?" + q)).orElse(registered);
  }

  private HttpExchange.Answer post(MimeEntity mdn, Partnership partnership, URI url)
      throws IOException, InterruptedException {
    Content body = Content.of(mdn.body());
    return connection.send(requests.to(url, mdn.headers(), body, partnership));
  }

  /** Nothing is asked of the answer but its status. */
  private Verdict judge(MessageRecord message, HttpExchange.Answer answer) {
    ReceiptExpectation nothing =
        new ReceiptExpectation(
            new MessageId(message.as2().messageId()),
            Optional.empty(),
            received -> Optional.empty(),
            Duration.ZERO);
    return ReceiptJudge.ofAnswer(
        answer.status(),
        answer.entity().headers(),
        Optional.empty(),
        nothing,
        context.clock().instant());
  }

  private void conclude(
      OutboxEntry entry, @Nullable Integer httpStatus, Verdict verdict, String detail) {
    Instant now = context.clock().instant();
    Optional<Instant> next =
        verdict instanceof Verdict.Retry retry && !ReceiptLanes.isUnverified(entry.lane())
            ? retryTimes.next(entry, now, retry.retryAfter())
            : Optional.empty();
    boolean isDelivered = verdict instanceof Verdict.Acknowledged;
    EventKind kind =
        isDelivered
            ? EventKind.MDN_SENT
            : next.isPresent() ? EventKind.MDN_ATTEMPT : EventKind.MDN_FAILED;
    MessageEvent event =
        new MessageEvent(
            now,
            kind,
            httpStatus,
            verdict.reason().orElse(null),
            (verdict.detail() + " " + detail).strip());
    boolean isRecorded = false;
    while (!isRecorded) { // a message just being delivered to its inbox may be changed meanwhile
      isRecorded = context.transactions().durably(() -> tryRecord(entry, isDelivered, next, event));
    }
    if (!isDelivered) {
      LOG.warn("MDN of message {} not delivered: {} {}", entry.id(), verdict.detail(), detail);
    }
  }

  private boolean tryRecord(
      OutboxEntry entry, boolean isDelivered, Optional<Instant> next, MessageEvent event) {
    Optional<MessageRecord> found = context.messages().find(entry.id());
    if (found.isEmpty()) { // its record was dropped meanwhile, as those of refused messages may be
      context.outbox().remove(entry.id(), entry.kind());
      return true;
    }
    MessageRecord before = found.get();
    // The error of a refused message says why it was refused: that stays.
    Failure undelivered =
        isDelivered
            ? null
            : new Failure(event.reason(), "the MDN is not delivered: " + event.detail());
    boolean isRefused = before.status() == MessageStatus.REFUSED;
    TransferState state = isRefused ? before.state() : before.state().withFailure(undelivered);
    MdnState mdn = isDelivered ? MdnState.VERIFIED : before.as2().mdn();
    MessageRecord after =
        before
            .withState(
                state.withNextAttemptAt(next.orElse(null)).withUpdatedAt(context.clock().instant()))
            .withAs2(before.as2().withReceipt(mdn, before.as2().disposition()));
    if (!context.messages().update(after, before)) {
      return false;
    }
    context.messages().addEvent(entry.id(), event);
    if (isAskedAgain(entry)) {
      return true; // the message came again while this attempt was under way: its own turn comes
    }
    if (next.isPresent()) {
      context.outbox().reschedule(entry.id(), entry.kind(), next.get(), entry.attempts());
    } else {
      context.outbox().remove(entry.id(), entry.kind());
    }
    return true;
  }

  private boolean isAskedAgain(OutboxEntry entry) {
    return context
        .outbox()
        .find(entry.id(), entry.kind())
        .filter(now -> !now.createdAt().equals(entry.createdAt()))
        .isPresent();
  }

  private String detail(URI url, Instant start) {
    long millis = Duration.between(start, context.clock().instant()).toMillis();
    return "(" + url + ", " + millis + " ms)";
  }

  private static MimeEntity entity(byte[] whole) {
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    return end < 0
        ? new MimeEntity(Headers.empty(), whole)
        : new MimeEntity(
            Headers.parseLenient(text.substring(0, end)),
            text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1));
  }
}
