package org.as2gateway.admin.port;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.DiskSpace;
import org.as2gateway.Gateway.OperationRefused;
import org.as2gateway.admin.access.GatewayAccess;
import org.as2gateway.admin.alerts.AlertDesk;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.Octets;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.backup.BackupReport;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.config.GatewayConfig.Smtp;
import org.as2gateway.config.GatewayConfigReader;
import org.as2gateway.people.accounts.Identity;
import org.as2gateway.people.accounts.JdbcIdentity;
import org.as2gateway.people.alerts.JdbcAlerts;
import org.as2gateway.people.onboarding.JdbcOnboardings;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.RegistryEditor;
import org.as2gateway.registry.cem.CertificateExchanges;
import org.as2gateway.registry.cem.JdbcCertificateExchanges;
import org.as2gateway.registry.partnerships.PartnershipFile;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.evidence.ChainReport;
import org.as2gateway.store.evidence.EvidenceChain;
import org.as2gateway.store.log.As2Facts;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.Evidence;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.log.Traffic;
import org.as2gateway.store.log.TransferState;
import org.as2gateway.store.payload.SubmittedFiles;
import org.as2gateway.testkit.TestDatabase;
import org.as2gateway.transport.as2.explain.Explanation;
import org.as2gateway.transport.as2.receipt.KeptReceipt;
import org.as2gateway.transport.as2.receipt.Verdict;

