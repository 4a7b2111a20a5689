package org.as2gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.as2gateway.backup.BackupException;
import org.as2gateway.backup.BackupReport;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.delivery.gate.Inspection;
import org.as2gateway.people.accounts.Identity;
import org.as2gateway.people.alerts.JdbcAlerts;
import org.as2gateway.people.expected.JdbcExpected;
import org.as2gateway.people.onboarding.JdbcOnboardings;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.RegistryEditor;
import org.as2gateway.registry.cem.CertificateExchanges;
import org.as2gateway.registry.cem.JdbcHandouts;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.revocation.Revocations;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.DatabaseSettings;
import org.as2gateway.store.evidence.ChainReport;
import org.as2gateway.store.evidence.EvidenceChain;
import org.as2gateway.store.feed.Feed;
import org.as2gateway.store.feed.Follower;
import org.as2gateway.store.log.HandledMessages;
import org.as2gateway.store.log.JdbcSubmissionKeys;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.ReplayMemory;
import org.as2gateway.store.log.Traffic;
import org.as2gateway.store.log.UnknownSenders;
import org.as2gateway.store.payload.Content;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.store.payload.SubmittedFiles;
import org.as2gateway.transport.as2.explain.EnclosedSigner;
import org.as2gateway.transport.as2.explain.Explanation;
import org.as2gateway.transport.as2.receipt.KeptReceipt;
import org.as2gateway.transport.as2.receive.AttackSigns;
import org.as2gateway.transport.pdx.PdxDesk;
import org.as2gateway.transport.proxy.Proxies;
import org.as2gateway.transport.sftp.SftpDesk;

/** One AS2 gateway without a UI: open it, {@link #start} it, close it. Safe for many threads. */
public final class Gateway implements AutoCloseable {
  private final GatewayConfig config;
  private final GatewayParts parts;

  private Gateway(GatewayConfig config, GatewayParts parts) {
    this.config = config;
    this.parts = parts;
  }

  /**
   * Opens home, registry and database, and recovers what a crash left behind. No port is opened
   * yet.
   *
   * @throws ConfigException if settings, folders or keys are wrong
   * @throws IOException if the home cannot be read or written
   */
  public static Gateway open(GatewayConfig config, Clock clock)
      throws ConfigException, IOException {
    return open(config, clock, Database::open);
  }

  static Gateway open(
      GatewayConfig config, Clock clock, Function<DatabaseSettings, Database> opener)
      throws ConfigException, IOException {
    return new Gateway(config, GatewayParts.open(config, clock, opener));
  }

  /**
   * Opens the partner listeners and starts delivery.
   *
   * @throws ConfigException if a port is occupied or a TLS key cannot be read
   */
  public void start() throws ConfigException, IOException {
    parts.start();
  }

  /** Completed with the reason once it must be closed: another one has taken its database. */
  public CompletableFuture<String> mustStop() {
    return parts.databaseLost();
  }

  /** The settings. */
  public GatewayConfig config() {
    return config;
  }

  /** The registry's last good state. */
  public Registry registry() {
    return parts.registry().current();
  }

  /** Changes of the registry, and its revisions. */
  public RegistryEditor registryEditor() {
    return parts.registryEditor();
  }

  /** The keys and certificates, to change. */
  public CertificateFolder certificates() {
    return parts.certificates();
  }

  /** Which certificates of partners are revoked. */
  public Revocations revocations() {
    return parts.stores().revocations();
  }

  /** Partners that are being set up. */
  public JdbcOnboardings onboardings() {
    return parts.onboardings();
  }

  /** What needs a person, and who is told. */
  public JdbcAlerts alerts() {
    return parts.alerts();
  }

  /** Keys of submissions that must not be repeated. */
  public JdbcSubmissionKeys submissionKeys() {
    return parts.stores().submissionKeys();
  }

  /** Files that go to and come from USPS. */
  public Usps usps() {
    return parts.stores().usps();
  }

