package org.as2gateway.transport.pdx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.delivery.Attempts;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.delivery.Outcome;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.KeptAnswer;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.payload.Content;
import org.as2gateway.transport.TransportKind;
import org.as2gateway.transport.files.FileTransport;
import org.as2gateway.transport.pdx.PdxFailure.Kind;

/**
 * PDX as a way to send messages: each is one file, and one upload. Nothing is uploaded twice
 * blindly: where an earlier upload may have arrived, the list of uploaded files is asked first, and
 * if that does not show it, an operator.
 */
public final class PdxTransport extends FileTransport {
  private static final Duration INCOMPLETE_DELAY = Duration.ofSeconds(15);

  private final DeliveryContext context;
  private final Attempts attempts;
  private final PdxAccounts accounts;
  private final PdxCalls calls;
  private final JdbcPdxUploads uploads;

  /**
   * Sends over those calls.
   *
   * @param uploads remembers what may have arrived
   */
  public PdxTransport(
      DeliveryContext context,
      Attempts attempts,
      PdxAccounts accounts,
      PdxCalls calls,
      JdbcPdxUploads uploads) {
    super(TransportKind.PDX, context.clock());
    this.context = context;
    this.attempts = attempts;
    this.accounts = accounts;
    this.calls = calls;
    this.uploads = uploads;
  }

  @Override
  public void send(MessageRecord message) throws InterruptedException {
    Registry registry = context.registry().get();
    Optional<Partnership> partnership = partnership(message, registry);
    if (partnership.isEmpty()) {
      postpone(
          message,
          Reason.PARTNERSHIP_MISSING,
          "partnership '%s' from '%s' to '%s' does not exist any more: change it back, or cancel the message"
              .formatted(message.partnership(), message.facts().from(), message.facts().to()));
      return;
    }
    List<String> missing = registry.missingToSend(partnership.get(), context.clock().instant());
    if (!missing.isEmpty()) {
      postpone(message, Reason.PARTNERSHIP_INCOMPLETE, "missing: " + String.join(", ", missing));
      return;
    }
    try {
      attempt(message, accounts.of(partnership.get()));
    } catch (PdxFailure e) {
      postpone(message, e.reason(), e.text());
    }
  }

  /** The message stays queued with a reason; the budget runs on. */
  private void postpone(MessageRecord message, Reason reason, String detail) {
    attempts.requeue(
        message.id(), EventKind.POSTPONED, new Failure(reason, detail), INCOMPLETE_DELAY);
  }

