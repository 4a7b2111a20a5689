package org.as2gateway.transport.as2.send;

import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.smime.CryptoProviders;
import org.as2gateway.as2.smime.MessageWriter;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.delivery.Attempts;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.MessageEvent;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.transport.as2.receipt.Arrival;
import org.as2gateway.transport.as2.receipt.ReceiptExpectation;
import org.as2gateway.transport.as2.receipt.ReceiptJudge;
import org.as2gateway.transport.as2.receipt.ReceiptRecorder;
import org.as2gateway.transport.as2.receipt.ReceivedMdn;
import org.as2gateway.transport.as2.receipt.SentMessages;
import org.as2gateway.transport.as2.receipt.Verdict;
import org.as2gateway.transport.as2.send.WireImages.SentImage;
import org.as2gateway.transport.proxy.Proxies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one message, in the order of reliability.md §3: wire image durable, attempt recorded, POST,
 * verdict and MDN in one transaction.
 */
final class SendMessage {
  private static final Logger LOG = LoggerFactory.getLogger(SendMessage.class);

  /** How long to wait for a missing part: an operator who adds it wants to see it work. */
  private static final Duration INCOMPLETE_DELAY = Duration.ofSeconds(15);

  private final DeliveryContext context;
  private final WireImages images;
  private final PartnerConnection connection;
  private final RestartableSend restart;
  private final Attempts attempts;
  private final ReceiptRecorder recorder;
  private final PartnerRequests requests;
  private final SentMessages sent;

  SendMessage(
      DeliveryContext context,
      PartnerConnection connection,
      Attempts attempts,
      ReceiptRecorder recorder,
      Proxies proxies) {
    this.context = context;
    this.images =
        new WireImages(context, new MessageWriter(CryptoProviders.shared(), context.clock()));
    this.connection = connection;
    this.restart = new RestartableSend(connection);
    this.attempts = attempts;
    this.recorder = recorder;
    this.requests = new PartnerRequests(context, proxies);
    this.sent = new SentMessages(context.messages());
  }

  /** See {@link org.as2gateway.delivery.Transport#send}. */
  void send(MessageRecord message) throws InterruptedException {
    Registry registry = context.registry().get();
    Optional<Partnership> partnership = SentMessages.partnership(message, registry.partnerships());
    if (partnership.isEmpty()) {
      postpone(
          message,
          Reason.PARTNERSHIP_MISSING,
          "no partnership from '%s' to '%s' exists any more: change '%s' back, or cancel the message"
              .formatted(message.as2().from(), message.as2().to(), message.partnership()));
      return;
    }
    if (message.status() == MessageStatus.AWAITING_MDN
        && recordOverdue(message, partnership.get())) {
      return;
    }
    Optional<SentImage> image = image(message, partnership.get(), registry);
    if (image.isPresent()) {
      attempt(message.id(), image.get(), partnership.get());
    }
  }

  /**
   * The MDN did not come in time: the same bytes again, unless the budget is used up.
   *
   * @return whether that ended the message
   */
  private boolean recordOverdue(MessageRecord message, Partnership partnership) {
    Failure overdue =
        new Failure(
            Reason.RECEIPT_OVERDUE, "no receipt came within " + partnership.receipt().timeout());
    MessageRecord after =
        attempts.requeue(message.id(), EventKind.MDN_OVERDUE, overdue, Duration.ZERO);
    return after.status().isEnd();
  }

  /** The wire image, made now if this is the first attempt; empty if the attempt cannot be made. */
  private Optional<SentImage> image(
      MessageRecord message, Partnership partnership, Registry registry) {
    try {
      Optional<SentImage> made = images.find(message);
      if (made.isPresent() && partnership.transport().url().isPresent()) {
        return made;
      }
      List<String> missing = registry.missingToSend(partnership, context.clock().instant());
      if (!missing.isEmpty()) {
        postpone(
            message,
            Reason.PARTNERSHIP_INCOMPLETE,
            "partnership '" + partnership.name() + "' lacks " + String.join(", ", missing));
        return Optional.empty();
      }
      return images.make(message, partnership, registry);
    } catch (NoSuchFileException e) {
      String gone = "its file '" + e.getFile() + "' under data/ is gone: it cannot be sent";
      end(message.id(), new Verdict.Failed(Reason.FILE_MISSING, gone));
      return Optional.empty();
    } catch (IOException e) {
      postpone(
          message,
          Reason.WIRE_IMAGE_FAILED,
          "its wire image cannot be made: " + PartnerText.clean(e.toString()));
      return Optional.empty();
    }
  }

