package org.as2gateway.transport.sftp;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.as2gateway.as2.wire.PartnerText;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.delivery.inbox.AcceptFiles;
import org.as2gateway.delivery.inbox.ArrivingFiles;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateRegistry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.registry.partnerships.SftpUrl;
import org.as2gateway.store.db.DatabaseException;
import org.as2gateway.store.log.Failure;
import org.as2gateway.transport.TransportKind;
import org.as2gateway.transport.files.IncomingFile;
import org.as2gateway.transport.files.PgpFiles;
import org.as2gateway.transport.sftp.client.RemoteFile;
import org.as2gateway.transport.sftp.client.SftpFailure;
import org.as2gateway.transport.sftp.client.SftpSession;
import org.as2gateway.transport.sftp.ssh.SshKeyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches files from folders of partners' servers, each once: it is removed there, or moved to
 * another folder, only after it is durable here. A file is taken once two looks in a row found the
 * same size and time, so that none is fetched while it grows.
 */
public final class SftpPolling implements Runnable, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SftpPolling.class);
  private static final int THREADS = 8;
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final List<String> TEMPORARY = List.of(".tmp", ".part", ".filepart");

  private final DeliveryContext context;
  private final SftpAccess access;
  private final AcceptFiles accept;
  private final JdbcTransfers transfers;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final Map<String, Set<RemoteFile>> lastSeen = new ConcurrentHashMap<>();
  private final SftpTroubles troubles;
  private final Map<Refused, Failure> refusals = new ConcurrentHashMap<>();
  private final Map<String, List<LeftFile>> left = new ConcurrentHashMap<>();
  private final LeftFiles leftFiles = new LeftFiles();
  private final PgpFiles pgp;

  /** Folders of the partnerships of that context. */
  public SftpPolling(
      DeliveryContext context,
      SftpAccess access,
      AcceptFiles accept,
      JdbcTransfers transfers,
      PgpFiles pgp) {
    this.context = context;
    this.access = access;
    this.accept = accept;
    this.transfers = transfers;
    this.pgp = pgp;
    this.troubles = access.troubles();
  }

  /** Begins to look into each folder, unless the last look has not ended. */
  @Override
  public void run() {
    Registry registry = context.registry().get();
    List<String> held = context.outbox().held();
    if (threads.isShutdown()) {
      return;
    }
    refusals.keySet().removeIf(refused -> refused.keys() != registry.certificates());
    left.keySet().removeIf(name -> registry.partnerships().partnership(name).isEmpty());
    for (Partnership partnership : registry.partnerships().partnerships()) {
      if (isPolled(partnership, registry)
          && !held.contains(partnership.name())
          && busy.add(partnership.name())) {
        threads.execute(() -> lookInto(partnership));
      }
    }
  }

  private boolean isPolled(Partnership partnership, Registry registry) {
    return partnership.kind() == TransportKind.SFTP
        && registry.isInbound(partnership)
        && partnership.sftp().url().isPresent()
        && partnership.sftp().pollFolder().isPresent()
        && registry.missingToReceive(partnership, context.clock().instant()).isEmpty();
  }

  private void lookInto(Partnership partnership) {
    try {
      Optional<Failure> left = fetch(partnership);
      left.ifPresentOrElse(
          failure -> trouble(partnership, failure), () -> troubles.clear(partnership.name()));
    } catch (SftpFailure e) {
      warn(
          partnership,
          SftpFailures.of(e.problem()),
          troubles.note(partnership.name(), e.problem()));
    } catch (SshKeyException e) {
      trouble(
          partnership, new Failure(Reason.PARTNERSHIP_INCOMPLETE, String.valueOf(e.getMessage())));
    } catch (IOException | DatabaseException e) {
      trouble(partnership, new Failure(Reason.INTERNAL_ERROR, String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      LOG.error("folder of partnership '{}' cannot be polled", partnership.name(), e);
    } finally {
      busy.remove(partnership.name());
    }
  }

  private void trouble(Partnership partnership, Failure failure) {
    warn(partnership, failure, troubles.note(partnership.name(), failure));
  }

  private static void warn(Partnership partnership, Failure failure, boolean isNews) {
    if (isNews) {
      LOG.warn(
          "no files can be fetched for partnership '{}': {}", partnership.name(), failure.detail());
    }
  }

  /** Fetches what is there; says why a file was left, if one was. */
  private Optional<Failure> fetch(Partnership partnership) throws IOException, SshKeyException {
    Optional<Failure> trouble = Optional.empty();
    List<LeftFile> stay = new ArrayList<>();
    String folder = partnership.sftp().pollFolder().orElseThrow();
    try (SftpSession session = access.open(partnership)) {
      Set<RemoteFile> found = new HashSet<>(session.list(folder));
      found.removeIf(SftpPolling::isTemporary);
      Set<RemoteFile> before = lastSeen.put(partnership.name(), found);
      leftFiles.keepOnly(partnership, found);
      Look look = new Look(partnership, session, folder);
      for (RemoteFile file : found) {
        if (before != null && before.contains(file)) {
          Optional<Failure> failure = fetch(look, file);
          failure
              .or(() -> Optional.ofNullable(refusals.get(refused(look, file))))
              .ifPresent(why -> stay.add(leftFile(look, file, Optional.of(why))));
          trouble = failure.isPresent() ? failure : trouble;
        } else {
          stay.add(leftFile(look, file, Optional.empty()));
        }
      }
      if (trouble.isEmpty() && before != null && before.containsAll(found)) {
        transfers.forgetOld(partnership.name(), context.clock().instant());
      }
    }
    left.put(partnership.name(), List.copyOf(stay));
    return trouble;
  }

  private LeftFile leftFile(Look look, RemoteFile file, Optional<Failure> why) {
    return new LeftFile(
        look.partnership().name(),
        file.name(),
        file.bytes(),
        file.modified(),
        why.map(Failure::reason),
        why.map(Failure::detail)
            .orElse(
                "it is new, or was changed since the last look: it is taken if the next look finds"
                    + " it unchanged"),
        context.clock().instant());
  }

  /** The files that the last looks left on the servers, by partnership. */
  public List<LeftFile> left() {
    return new TreeMap<>(left).values().stream().flatMap(List::stream).toList();
  }

  /** Has files of a partnership that were refused read again at the next look, which is begun. */
  public void takeAgain(String partnership) {
    leftFiles.readAgain(partnership);
    refusals.keySet().removeIf(refused -> refused.partnership().name().equals(partnership));
    run();
  }

  private Refused refused(Look look, RemoteFile file) {
    return new Refused(look.partnership(), context.registry().get().certificates(), file);
  }

  private static boolean isTemporary(RemoteFile file) {
    return file.name().startsWith(".") || TEMPORARY.stream().anyMatch(file.name()::endsWith);
  }

  /** A look into a folder. */
  private record Look(Partnership partnership, SftpSession session, String folder) {}

  /** Fetches one file; what is wrong with it does not concern the others. */
  private Optional<Failure> fetch(Look look, RemoteFile file) throws IOException {
    Optional<String> key = leftFiles.takenKey(look.partnership(), file);
    try {
      return key.isPresent() ? remove(look, file, key.get()) : take(look, file);
    } catch (SftpFailure e) {
      if (e.problem().isConnectionLost()) {
        throw e;
      }
      return Optional.of(SftpFailures.of(e.problem()));
    }
  }

  private Optional<Failure> remove(Look look, RemoteFile file, String key) throws IOException {
    String partnership = look.partnership().name();
    transfers.refresh(partnership, key, context.clock().instant());
    Optional<String> done = look.partnership().sftp().doneFolder();
    boolean isGone =
        done.isPresent()
            ? look.session().moveAway(look.folder(), file, done.get())
            : look.session().remove(look.folder(), file);
    if (!isGone) {
      return Optional.empty(); // the next look lists what is there now
    }
    transfers.forget(partnership, key);
    return Optional.empty();
  }

  /** Why the file is left where it is without being read; empty if it is not. */
  private Optional<Failure> reasonToLeave(Partnership partnership, RemoteFile file) {
    long mostBytes = accept.mostBytes(partnership);
    if (file.bytes() <= mostBytes) {
      return leftFiles.refusal(partnership, file, context.clock().instant());
    }
    return Optional.of(
        new Failure(
            Reason.CONTENT_UNREADABLE,
            "'%s' has %d bytes, more than the %d that are accepted; the file stays on the server. Raise gw.max_bytes or limits.message-bytes, or ask the partner for smaller files"
                .formatted(PartnerText.clean(file.name()), file.bytes(), mostBytes)));
  }

  private Optional<Failure> take(Look look, RemoteFile file) throws IOException {
    Partnership partnership = look.partnership();
    Optional<Failure> reason = reasonToLeave(partnership, file);
    if (reason.isPresent()) {
      return reason;
    }
    Refused refused = refused(look, file);
    if (refusals.containsKey(refused)) {
      return Optional.empty(); // the message that was refused says why
    }
    String key;
    ArrivingFiles.Result result;
    try (ArrivingFiles arriving = accept.begin(partnership)) {
      IncomingFile incoming = new IncomingFile(pgp, partnership, arriving, file.name());
      try (OutputStream out = incoming.open()) {
        look.session().download(look.folder(), file, new Stoppable(out));
      }
      key = key(file, incoming.sha256());
      Optional<Failure> failure = incoming.unwrap();
      ArrivingFiles.Provenance provenance = provenance(look, file, arriving.id(), incoming);
      if (failure.isPresent()) {
        arriving.refuse(provenance, failure.get());
        refusals.put(refused, failure.get());
        return Optional.empty();
      }
      Instant now = context.clock().instant();
      result =
          arriving.accept(
              provenance, () -> transfers.take(partnership.name(), key, arriving.id(), now));
    }
    if (result instanceof ArrivingFiles.Result.NameRefused taken) {
      Failure failure =
          new Failure(Reason.FILENAME_TAKEN, taken.cause() + "; the file stays on the server");
      leftFiles.addRefused(partnership, file, failure, context.clock().instant());
      return Optional.of(failure);
    }
    leftFiles.addTaken(partnership, file, key);
    return remove(look, file, key);
  }

  /**
   * A file that was refused stays on the server, and is not fetched again while nothing changes.
   *
   * @param partnership its settings at that time
   * @param keys what {@code certs/} held at that time
   */
  private record Refused(Partnership partnership, CertificateRegistry keys, RemoteFile file) {}

  private ArrivingFiles.Provenance provenance(
      Look look, RemoteFile file, String id, IncomingFile incoming) throws IOException {
    SftpUrl url = look.partnership().sftp().url().orElseThrow();
    Transcript transcript =
        new Transcript()
            .add("server", url.address())
            .add("user", url.user())
            .addFile(file.name(), file.bytes(), incoming.sha256())
            .add("modified", file.modified());
    incoming.found().forEach(transcript::add);
    transcript.addSession(look.session());
    Instant now = context.clock().instant();
    return new ArrivingFiles.Provenance(
        incoming.facts(TransportKind.SFTP),
        "by SFTP from " + url.address(),
        List.of(transcript.add("received-at", now).of(id, now)));
  }

  private static String key(RemoteFile file, String sha256) {
    return JdbcTransfers.key(
        "poll", file.name(), Long.toString(file.bytes()), file.modified().toString(), sha256);
  }

  /** A download ends at its next block; what was not accepted comes again. */
  private final class Stoppable extends FilterOutputStream {
    Stoppable(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (threads.isShutdown()) {
        throw new IOException("the gateway stops");
      }
      out.write(bytes, offset, length);
    }
  }

  /** Never interrupts: that would close files of the database. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("a folder is still being polled");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
