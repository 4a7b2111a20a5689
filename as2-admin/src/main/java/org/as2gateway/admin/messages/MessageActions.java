package org.as2gateway.admin.messages;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.as2gateway.Gateway;
import org.as2gateway.admin.port.Caller;
import org.as2gateway.admin.port.ProblemException;
import org.as2gateway.admin.port.Text;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.Sha256;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.people.accounts.JdbcAuditLog.Change;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.Handled;
import org.as2gateway.store.log.JdbcSubmissionKeys.Claim;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.OtherWay;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.payload.SubmittedFiles;

/** What API and pages do with messages, each with its entry in the audit log. */
public final class MessageActions {
  private static final int MOST_NOTE = 500;

  private final Gateway gateway;
  private final Clock clock;

  /** Actions on the messages of that gateway. */
  public MessageActions(Gateway gateway, Clock clock) {
    this.gateway = gateway;
    this.clock = clock;
  }

  /** The time now. */
  Instant now() {
    return clock.instant();
  }

  /**
   * Queues one message, or returns the one that the same caller has queued under the same key in
   * the last 24 hours.
   *
   * @throws ProblemException with status 409 if it is not known what became of that key
   */
  public MessageRecord submit(Caller caller, Submission submission)
      throws IOException, RefusedOperation {
    if (submission.key().isEmpty()) {
      return submitNew(caller, submission);
    }
    String digest = Sha256.hex(caller.actor().name() + "\n" + submission.key().get());
    Claim claim = gateway.submissionKeys().claim(digest, clock.instant());
    if (!claim.isNew()) {
      readToEnd(submission.files()); // else the sender, still busy, sees a broken connection
      return claim
          .message()
          .flatMap(gateway.messages()::find)
          .orElseThrow(
              () ->
                  new ProblemException(
                      409,
                      "a submission with this key is still running, or its outcome is unknown;"
                          + " check the messages before you send it again"));
    }
    MessageRecord message;
    try {
      message = submitNew(caller, submission);
    } catch (IOException | RefusedOperation | ProblemException e) {
      gateway.submissionKeys().release(digest); // of other errors nobody knows what they left
      throw e;
    }
    gateway.submissionKeys().queued(digest, message.id());
    return message;
  }

  private static void readToEnd(SubmittedFiles files) throws IOException {
    Optional<SubmittedFiles.SubmittedFile> file = files.next();
    while (file.isPresent()) {
      file.get().content().transferTo(OutputStream.nullOutputStream());
      file = files.next();
    }
  }

  private MessageRecord submitNew(Caller caller, Submission submission)
      throws IOException, RefusedOperation {
    String partnership = submission.partnership();
    MessageRecord message =
        submission.isCorrection()
            ? gateway.submitCorrection(partnership, submission.subject(), submission.files())
            : gateway.submit(partnership, submission.subject(), submission.files());
    String names =
        message.payloads().stream().map(PayloadRecord::filename).collect(Collectors.joining(", "));
    audit(
        caller,
        new Change("message-send", message.id(), null, Text.cut(partnership + ", " + names)));
    return message;
  }

  /** What was seen of the transfer of a message without a receipt. */
  List<TransferFact> transfer(MessageRecord message) {
    return TransferFact.of(gateway.messages(), message.id());
  }

  /** Sends again. */
  public MessageRecord resend(Caller caller, MessageRecord message)
      throws IOException, RefusedOperation {
    MessageRecord sent = gateway.resend(message.id());
    audit(caller, new Change("message-resend", message.id(), message.status().text(), sent.id()));
    return sent;
  }

  /** Gives up a message that has not ended. */
  public MessageRecord cancel(Caller caller, MessageRecord message)
      throws IOException, RefusedOperation {
    MessageRecord after = gateway.cancel(message.id());
    audit(
        caller,
        new Change("message-cancel", message.id(), message.status().text(), after.status().text()));
    return after;
  }

  /** Sends a message that is blocked. */
  public MessageRecord sendAnyway(Caller caller, MessageRecord message, String reason)
      throws RefusedOperation {
    MessageRecord after = gateway.sendAnyway(message.id(), caller.actor().name(), reason);
    audit(
        caller,
        new Change("message-send-anyway", message.id(), message.status().text(), Text.cut(reason)));
    return after;
  }

  /** Sends the files of a message on the partnership that its own names as an alternative. */
  MessageRecord sendByFallback(Caller caller, MessageRecord message, String reason)
      throws RefusedOperation, IOException {
    MessageRecord sent = gateway.otherWays().send(message.id(), caller.actor().name(), reason);
    String after = Text.cut(sent.partnership() + " as " + sent.id() + ": " + reason);
    audit(caller, new Change("message-fallback", message.id(), message.partnership(), after));
    return sent;
  }

  /**
   * The same for all messages of a partnership for which it is offered, at most a thousand, each by
   * itself: one that is refused does not stop the others.
   *
   * @return what became of each, the oldest first
   */
  List<FallbackResult> sendAllByFallback(Caller caller, String partnership, String reason) {
    List<FallbackResult> results = new ArrayList<>();
    for (MessageRecord message : gateway.otherWays().offered(partnership)) {
      results.add(sentByFallback(caller, message, reason));
    }
    return results;
  }

