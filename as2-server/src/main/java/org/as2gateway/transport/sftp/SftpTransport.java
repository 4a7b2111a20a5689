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
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.transport.TransportKind;
import org.as2gateway.transport.files.FileTransport;
import org.as2gateway.transport.files.OutgoingFile;
import org.as2gateway.transport.files.PgpFiles;
import org.as2gateway.transport.sftp.JdbcTransfers.MessageFile;
import org.as2gateway.transport.sftp.JdbcTransfers.Note;
import org.as2gateway.transport.sftp.client.RenameNotes;
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
  private final JdbcUploadNames names;
  private final PgpFiles pgp;
  private final PayloadDigests digests;
  private final PickUps pickUps;

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
    this.names = transfers.names();
    this.pgp = pgp;
    this.digests = new PayloadDigests(context);
    this.pickUps = new PickUps(context, attempts, transfers, pgp);
  }

  @Override
  public void send(MessageRecord message) throws InterruptedException {
    Registry registry = context.registry().get();
    Optional<Partnership> partnership = partnership(message, registry);
    boolean hasUrl = partnership.flatMap(p -> p.sftp().url()).isPresent();
    if (!hasUrl && transfers.isOffered(message.id())) {
      keepWaiting(message);
      return;
    }
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
    Optional<String> badName = names.fault(message, partnership.get());
    if (!missing.isEmpty()) {
      postpone(
          message,
          Reason.PARTNERSHIP_INCOMPLETE,
          "partnership '" + message.partnership() + "' lacks " + String.join(", ", missing));
    } else if (badName.isPresent()) {
      postpone(message, Reason.PARTNERSHIP_INCOMPLETE, badName.get());
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
    endIfEnded(
        attempts.requeue(message.id(), EventKind.POSTPONED, new Failure(reason, detail), LONGEST));
  }

  /** Waiting costs nothing: whatever is missing meanwhile, the message does not fail by it. */
  private void keepWaiting(MessageRecord message) {
    if (pickUps.isComplete(message)) {
      pickUps.settle(message);
    } else {
      Instant next = context.clock().instant().plus(LONGEST);
      context.outbox().reschedule(message.id(), Kind.MESSAGE, next, message.state().attempts());
    }
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
    transfers.withdraw(id);
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
      evidence.add(Evidence.ofContent(begun.get(), now));
    }
    String detail =
        failure == null ? "uploaded to " + url + ", sizes confirmed, renamed" : failure.detail();
    endIfEnded(attempts.conclude(id, outcome, detail, evidence));
  }

  /**
   * What is noted of a message that has failed is kept: a rename without an answer may have been
   * done, which is asked of the server later. Where a person has to find out, sending again starts
   * anew.
   */
  private void endIfEnded(MessageRecord message) {
    Failure failure = message.state().failure();
    if (message.status() == MessageStatus.FAILED
        && (failure == null || failure.reason() != Reason.OUTCOME_UNKNOWN)) {
      transfers.withdraw(message.id());
    } else if (message.status().isEnd()) {
      transfers.end(message.id());
    }
  }

  private Outcome outcome(MessageRecord message, Partnership partnership, Transcript transcript) {
    SftpUrl url = partnership.sftp().url().orElseThrow();
    try (SftpSession session = access.open(partnership)) {
      for (int i = 0; i < message.payloads().size(); i++) {
        OutgoingFile file = pgp.outgoing(message, i, partnership);
        String sha256 = file.sha256();
        String path = names.path(message, i, partnership, file);
        upload(session, new FileToSend(new MessageFile(message.id(), i), file, sha256, url, path));
        transcript.addFile(path, file.bytes(), sha256);
      }
      transcript.addSession(session);
      access.troubles().clear(partnership.name());
      return new Outcome.Sent();
    } catch (SftpFailure e) {
      Failure failure = SftpFailures.of(e.problem());
      if (failure.reason() == Reason.OUTCOME_UNKNOWN) {
        return new Outcome.Failed(failure); // a person has to ask
      }
      access.troubles().note(partnership.name(), e.problem());
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
   * A file and where it goes.
   *
   * @param sha256 of the octets that are sent
   * @param path below the folder of the URL
   */
  private record FileToSend(
      MessageFile id, OutgoingFile file, String sha256, SftpUrl url, String path) {
    /** One key for place, name and content: what is noted of one does not count for another. */
    String target() {
      return JdbcTransfers.key(url.toString(), path, sha256);
    }

    /** Empty for none. */
    String folders() {
      return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * How it is uploaded.
     *
     * @param folder on the server
     * @param mayBeRenamed whether an earlier attempt may have come to its end
     */
    Upload upload(String folder, boolean mayBeRenamed) throws IOException {
      return new Upload(
          new Upload.Source(file.content()::open, file.bytes(), sha256),
          folder,
          name(),
          temporaryName(),
          mayBeRenamed);
    }

    /** The same for each attempt of the same content, and for no other content. */
    String temporaryName() {
      String digest = JdbcTransfers.key(id.message(), Integer.toString(id.index()), sha256);
      return ".as2-" + digest.substring(0, TEMPORARY_CHARACTERS) + ".part";
    }
  }

  private void upload(SftpSession session, FileToSend sent) throws IOException {
    Optional<Note> note =
        transfers.notes(sent.id().message()).stream()
            .filter(found -> found.index() == sent.id().index())
            .filter(found -> found.target().equals(sent.target()))
            .findFirst();
    if (note.map(Note::isConfirmed).orElse(false)) {
      return; // an earlier attempt renamed it
    }
    String folder = session.makeFolders(sent.url().folder(), sent.folders());
    session.upload(sent.upload(folder, note.isPresent()), new Notes(sent));
  }

  /** Notes of one file. */
  private final class Notes implements RenameNotes {
    private final FileToSend sent;

    Notes(FileToSend sent) {
      this.sent = sent;
    }

    @Override
    public void begin() {
      note(false);
    }

    @Override
    public void confirm() {
      note(true);
    }

    private void note(boolean isConfirmed) {
      transfers.note(sent.id(), sent.target(), isConfirmed, context.clock().instant());
    }

    @Override
    public void takeBack() {
      transfers.takeBack(sent.id());
    }
  }

  @Override
  public boolean mayHaveArrived(MessageRecord message) {
    return transfers.isOffered(message.id()) || !transfers.notes(message.id()).isEmpty();
  }

  /** A rename that was not answered is settled by the size of the file under its final name. */
  @Override
  public Optional<String> findArrived(MessageRecord message) throws IOException {
    Optional<Partnership> partnership =
        partnership(message, context.registry().get())
            .filter(found -> found.sftp().url().isPresent());
    List<Note> notes = transfers.notes(message.id());
    if (partnership.isEmpty() || notes.size() != message.payloads().size()) {
      return Optional.empty(); // a file of it was never renamed
    }
    SftpUrl url = partnership.get().sftp().url().orElseThrow();
    try (SftpSession session = access.open(partnership.get())) {
      for (Note note : notes) {
        OutgoingFile file = pgp.outgoing(message, note.index(), partnership.get());
        MessageFile id = new MessageFile(message.id(), note.index());
        String path = names.path(message, note.index(), partnership.get(), file);
        FileToSend sent = new FileToSend(id, file, file.sha256(), url, path);
        Upload upload = sent.upload(Upload.folder(url.folder(), sent.folders()), true);
        if (!sent.target().equals(note.target())
            || !(note.isConfirmed() || session.isRenamed(upload))) {
          return Optional.empty();
        }
      }
    } catch (SshKeyException | CertsException e) {
      throw new IOException(e.getMessage(), e);
    }
    return Optional.of("'" + url + "' has each file under its name and with its size");
  }
}