  /** Accounts of PDX, and the files that it offers. */
  public PdxDesk pdx() {
    return parts.transports().pdx().desk();
  }

  /** Rules for expected traffic, and the holidays. */
  public JdbcExpected expected() {
    return parts.stores().expected();
  }

  /** Certificates offered by message, and what became of them. */
  public CertificateExchanges certificateExchanges() {
    return parts.exchanges();
  }

  /** Which partners have been told of certificates of ours, and who has confirmed. */
  public JdbcHandouts handouts() {
    return parts.handouts();
  }

  /** The record of all messages. */
  public MessageLog messages() {
    return parts.messages();
  }

  /** Failures that somebody has dealt with. */
  public HandledMessages handled() {
    return messages().handled();
  }

  /** What happened to messages, in order, to be read after a cursor. */
  public Feed feed() {
    return parts.feed();
  }

  /**
   * Calls the follower with all that happens to messages, from its cursor on, within a second or
   * two, on a thread of its own. If it fails, the same entries come again a second later.
   */
  public void follow(Follower follower) {
    parts.follow(follower);
  }

  /** What accepted messages are recognised by, and which messages repeat another. */
  public ReplayMemory replays() {
    return parts.replays();
  }

  /** What honest partners do not do, counted. */
  public AttackSigns attackSigns() {
    return parts.attackSigns();
  }

  /** Who tried to send and is not set up, or not by these AS2 ids. */
  public UnknownSenders unknownSenders() {
    return parts.stores().unknownSenders();
  }

  /** How many messages and octets went which way. */
  public Traffic traffic() {
    return parts.traffic();
  }

  /** Who may use the admin port, and what they did. */
  public Identity identity() {
    return parts.identity();
  }

  /** Where partners reach us, one URL for each open listener; empty until {@link #start}. */
  public List<URI> as2Urls() {
    return parts.server().map(server -> server.urls()).orElse(List.of());
  }

  /** Our SFTP server, and what keeps files from moving by SFTP now. */
  public SftpDesk sftp() {
    return parts.transports().sftp().desk();
  }

  /** Which proxy connections go by. */
  public Proxies proxies() {
    return parts.transports().proxies();
  }

  /**
   * Takes a payload and queues it. Durable on return.
   *
   * @param payload read to its end, not closed
   * @throws RefusedOperation if the partnership is unknown, not ours to send on, or incomplete
   * @throws IOException if reading or storing fails; nothing is queued then
   */
  public MessageRecord submit(
      String partnership,
      String filename,
      Optional<String> contentType,
      Optional<String> subject,
      InputStream payload)
      throws IOException, RefusedOperation {
    return submit(
        partnership,
        subject,
        SubmittedFiles.of(new SubmittedFiles.SubmittedFile(filename, contentType, payload)));
  }

  /**
   * Queues one message of several files; it is durable on return.
   *
   * @param subject its subject; empty for the partnership's
   * @throws RefusedOperation as above, or if there is no file or more than the partnership takes
   * @throws IOException if reading or storing fails; nothing is queued then
   */
  public MessageRecord submit(String partnership, Optional<String> subject, SubmittedFiles files)
      throws IOException, RefusedOperation {
    return parts.outbound().submit().submit(partnership, subject, files);
  }

  /**
   * The same for corrections of manifests that were sent before.
   *
   * @throws RefusedOperation as above, or if the partnership is not for manifests
   */
  public MessageRecord submitCorrection(
      String partnership, Optional<String> subject, SubmittedFiles files)
      throws IOException, RefusedOperation {
    Usps.requireManifests(registry(), partnership);
    return parts.outbound().submit().submit(partnership, subject, files, usps()::markCorrection);
  }

  /** Sends again: same bytes and Message-ID while not acknowledged, a new message after. */
  public MessageRecord resend(String id) throws RefusedOperation, IOException {
    return parts.outbound().resend().resend(id);
  }

  /** Messages that do not get through, and those that are sent in place of them. */
  public OtherWays otherWays() {
    return new OtherWays(parts.outbound().fallback(), parts.stores().otherWays());
  }