  private FallbackResult sentByFallback(Caller caller, MessageRecord message, String reason) {
    try {
      MessageRecord sent = sendByFallback(caller, message, reason);
      return new FallbackResult(message.id(), Optional.of(sent), Optional.empty());
    } catch (RefusedOperation | IOException e) {
      String refusal = String.valueOf(e.getMessage());
      return new FallbackResult(message.id(), Optional.empty(), Optional.of(refusal));
    }
  }

  /**
   * Records that the partner was told about the duplicate delivery.
   *
   * @throws ProblemException with status 409 if they did not, or if that is noted already; 422 if
   *     the note is too long
   */
  void tellTwice(Caller caller, MessageRecord message, String note) {
    String text = note(note);
    OtherWay.Told told = new OtherWay.Told(clock.instant(), caller.actor().name(), text);
    if (!gateway.otherWays().tell(message.id(), told)) {
      throw new ProblemException(
          409,
          "the files of message '"
              + message.id()
              + "' did not come twice, or somebody has told the partner already");
    }
    audit(caller, new Change("message-told", message.id(), null, Text.cut(text)));
  }

  /**
   * That name, if it is one of a partnership.
   *
   * @throws ProblemException with status 404
   */
  String requirePartnership(String partnership) {
    return gateway
        .registry()
        .partnerships()
        .partnership(partnership)
        .map(Partnership::name)
        .orElseThrow(
            () ->
                new ProblemException(
                    404, "there is no partnership '" + Text.cut(partnership) + "'"));
  }

  private static String note(String note) {
    String text = note.strip();
    if (text.length() > MOST_NOTE) {
      throw new ProblemException(
          422, "'note' has " + text.length() + " characters, expected at most " + MOST_NOTE);
    }
    return text;
  }

  /** Ends a message that is blocked. */
  public MessageRecord discard(Caller caller, MessageRecord message) throws RefusedOperation {
    MessageRecord after = gateway.discard(message.id());
    audit(
        caller,
        new Change(
            "message-discard", message.id(), message.status().text(), after.status().text()));
    return after;
  }

  /**
   * Notes that a failure needs no attention any more.
   *
   * @throws ProblemException with status 409 if the message has neither failed nor been refused,
   *     422 if the note is too long
   */
  public void markHandled(Caller caller, MessageRecord message, String note) {
    String text = note(note);
    Handled handled = new Handled(caller.actor().name(), clock.instant(), text);
    if (!gateway.handled().mark(message.id(), handled)) {
      throw new ProblemException(
          409,
          "message '"
              + message.id()
              + "' is '"
              + message.status().text()
              + "'; only failed and refused messages can be marked as handled");
    }
    audit(caller, new Change("message-handled", message.id(), null, Text.cut(text)));
  }

  /** Takes that back; nothing happens to a message that is not marked. */
  public void unmarkHandled(Caller caller, MessageRecord message) {
    if (gateway.handled().unmark(message.id())) {
      audit(caller, Change.of("message-not-handled", message.id()));
    }
  }

  /** Judges the receipts that are kept for a message by the certificates registered now. */
  public MessageRecord judgeReceipts(Caller caller, MessageRecord message) throws RefusedOperation {
    MessageRecord after = gateway.judgeReceipts(message.id());
    audit(
        caller,
        new Change("receipt-judge", message.id(), message.status().text(), after.status().text()));
    return after;
  }

  /** Stops the queue of a partnership. */
  public void hold(Caller caller, String partnership) throws RefusedOperation {
    gateway.hold(partnership);
    audit(caller, new Change("partnership-hold", partnership, null, "on hold"));
  }

  /** Lets the queue of a partnership go on. */
  public void release(Caller caller, String partnership) throws RefusedOperation {
    gateway.release(partnership);
    audit(caller, new Change("partnership-release", partnership, "on hold", null));
  }

  /** Notes that somebody has looked at what a partner sent, or took it along. */
  public void opened(Caller caller, String action, MessageRecord message) {
    audit(caller, Change.of(action, message.id()));
  }

  private void audit(Caller caller, Change change) {
    gateway.identity().audit().add(clock.instant(), caller.actor(), change);
  }

  /**
   * The message of our id, or the first of that Message-ID: ours before received ones, accepted
   * ones before refused ones, the newest of several.
   *
   * @throws ProblemException with status 404
   */
  public MessageRecord require(String id) {
    return gateway
        .messages()
        .find(id)
        .or(() -> firstOf(id))
        .orElseThrow(
            () ->
                new ProblemException(
                    404, "no message has the id or Message-ID '" + Text.cut(id) + "'"));
  }

  private Optional<MessageRecord> firstOf(String messageId) {
    return MessageId.parse(messageId)
        .flatMap(parsed -> gateway.messages().findByMessageId(parsed).stream().findFirst());
  }

  /** The last MDN of a message, as sent or received. */
  public Optional<Octets> lastMdn(MessageRecord message) {
    List<Evidence> mdns = gateway.messages().evidence(message.id(), EvidenceKind.MDN);
    return mdns.isEmpty() ? Optional.empty() : Optional.of(mdns.get(mdns.size() - 1).content());
  }

  /** What its last MDN says and what of it holds. */
  Optional<ReceiptJson> receipt(MessageRecord message) {
    return lastMdn(message).map(new ReceiptReport(gateway, message, clock.instant())::of);
  }
}