  private void end(String id, Verdict verdict) {
    if (attempts.begin(id, "no attempt possible").isPresent()) {
      recorder.record(id, Arrival.none(), verdict);
    }
  }

  private void attempt(String id, SentImage image, Partnership partnership)
      throws InterruptedException {
    URI url = partnership.transport().url().orElseThrow();
    Optional<MessageRecord> begun = attempts.begin(id, "to " + url);
    if (begun.isEmpty()) {
      return; // cancelled, or acknowledged by an MDN, while the image was being made
    }
    MessageRecord message = begun.get();
    Instant start = context.clock().instant();
    Arrival arrival;
    Verdict verdict;
    try {
      Outcome outcome =
          exchange(message, requests.of(image.headers(), image.body(), partnership), partnership);
      HttpExchange.Answer answer = outcome.answer();
      arrival =
          Arrival.answer(
              answer.status(),
              answer.entity(),
              outcome.hasMdn(),
              answer.beginning(),
              "after " + since(start));
      verdict = outcome.verdict();
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw (InterruptedException) new InterruptedException("gateway stops").initCause(e);
      }
      arrival = Arrival.broken(HttpFailure.beginning(e), "after " + since(start));
      verdict = HttpFailure.verdict(e);
    }
    recorder.record(id, arrival, verdict);
  }

  /** What came back for one request, and what it means. */
  private record Outcome(HttpExchange.Answer answer, boolean hasMdn, Verdict verdict) {}

  /**
   * Sends what the partner lacks, which is all of it at the first attempt. A rest that is refused
   * may have been put to something else: only the whole decides.
   */
  private Outcome exchange(
      MessageRecord message, HttpExchange.Request request, Partnership partnership)
      throws IOException, InterruptedException {
    Optional<HttpExchange.Request> rest =
        message.state().attempts() > 1 ? restart.rest(request) : Optional.empty();
    if (rest.isPresent()) {
      note(message, "goes on at octet " + rest.get().body().orElseThrow().from());
      Outcome outcome = post(message, rest.get(), partnership);
      if (outcome.verdict().status() != MessageStatus.FAILED) {
        return outcome;
      }
      note(message, "refused, sent whole: " + outcome.verdict().detail());
    }
    return post(message, RestartableSend.whole(request), partnership);
  }

  private Outcome post(MessageRecord message, HttpExchange.Request request, Partnership partnership)
      throws IOException, InterruptedException {
    HttpExchange.Answer answer = connection.send(request);
    Optional<ReceivedMdn> mdn = read(answer, partnership);
    return new Outcome(answer, mdn.isPresent(), judge(message, answer, mdn, partnership));
  }

  private void note(MessageRecord message, String detail) {
    event(message.id(), context.clock().instant(), EventKind.RESTART, detail);
  }

  private Optional<ReceivedMdn> read(HttpExchange.Answer answer, Partnership partnership) {
    boolean isSuccess = answer.status() >= 200 && answer.status() <= 299;
    return isSuccess
        ? recorder.read(answer.entity(), partnership, context.registry().get())
        : Optional.empty();
  }

  private Verdict judge(
      MessageRecord message,
      HttpExchange.Answer answer,
      Optional<ReceivedMdn> mdn,
      Partnership partnership) {
    ReceiptExpectation expected =
        sent.expectation(message, partnership.receipt().timeout()).orElseThrow();
    return ReceiptJudge.ofAnswer(
        answer.status(), answer.entity().headers(), mdn, expected, context.clock().instant());
  }

  private String since(Instant start) {
    return Duration.between(start, context.clock().instant()).toMillis() + " ms";
  }

  /** The message stays queued with a reason; the budget runs on. */
  private void postpone(MessageRecord message, Reason reason, String detail) {
    Failure why = new Failure(reason, detail);
    if (!why.equals(message.state().failure())) {
      LOG.warn("message {} to '{}' waits: {}", message.id(), message.as2().to(), detail);
    }
    attempts.requeue(message.id(), EventKind.POSTPONED, why, INCOMPLETE_DELAY);
  }

  private void event(String id, Instant at, EventKind kind, String detail) {
    context.messages().addEvent(id, new MessageEvent(at, kind, null, detail));
  }
}