  private void attempt(MessageRecord message, PdxAccount account) throws InterruptedException {
    PdxSite site = account.site();
    Optional<MessageRecord> begun =
        attempts.begin(message.id(), "to " + site.host() + ", environment " + site.environment());
    if (begun.isEmpty()) {
      return; // cancelled meanwhile
    }
    Optional<Instant> openSince = uploads.openSince(message.id());
    try {
      if (message.payloads().size() != 1) {
        failed(message, Reason.SEVERAL_FILES, "PDX takes one file a message; send each by itself");
      } else if (openSince.isPresent()) {
        lookFirst(begun.get(), account, openSince.get());
      } else {
        upload(begun.get(), account);
      }
    } catch (PdxFailure e) {
      conclude(begun.get(), e);
    } catch (NoSuchFileException e) {
      failed(message, Reason.FILE_MISSING, "its file '" + e.getFile() + "' under data/ is gone");
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw (InterruptedException) new InterruptedException("gateway stops").initCause(e);
      }
      conclude(
          message,
          retry(Reason.INTERNAL_ERROR, "not uploaded: " + PartnerText.clean(e.toString())),
          List.of());
    }
  }

  private void upload(MessageRecord begun, PdxAccount account) throws IOException {
    Content content =
        context
            .payloads()
            .payload(begun.id(), 0)
            .orElseThrow(() -> new NoSuchFileException(begun.payloads().get(0).filename()));
    MessageRecord message = digested(begun, content);
    PayloadRecord payload = message.payloads().get(0);
    uploads.begin(message.id(), account.site().key(), payload.filename());
    PdxUpload upload =
        new PdxUpload(
            payload.filename(), content, payload.sha256(), () -> noteComplete(message.id()));
    PdxAnswer answer;
    try {
      answer = calls.call(account, (client, on) -> client.upload(on, upload));
    } catch (PdxFailure e) {
      if (!e.isOutcomeUnknown()) {
        uploads.forget(message.id());
      }
      throw e;
    }
    Transfer transfer = new Transfer(message, account, context.clock().instant());
    sent(
        message,
        "PDX took '%s' (status %d); that this status means so is inferred"
            .formatted(payload.filename(), answer.status()),
        transfer.answered(answer));
  }

  /** A file of an outbox folder has no digest yet: what is sent from now on is what it is now. */
  private MessageRecord digested(MessageRecord message, Content content) throws IOException {
    PayloadRecord payload = message.payloads().get(0);
    if (!payload.sha256().isEmpty()) {
      return message;
    }
    context.payloads().sync(message.id(), 0);
    DigestCount read = DigestCount.of(content);
    PayloadRecord known =
        new PayloadRecord(
            payload.filename(), payload.contentType(), read.bytes(), read.sha256(), null);
    return context
        .transactions()
        .durably(
            () -> {
              MessageRecord before = context.messages().find(message.id()).orElseThrow();
              MessageRecord after = before.withPayloads(List.of(known));
              if (!context.messages().update(after, before)) {
                throw new IllegalStateException("the message was changed meanwhile");
              }
              return after;
            });
  }

  /** From here on a break leaves open whether PDX has the file. */
  private void noteComplete(String id) {
    context
        .transactions()
        .durably(
            () -> {
              uploads.complete(id, context.clock().instant());
              return true;
            });
  }

  /** An earlier upload broke off after all was sent, or the gateway stopped there. */
  private void lookFirst(MessageRecord message, PdxAccount account, Instant since)
      throws IOException {
    PayloadRecord payload = message.payloads().get(0);
    UploadedFiles found;
    try {
      PdxListing list =
          calls.call(account, (client, on) -> client.uploaded(on, payload.filename()));
      found = new UploadedFiles(list, payload, since);
    } catch (PdxFailure e) {
      if (e.kind() != Kind.UNEXPECTED_ANSWER) {
        throw e; // looked for again at the next attempt
      }
      askOperator(message, "the list of uploaded files cannot be read: " + e.getMessage());
      return;
    }
    int known = uploads.countSent(account.site().key(), payload.filename(), found.since());
    if (found.count() > known) {
      Transfer transfer = new Transfer(message, account, context.clock().instant());
      sent(
          message,
          "the list of uploaded files of PDX has '%s', which an earlier attempt uploaded; that the list says so is inferred"
              .formatted(payload.filename()),
          transfer.answered(found.answer()));
    } else {
      askOperator(message, "the list of uploaded files does not show it: " + found.text());
    }
  }

  @Override
  public boolean mayHaveArrived(MessageRecord message) {
    return uploads.openSince(message.id()).isPresent();
  }

  /** That the list of uploaded files says so is inferred. */
  @Override
  public Optional<String> findArrived(MessageRecord message) throws IOException {
    Optional<Partnership> partnership = partnership(message, context.registry().get());
    if (partnership.isEmpty() || message.payloads().size() != 1) {
      return Optional.empty();
    }
    PdxAccount account = accounts.of(partnership.get());
    PayloadRecord payload = message.payloads().get(0);
    Instant since = uploads.openSince(message.id()).orElse(message.state().createdAt());
    PdxListing list = calls.call(account, (client, on) -> client.uploaded(on, payload.filename()));
    UploadedFiles found = new UploadedFiles(list, payload, since);
    int known = uploads.countSent(account.site().key(), payload.filename(), found.since());
    if (found.count() <= known) {
      return Optional.empty();
    }
    context
        .transactions()
        .durably(
            () -> {
              uploads.begin(message.id(), account.site().key(), payload.filename());
              uploads.sent(message.id(), context.clock().instant());
              return true;
            });
    return Optional.of("the list of uploaded files of PDX has '" + payload.filename() + "'");
  }

  private void askOperator(MessageRecord message, String why) {
    failed(
        message,
        Reason.OUTCOME_UNKNOWN,
        "'%s' was sent completely and not answered, and %s. Look for it on the PDX page: if it is there, mark this message as handled; if it is not, send it again"
            .formatted(message.payloads().get(0).filename(), why));
  }

  private void conclude(MessageRecord message, PdxFailure failure) {
    failure
        .answer()
        .ifPresent(
            answer ->
                context
                    .messages()
                    .keepAnswer(
                        message.id(),
                        new KeptAnswer(
                            context.clock().instant(), message.state().attempts(), answer.text())));
    boolean isLeftOpen = failure.isOutcomeUnknown() || uploads.openSince(message.id()).isPresent();
    boolean isFinal =
        failure.kind() == Kind.UNEXPECTED_ANSWER || failure.kind() == Kind.FILE_CHANGED;
    if (isFinal && !isLeftOpen) {
      failed(message, failure.reason(), failure.text());
      return;
    }
    String text =
        failure.isOutcomeUnknown()
            ? failure.getMessage()
                + "; all of the file was sent, so PDX may have it: the list of uploaded files is"
                + " asked before anything is sent again"
            : failure.text();
    conclude(
        message,
        new Outcome.Retry(new Failure(failure.reason(), text), failure.retryAfter()),
        List.of());
  }

  private static Outcome retry(Reason reason, String detail) {
    return new Outcome.Retry(new Failure(reason, detail), Optional.empty());
  }

  private void failed(MessageRecord message, Reason reason, String detail) {
    uploads.forget(message.id());
    conclude(message, new Outcome.Failed(new Failure(reason, detail)), List.of());
  }

  private void sent(MessageRecord message, String detail, List<Evidence> evidence) {
    context
        .transactions()
        .durably(
            () -> {
              uploads.sent(message.id(), context.clock().instant());
              return attempts.conclude(message.id(), new Outcome.Sent(), detail, evidence);
            });
  }

  private void conclude(MessageRecord message, Outcome outcome, List<Evidence> evidence) {
    Failure failure = outcome.failure();
    attempts.conclude(message.id(), outcome, failure == null ? "" : failure.detail(), evidence);
  }

  /** What was seen of an upload. */
  private record Transfer(MessageRecord message, PdxAccount account, Instant at) {
    List<Evidence> answered(PdxAnswer answer) {
      PayloadRecord payload = message.payloads().get(0);
      String lines =
          String.join(
              "\n",
              "server " + account.site().host(),
              "environment " + account.site().environment(),
              "user " + account.login().user(),
              "filename " + payload.filename(),
              "bytes " + payload.bytes(),
              "sha256 " + payload.sha256(),
              "answered-at " + at,
              "status " + answer.status(),
              "certainty inferred: no document says what the answer of PDX means",
              "");
      byte[] body = answer.text().body().toBytes();
      byte[] head = (answer.text().head() + "\r\n").getBytes(StandardCharsets.UTF_8);
      byte[] whole = Arrays.copyOf(head, head.length + body.length);
      System.arraycopy(body, 0, whole, head.length, body.length);
      return List.of(
          new Evidence(
              message.id(),
              EvidenceKind.TRANSFER,
              at,
              Octets.of(lines.getBytes(StandardCharsets.UTF_8))),
          Evidence.ofContent(message, at),
          new Evidence(message.id(), EvidenceKind.SERVER_ANSWER, at, Octets.of(whole)));
    }
  }
}
