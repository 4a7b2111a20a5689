package org.as2gateway.transport.sftp;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.delivery.Attempts;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.delivery.LateArrivals;
import org.as2gateway.delivery.Outcome;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.transport.TransportKind;
import org.as2gateway.transport.files.OutgoingFile;
import org.as2gateway.transport.files.PgpFiles;
import org.as2gateway.transport.sftp.JdbcTransfers.MessageFile;
import org.as2gateway.transport.sftp.server.OfferedFile;
import org.as2gateway.transport.sftp.server.SignedIn;

/** What partners collect from our server, and what becomes of the messages. For many threads. */
final class PickUps {
  private final DeliveryContext context;
  private final Attempts attempts;
  private final JdbcTransfers transfers;
  private final PgpFiles pgp;

  PickUps(DeliveryContext context, Attempts attempts, JdbcTransfers transfers, PgpFiles pgp) {
    this.context = context;
    this.attempts = attempts;
    this.transfers = transfers;
    this.pgp = pgp;
  }

  /** How a file of a message is called while it waits. */
  static String id(String message, int index) {
    return message + "/" + index;
  }

  /** The partnership on which the message waits at our server; empty if it does so no longer. */
  Optional<Partnership> partnership(MessageRecord message) {
    return context
        .registry()
        .get()
        .partnerships()
        .partnership(message.partnership())
        .filter(p -> p.kind() == TransportKind.SFTP && p.sftp().url().isEmpty())
        .filter(p -> p.sender().name().equals(message.facts().from()))
        .filter(p -> p.receiver().name().equals(message.facts().to()));
  }

  /** Whether the partner has all files of the message. */
  boolean isComplete(MessageRecord message) {
    return transfers.collected(message.id()).size() >= message.payloads().size();
  }

  /** Records durably that the partner has read a file; a message whose files it has is sent. */
  void collected(OfferedFile file, SignedIn session) {
    int slash = file.id().lastIndexOf('/');
    String id = file.id().substring(0, slash);
    int index = Integer.parseInt(file.id().substring(slash + 1));
    transfers.note(
        new MessageFile(id, index), JdbcTransfers.COLLECTED, true, context.clock().instant());
    Optional<MessageRecord> message = context.messages().find(id);
    if (message.isEmpty()) {
      return;
    }
    Transcript transcript = new Transcript().addSignedIn(session);
    if (message.get().status().isEnd()) {
      if (isComplete(message.get())) {
        context.transactions().durably(() -> LateArrivals.collected(context, id));
      }
      transcript.add("file", file.name()).add("bytes", file.bytes());
      conclude(
          message.get(), "the partner collected a file after the message had ended", transcript);
    } else if (isComplete(message.get())) {
      attempts.begin(id, "collected by " + session.address());
      addFiles(transcript, message.get());
      conclude(message.get(), "the partner collected it from our SFTP server", transcript);
    }
  }

  /** A stop came between the last pick-up and its record. */
  void settle(MessageRecord message) {
    if (attempts.begin(message.id(), "collected before the gateway stopped").isPresent()) {
      Transcript transcript = new Transcript();
      addFiles(transcript, message);
      conclude(message, "the partner collected it from our SFTP server", transcript);
    }
  }

  /** A message that has ended stays as it is, and keeps the evidence. */
  private void conclude(MessageRecord message, String detail, Transcript transcript) {
    Instant now = context.clock().instant();
    attempts.conclude(
        message.id(),
        new Outcome.Sent(),
        detail,
        List.of(
            transcript.add("collected-at", now).of(message.id(), now),
            Evidence.ofContent(message, now)));
    end(message);
  }

  /**
   * The message has ended. One that was sent another way keeps the notes of what was collected:
   * with the last file the partner has it twice.
   */
  void end(MessageRecord message) {
    if (context.otherWays().ofOriginal(message.id()).isEmpty()) {
      transfers.end(message.id());
    } else {
      transfers.withdraw(message.id());
    }
  }

  private void addFiles(Transcript transcript, MessageRecord message) {
    for (int i = 0; i < message.payloads().size(); i++) {
      PayloadRecord payload = message.payloads().get(i);
      try {
        Optional<Partnership> partnership = partnership(message);
        if (partnership.isPresent()) {
          OutgoingFile file = pgp.outgoing(message, i, partnership.get());
          transcript.addFile(file.name(), file.bytes(), file.sha256());
          continue;
        }
      } catch (CertsException | IOException e) {
        transcript.add("not-read", String.valueOf(e.getMessage()));
      }
      transcript.addFile(payload.filename(), payload.bytes(), payload.sha256());
    }
  }
}
