package org.as2gateway.transport.sftp;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.as2.wire.Sha256;
import org.as2gateway.delivery.Attempts;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.delivery.Outcome;
import org.as2gateway.delivery.queue.OutboxEntry.Kind;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.SftpUrl;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.transport.TransportKind;
import org.as2gateway.transport.files.FileTransport;
import org.as2gateway.transport.files.OutgoingFile;
import org.as2gateway.transport.files.PgpFiles;
import org.as2gateway.transport.sftp.client.SftpFailure;
import org.as2gateway.transport.sftp.client.SftpSession;
import org.as2gateway.transport.sftp.client.Upload;
import org.as2gateway.transport.sftp.ssh.SshKeyException;

/**
 * SFTP as a way to send: an upload to the server of the partner is sent once its size was confirmed
 * and it was renamed. Without a URL the message waits in {@code out} of our server.
 */
public final class SftpTransport extends FileTransport {
  /** No limit but that of the retries. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private static final int TEMPORARY_CHARACTERS = 16;

  private final DeliveryContext context;
  private final Attempts attempts;
  private final SftpAccess access;
  private final JdbcTransfers transfers;
  private final PgpFiles pgp;
  private final PayloadDigests digests;

  /** Sessions of that access. */
  public SftpTransport(
      DeliveryContext context,
      Attempts attempts,
      SftpAccess access,
      JdbcTransfers transfers,
      PgpFiles pgp) {
    super(TransportKind.SFTP, context.clock());
    this.context = context;
    this.attempts = attempts;
    this.access = access;
    this.transfers = transfers;
    this.pgp = pgp;
    this.digests = new PayloadDigests(context);
  }

  @Override
  public void send(MessageRecord message) throws InterruptedException {
    Registry registry = context.registry().get();
    Optional<Partnership> partnership = partnership(message, registry);
    if (partnership.isEmpty()) {
      postpone(
          message,
          Reason.PARTNERSHIP_MISSING,
          "no SFTP partnership '"
              + message.partnership()
              + "' with the same partners exists any more: change it back, or cancel the message");
      return;
    }
    List<String> missing = missingToSend(partnership.get(), registry, context.clock().instant());
    if (!missing.isEmpty()) {
      postpone(
          message,
          Reason.PARTNERSHIP_INCOMPLETE,
          "partnership '" + message.partnership() + "' lacks " + String.join(", ", missing));
    } else {
      sendComplete(message, partnership.get());
    }
  }

  private void sendComplete(MessageRecord message, Partnership partnership)
      throws InterruptedException {
    Optional<MessageRecord> complete;
    try {
      complete = digests.complete(message);
    } catch (IOException e) {
      postpone(message, Reason.FILE_MISSING, "it cannot be read: " + e.getMessage());
      return;
    }
    if (complete.isEmpty()) {
      return; // cancelled meanwhile
    }
    if (partnership.sftp().url().isPresent()) {
      attempt(message.id(), partnership);
    } else {
      offer(complete.get(), partnership);
    }
  }

  private void postpone(MessageRecord message, Reason reason, String detail) {
    attempts.requeue(message.id(), EventKind.POSTPONED, new Failure(reason, detail), LONGEST);
  }

  /** It waits as long as it takes: no attempt of ours fails. */
  private void offer(MessageRecord message, Partnership partnership) {
    try {
      for (int i = 0; i < message.payloads().size(); i++) {
        pgp.toSend(message, i, partnership); // made before the partner looks
      }
    } catch (CertsException e) {
      postpone(message, Reason.PARTNERSHIP_INCOMPLETE, String.valueOf(e.getMessage()));
      return;
    } catch (IOException e) {
      postpone(message, Reason.INTERNAL_ERROR, "its files cannot be prepared: " + e.getMessage());
      return;
    }
    Instant now = context.clock().instant();
    context
        .transactions()
        .inTransaction(
            () -> {
              transfers.offer(message.id(), partnership.receiver().name(), now);
              context
                  .outbox()
                  .reschedule(
                      message.id(), Kind.MESSAGE, now.plus(LONGEST), message.state().attempts());
              return true;
            });
  }

  private void attempt(String id, Partnership partnership) throws InterruptedException {
    SftpUrl url = partnership.sftp().url().orElseThrow();
    Optional<MessageRecord> begun = attempts.begin(id, "to " + url);
    if (begun.isEmpty()) {
      return; // cancelled meanwhile
    }
    Transcript transcript =
        new Transcript()
            .add("server", url.address())
            .add("user", url.user())
            .add("started", context.clock().instant());
    List<Evidence> evidence = new ArrayList<>();
    Outcome outcome = outcome(begun.get(), partnership, transcript);
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException("gateway stops");
    }
    Failure failure = outcome.failure();
    if (failure == null) {
      Instant now = context.clock().instant();
      evidence.add(transcript.add("ended", now).of(id, now));
    }
    String detail =
        failure == null ? "uploaded to " + url + ", sizes confirmed, renamed" : failure.detail();
    attempts.conclude(id, outcome, detail, evidence);
  }

  private Outcome outcome(MessageRecord message, Partnership partnership, Transcript transcript) {
    try (SftpSession session = access.open(partnership)) {
      List<Integer> done = transfers.done(message.id());
      for (int i = 0; i < message.payloads().size(); i++) {
        OutgoingFile file = pgp.outgoing(message, i, partnership);
        upload(session, message.id(), i, file, new Target(partnership, done.contains(i)));
        transcript.addFile(file.name(), file.bytes(), file.sha256());
      }
      transcript.addSession(session);
      access.troubles().clear(partnership.name());
      return new Outcome.Sent();
    } catch (SftpFailure e) {
      Failure failure = SftpFailures.of(e.problem());
      access.troubles().note(partnership.name(), failure);
      return new Outcome.Retry(failure, Optional.empty());
    } catch (SshKeyException | CertsException e) {
      return retry(Reason.PARTNERSHIP_INCOMPLETE, e);
    } catch (NoSuchFileException e) {
      return new Outcome.Failed(
          new Failure(
              Reason.FILE_MISSING,
              "its file '" + e.getFile() + "' under data/ is gone: it cannot be sent"));
    } catch (IOException e) {
      return retry(Reason.INTERNAL_ERROR, e);
    }
  }

  private static Outcome retry(Reason reason, Exception e) {
    return new Outcome.Retry(new Failure(reason, String.valueOf(e.getMessage())), Optional.empty());
  }

  /**
   * Where a file goes.
   *
   * @param mayBeRenamed whether an earlier attempt may have put it there
   */
  private record Target(Partnership partnership, boolean mayBeRenamed) {}

  private void upload(SftpSession session, String id, int index, OutgoingFile file, Target target)
      throws IOException {
    Upload upload =
        new Upload(
            new Upload.Source(file.content()::open, file.bytes(), file.sha256()),
            target.partnership().sftp().url().orElseThrow().folder(),
            file.name(),
            temporaryName(id, index),
            target.mayBeRenamed());
    session.upload(upload, () -> transfers.done(id, index, context.clock().instant()));
  }

  private static String temporaryName(String id, int index) {
    String digest = Sha256.hex(id + "/" + index);
    return ".as2-" + digest.substring(0, TEMPORARY_CHARACTERS) + ".part";
  }
}