  /** Gives up an outbound message that has not ended. */
  public MessageRecord cancel(String id) throws RefusedOperation, IOException {
    return parts.outbound().cancel().cancel(id);
  }

  /**
   * Sends a message that was blocked before sending.
   *
   * @param by name of the user
   * @param reason why, not blank
   */
  public MessageRecord sendAnyway(String id, String by, String reason) throws RefusedOperation {
    return parts.outbound().release().sendAnyway(id, by, reason);
  }

  /** Ends a message that was blocked before sending. */
  public MessageRecord discard(String id) throws RefusedOperation {
    return parts.outbound().cancel().discard(id);
  }

  /** What was found in an outbound message before it was sent; empty if nothing looked at it. */
  public Optional<Inspection> inspection(String id) {
    return parts.inspections().find(id);
  }

  /** What the receipts kept for an outbound message prove by the certificates registered now. */
  public List<KeptReceipt> receipts(MessageRecord message) {
    return parts.transports().receipts().look(message);
  }

  /** Judges the kept receipts again; one that proves something now ends the message. */
  public MessageRecord judgeReceipts(String id) throws RefusedOperation {
    return parts.transports().receipts().judge(id);
  }

  /** Stops sending on a partnership until it is released; what is on its way goes on to its end. */
  public void hold(String partnership) throws RefusedOperation {
    parts.outbound().hold().hold(partnership);
  }

  /** Lets a partnership on hold go on. */
  public void release(String partnership) throws RefusedOperation {
    parts.outbound().hold().release(partnership);
  }

  /** Names of the partnerships on hold. */
  public List<String> held() {
    return parts.outbound().hold().held();
  }

  /** The kept copy of a payload, empty if it is gone or was never kept. */
  public Optional<Content> payload(String id, int index) {
    return parts.files().payload(id, index);
  }

  /**
   * The content that MIC and signature cover, where the payload does not reproduce it; empty if it
   * does, or if the file is gone. Do not change the file.
   */
  public Optional<Content> coveredContent(String id) {
    return parts.files().payload(id, PayloadStore.COVERED_CONTENT);
  }

  /** The chain of kept evidence: signs what is handed out. */
  public EvidenceChain evidence() {
    return parts.evidence();
  }

  /**
   * Finds what is missing, altered or re-ordered in the kept evidence.
   *
   * @param withFiles whether kept payload files are read and compared too
   */
  public ChainReport checkEvidence(boolean withFiles) {
    return parts.stores().evidenceCheck(config.retention(), parts.files()).run(withFiles);
  }

  /**
   * Why the digest of a message did not hold: which variant of its content has the one that came.
   *
   * @return empty if no digest of it is in doubt, or nothing of it is kept any more
   * @throws IOException if what was kept cannot be read
   */
  public Optional<Explanation> explain(MessageRecord message) throws IOException {
    return parts.transports().explanations().of(message);
  }

  /**
   * The certificate inside a message or receipt whose signer is not known. It proves nothing until
   * its owner has compared the fingerprint.
   */
  public Optional<X509Certificate> enclosedSigner(MessageRecord message) {
    return new EnclosedSigner(parts.messages()).of(message);
  }

  /**
   * Copies the gateway while it runs, into a folder that is empty or not there.
   *
   * @return what is in it, and what could not be copied
   * @throws BackupException if the folder must not be used
   */
  public BackupReport backup(Path folder) throws BackupException, IOException {
    parts.evidence().checkpoint();
    return parts.backup().to(folder);
  }

  /** What keeps the gateway from accepting messages now; empty if it is ready. */
  public List<String> notReadyReasons() {
    return new Readiness(parts).notReadyReasons();
  }

  /** Room on the disk; none if it cannot be told. */
  public DiskSpace disk() {
    return new Readiness(parts).disk(config.limits().diskReserveBytes());
  }

  /** Drains and stops: requests being read are answered, nothing new is begun. */
  @Override
  public void close() {
    parts.close();
  }
}
