package org.as2gateway.transport.sftp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.delivery.Attempts;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.delivery.inbox.AcceptFiles;
import org.as2gateway.delivery.inbox.ArrivingFiles;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partner;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.log.Failure;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.transport.TransportKind;
import org.as2gateway.transport.files.IncomingFile;
import org.as2gateway.transport.files.OutgoingFile;
import org.as2gateway.transport.files.PgpFiles;
import org.as2gateway.transport.sftp.server.OfferedFile;
import org.as2gateway.transport.sftp.server.PartnerAccounts;
import org.as2gateway.transport.sftp.server.PartnerFiles;
import org.as2gateway.transport.sftp.server.SignedIn;
import org.as2gateway.transport.sftp.server.UploadedFile;
import org.as2gateway.transport.sftp.ssh.HostKeys;
import org.as2gateway.transport.sftp.ssh.SshKeyException;
import org.as2gateway.transport.sftp.ssh.SshKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Partners at our own server: a partner signs in by its name; what it puts comes on the partnership
 * from it to us, what it gets are messages to it. Both have gw.transport sftp and no URL.
 */
public final class SftpPartners implements PartnerAccounts, PartnerFiles {
  private static final Logger LOG = LoggerFactory.getLogger(SftpPartners.class);

  private final DeliveryContext context;
  private final AcceptFiles accept;
  private final JdbcTransfers transfers;
  private final PgpFiles pgp;
  private final PickUps pickUps;

  /** The partners of that context. */
  public SftpPartners(
      DeliveryContext context,
      Attempts attempts,
      AcceptFiles accept,
      JdbcTransfers transfers,
      PgpFiles pgp) {
    this.context = context;
    this.accept = accept;
    this.transfers = transfers;
    this.pgp = pgp;
    this.pickUps = new PickUps(context, attempts, transfers, pgp);
  }

  @Override
  public boolean acceptsKey(String user, PublicKey key) {
    return partnerships(user).map(p -> folderOf(p, user)).distinct().anyMatch(f -> has(f, key));
  }

  @Override
  public boolean isUsual(String user, String network) {
    return transfers.signIns().isKnown(user, network, context.clock().instant());
  }

  @Override
  public void signedIn(String user, String network) {
    transfers.signIns().add(user, network, context.clock().instant());
  }

  private Path folderOf(Partnership partnership, String user) {
    Registry registry = context.registry().get();
    Partner partner =
        registry.isOwn(partnership.sender()) ? partnership.receiver() : partnership.sender();
    String alias = partnership.sftp().keyAlias().or(partner::x509Alias).orElse(user);
    return context.folders().certs().resolve(alias);
  }