/** A gateway that keeps what it is given in lists and refuses what the test says. */
public final class FakeGateway implements GatewayAccess, AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private static final Smtp NO_MAIL =
      new Smtp(Optional.empty(), 25, "a@b", Optional.empty(), Optional.empty(), Smtp.Tls.STARTTLS);

  final FakeMessageLog log = new FakeMessageLog();
  private final Set<String> held = new LinkedHashSet<>();
  final List<String> notReady = new ArrayList<>();
  final Map<String, Path> payloads = new HashMap<>();
  Registry registry = FakeRegistry.of();
  int submittedFirstOctet = -1;
  private Database database;

  /** Room on the disk. */
  public DiskSpace disk = new DiskSpace(100L << 30, 1L << 30);

  /** How many octets the last submission had. */
  public long submittedBytes;

  /** File name of the last submission. */
  public String submittedFilename = "";

  /** File names of all that was submitted. */
  public final List<String> submittedFilenames = new ArrayList<>();

  /** Content type of the last submission. */
  public Optional<String> submittedContentType = Optional.empty();

  /** Where a submitted message stands at once. */
  public MessageStatus submittedStatus = MessageStatus.QUEUED;

  /** Where the receipt of a submitted message stands at once. */
  public MdnState submittedMdn = MdnState.VERIFIED;

  /** What every operation answers, if anything. */
  public Optional<OperationRefused> refusal = Optional.empty();

  /** What is found out about a digest. */
  public Optional<Explanation> explanation = Optional.empty();

  /** A message with that id, and Message-ID {@code <id@test>}. */
  public static MessageRecord message(String id, MessageStatus status) {
    return new MessageRecord(
        id,
        Direction.OUT,
        "us-to-them",
        List.of(new PayloadRecord("a.manifest", "application/octet-stream", 3, "00ff", null)),
        new TransferState(status, null, 1, NOW, NOW, null, null),
        new As2Facts(
            "US",
            "THEM",
            "<" + id + "@test>",
            "subject",
            true,
            true,
            false,
            Mic.of(new byte[] {1, 2, 3}, MicAlgorithm.SHA256),
            "automatic-action/MDN-sent-automatically; processed",
            MdnState.VERIFIED));
  }

  /** Adds a message with a signed MDN that holds. */
  public MessageRecord add(String id, MessageStatus status) {
    MessageRecord message = message(id, status);
    log.insert(message);
    log.addEvidence(new Evidence(id, EvidenceKind.MDN, NOW, SignedMdn.of(message)));
    return message;
  }

  /** Keeps it from accepting messages. */
  public void refuseAll(String reason) {
    notReady.add(reason);
  }

  /** Makes it accept messages again. */
  public void acceptAgain() {
    notReady.clear();
  }

  /** Changes an octet of the text in every MDN. */
  public void breakMdns() {
    log.evidence.replaceAll(
        piece -> {
          String text = new String(piece.content().toBytes(), StandardCharsets.ISO_8859_1);
          Octets broken =
              Octets.of(
                  text.replace("Reporting-UA: ", "Reporting-UA: x")
                      .getBytes(StandardCharsets.ISO_8859_1));
          return new Evidence(piece.messageId(), piece.kind(), piece.at(), broken);
        });
  }

  /** What the list was asked for. */
  public List<MessageQuery> queries() {
    return log.queries;
  }

  @Override
  public MessageLog messages() {
    return log;
  }

  @Override
  public Registry registry() {
    return registry;
  }

  @Override
  public Traffic traffic() {
    return new Traffic() {
      @Override
      public List<Sum> since(Instant since, Duration longest) {
        return List.of();
      }

      @Override
      public void sumUp(Instant now) {}
    };
  }

  /** Of a file without entries: whoever wants to change one takes a real gateway. */
  @Override
  public Registrar registrar() {
    try {
      Path file = Files.createTempFile("partnerships", ".xml");
      Files.writeString(file, "<partnerships/>");
      RegistryEditor editor = new RegistryEditor(new PartnershipFile(file), null, null);
      return new Registrar(
          this::registry, editor, null, identity().audit(), Clock.fixed(NOW, ZoneOffset.UTC));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Map<String, String> repeats(Set<String> messages) {
    return Map.of();
  }

  @Override
  public JdbcOnboardings onboardings() {
    throw new UnsupportedOperationException("nobody is set up");
  }

  @Override
  public AlertDesk alerts() {
    return AlertDesk.over(
        new AlertDesk.Sources(
            this::registry,
            log,
            this::notReadyReasons,
            this::disk,
            this::held,
            certificateExchanges(),
            List::of),
        new JdbcAlerts(database()),
        NO_MAIL,
        identity().audit(),
        Clock.systemUTC());
  }

  @Override
  public CertificateExchanges certificateExchanges() {
    return new JdbcCertificateExchanges(database());
  }

  @Override
  public GatewayConfig config() {
    try {
      return GatewayConfigReader.read(Path.of("").toAbsolutePath(), Map.of());
    } catch (ConfigException e) {
      throw new IllegalStateException("a folder without settings has defaults", e);
    }
  }

  @Override
  public DiskSpace disk() {
    return disk;
  }

  @Override
  public List<URI> as2Urls() {
    return List.of();
  }

  /** Users are real: in a database of their own, made when first asked for. */
  @Override
  public Identity identity() {
    return JdbcIdentity.in(database(), Clock.systemUTC());
  }

  private synchronized Database database() {
    try {
      if (database == null) {
        database = TestDatabase.h2(Files.createTempDirectory("identity"));
      }
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    if (database != null) {
      database.close();
      database = null;
    }
  }

  @Override
  public List<String> notReadyReasons() {
    return notReady;
  }

  @Override
  public Optional<Path> payloadFile(String id, int index) {
    return Optional.ofNullable(payloads.get(id));
  }

  @Override
  public Optional<Path> coveredContentFile(String id) {
    return Optional.empty();
  }

  @Override
  public BackupReport backup(Path folder) {
    return new BackupReport(true, List.of());
  }

  @Override
  public EvidenceChain evidence() {
    throw new UnsupportedOperationException("no chain here");
  }

  @Override
  public ChainReport checkEvidence(boolean withFiles) {
    return new ChainReport();
  }

  @Override
  public MessageRecord submit(String partnership, Optional<String> subject, SubmittedFiles files)
      throws IOException, OperationRefused {
    refuse();
    for (Optional<SubmittedFiles.SubmittedFile> file = files.next();
        file.isPresent();
        file = files.next()) {
      take(file.get());
    }
    MessageRecord taken = add("SUBMITTED", submittedStatus);
    log.messages.set(
        0, taken.withAs2(taken.as2().withReceipt(submittedMdn, taken.as2().disposition())));
    return taken;
  }

  private void take(SubmittedFiles.SubmittedFile file) throws IOException {
    submittedContentType = file.contentType();
    byte[] buffer = new byte[64 * 1024];
    InputStream payload = file.content();
    for (int read = payload.read(buffer); read >= 0; read = payload.read(buffer)) {
      if (submittedBytes == 0 && read > 0) {
        submittedFirstOctet = buffer[0];
      }
      submittedBytes += read;
    }
    submittedFilename = file.filename();
    submittedFilenames.add(file.filename());
  }

  @Override
  public MessageRecord resend(String id) throws OperationRefused {
    refuse();
    return log.find(id).orElseThrow();
  }

  @Override
  public MessageRecord cancel(String id) throws OperationRefused {
    refuse();
    MessageRecord message = log.find(id).orElseThrow();
    return message.withState(message.state().withStatus(MessageStatus.CANCELLED, NOW));
  }

  @Override
  public List<KeptReceipt> receipts(MessageRecord message) {
    return log.evidence(message.id(), EvidenceKind.MDN).stream()
        .map(
            mdn ->
                new KeptReceipt(
                    mdn,
                    new Verdict.Rejected(
                        Reason.RECEIPT_NOT_SIGNED,
                        "not signed",
                        Optional.empty(),
                        Optional.empty(),
                        true)))
        .toList();
  }

  @Override
  public MessageRecord judgeReceipts(String id) throws OperationRefused {
    refuse();
    return log.find(id).orElseThrow();
  }

  @Override
  public void hold(String partnership) throws OperationRefused {
    refuse();
    held.add(partnership);
  }

  @Override
  public void release(String partnership) throws OperationRefused {
    refuse();
    held.remove(partnership);
  }

  @Override
  public List<String> held() {
    return List.copyOf(held);
  }

  @Override
  public Optional<Explanation> explain(MessageRecord message) {
    return explanation;
  }

  private void refuse() throws OperationRefused {
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }
}