  private static boolean has(Path folder, PublicKey key) {
    String fingerprint = HostKeys.fingerprint(key);
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.pub")) {
      for (Path file : files) {
        if (keys(file).stream().map(HostKeys::fingerprint).anyMatch(fingerprint::equals)) {
          return true;
        }
      }
    } catch (IOException e) {
      LOG.warn("'{}' cannot be read: {}", folder, e.toString());
    }
    return false;
  }

  private static List<PublicKey> keys(Path file) {
    try {
      return SshKeys.readPublic(file);
    } catch (SshKeyException e) {
      LOG.warn("a key does not count: {}", e.getMessage());
      return List.of();
    }
  }

  @Override
  public boolean acceptsPassword(String user, String password) {
    byte[] given = password.getBytes(StandardCharsets.UTF_8);
    return partnerships(user)
        .flatMap(p -> p.sftp().passwordFile().stream())
        .distinct()
        .flatMap(file -> secret(file).stream())
        .anyMatch(secret -> MessageDigest.isEqual(given, secret));
  }

  /**
   * The password in that file; none if it is missing, unreadable or blank: nobody signs in then.
   */
  private Optional<byte[]> secret(String file) {
    try {
      return SecretFile.read(context.folders(), file)
          .filter(text -> !text.isBlank())
          .map(text -> text.getBytes(StandardCharsets.UTF_8));
    } catch (SshKeyException e) {
      LOG.warn("a password does not count: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private Stream<Partnership> partnerships(String user) {
    return Stream.concat(
        toUs(user).stream(), partnerships(p -> p.receiver().name().equals(user), true));
  }

  private Optional<Partnership> toUs(String user) {
    return partnerships(p -> p.sender().name().equals(user), false).findFirst();
  }

  private Stream<Partnership> partnerships(Predicate<Partnership> of, boolean isOutbound) {
    Registry registry = context.registry().get();
    return registry.partnerships().partnerships().stream()
        .filter(p -> p.kind() == TransportKind.SFTP && p.sftp().url().isEmpty())
        .filter(p -> isOutbound ? registry.isOutbound(p) : registry.isInbound(p))
        .filter(p -> isSound(registry, p))
        .filter(of);
  }

  /** The id stays the same while the upload was not answered, so that it comes once. */
  @Override
  public void accept(UploadedFile upload) throws IOException {
    Partnership partnership =
        toUs(upload.session().user())
            .orElseThrow(
                () ->
                    new IOException(
                        "no partnership that takes files by SFTP from '"
                            + upload.session().user()
                            + "'"));
    List<String> missing =
        context.registry().get().missingToReceive(partnership, context.clock().instant());
    if (!missing.isEmpty()) {
      throw new IOException(
          "partnership '" + partnership.name() + "' lacks " + String.join(", ", missing));
    }
    ArrivingFiles.Result result;
    try (ArrivingFiles arriving = accept.begin(partnership)) {
      IncomingFile incoming = new IncomingFile(pgp, partnership, arriving, upload.name());
      try (OutputStream out = incoming.open()) {
        Files.copy(upload.content(), out);
      }
      Optional<Failure> failure = incoming.unwrap();
      ArrivingFiles.Provenance provenance = provenance(upload, arriving.id(), incoming);
      if (failure.isPresent()) {
        arriving.refuse(provenance, failure.get());
        throw new IOException(failure.get().detail());
      }
      String key = JdbcTransfers.key("upload", upload.id(), incoming.sha256());
      Instant now = context.clock().instant();
      result =
          arriving.accept(
              provenance, () -> transfers.take(partnership.name(), key, arriving.id(), now));
    }
    transfers.forgetOld(partnership.name(), context.clock().instant());
    if (result instanceof ArrivingFiles.Result.NameRefused refused) {
      throw new IOException(refused.cause());
    }
  }

  private ArrivingFiles.Provenance provenance(UploadedFile upload, String id, IncomingFile incoming)
      throws IOException {
    Transcript transcript =
        new Transcript()
            .addSignedIn(upload.session())
            .addFile(upload.name(), upload.bytes(), incoming.sha256());
    incoming.found().forEach(transcript::add);
    Instant now = context.clock().instant();
    return new ArrivingFiles.Provenance(
        incoming.facts(TransportKind.SFTP),
        "by SFTP from " + upload.session().address(),
        List.of(transcript.add("received-at", now).of(id, now)));
  }

  /** A setting that cannot be read must not open a door. */
  private static boolean isSound(Registry registry, Partnership partnership) {
    return registry.partnerships().faults(partnership).isEmpty();
  }

  @Override
  public long mostBytes(String user) {
    return toUs(user).map(accept::mostBytes).orElse(0L);
  }

  @Override
  public void requireSpace() throws IOException {
    accept.requireSpace();
  }

  @Override
  public List<OfferedFile> offered(String user) {
    return offered(user, filename -> true);
  }

  /** A file is called as its payload, with an ending if OpenPGP is around it. */
  @Override
  public Optional<OfferedFile> offered(String user, String name) {
    return offered(user, name::startsWith).stream()
        .filter(file -> file.name().equals(name))
        .findFirst();
  }

  /** The number of statements does not grow with the number of messages that wait. */
  private List<OfferedFile> offered(String user, Predicate<String> isWanted) {
    Map<String, Set<Integer>> waiting = transfers.offered(user);
    if (waiting.isEmpty()) {
      return List.of();
    }
    Map<String, MessageRecord> messages =
        context.messages().findAll(List.copyOf(waiting.keySet())).stream()
            .collect(Collectors.toMap(MessageRecord::id, message -> message));
    List<String> held = context.outbox().held();
    Map<String, OfferedFile> files = new LinkedHashMap<>();
    for (Map.Entry<String, Set<Integer>> offer : waiting.entrySet()) {
      MessageRecord message = messages.get(offer.getKey());
      if (message == null) {
        transfers.end(offer.getKey());
        continue;
      }
      if (message.status().isEnd()) {
        pickUps.end(message); // cancelled
        continue;
      }
      if (message.status() != MessageStatus.QUEUED) {
        continue; // it is being sent to a server of the partner
      }
      if (offer.getValue().size() >= message.payloads().size()) {
        pickUps.settle(message);
      } else if (!held.contains(message.partnership())) {
        files(message, offer.getValue(), isWanted).forEach(f -> files.putIfAbsent(f.name(), f));
      }
    }
    return List.copyOf(files.values());
  }

  private List<OfferedFile> files(
      MessageRecord message, Set<Integer> collected, Predicate<String> isWanted) {
    Optional<Partnership> partnership = pickUps.partnership(message);
    List<OfferedFile> files = new ArrayList<>();
    for (int i = 0; partnership.isPresent() && i < message.payloads().size(); i++) {
      if (!collected.contains(i) && isWanted.test(message.payloads().get(i).filename())) {
        try {
          OutgoingFile file = pgp.outgoing(message, i, partnership.get());
          files.add(
              new OfferedFile(
                  PickUps.id(message.id(), i),
                  file.name(),
                  file.bytes(),
                  message.state().updatedAt(),
                  file.content()::channel));
        } catch (CertsException | IOException e) {
          LOG.warn("a file of message {} cannot be offered: {}", message.id(), e.getMessage());
        }
      }
    }
    return files;
  }

  @Override
  public void collected(OfferedFile file, SignedIn session) {
    pickUps.collected(file, session);
  }
}
