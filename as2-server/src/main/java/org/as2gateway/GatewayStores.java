package org.as2gateway;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.backup.WriteBackup;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.delivery.gate.JdbcInspections;
import org.as2gateway.delivery.queue.JdbcOutbox;
import org.as2gateway.delivery.queue.QueueTime;
import org.as2gateway.people.accounts.Identity;
import org.as2gateway.people.accounts.JdbcIdentity;
import org.as2gateway.people.expected.JdbcExpected;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.EvidenceKey;
import org.as2gateway.registry.certs.LoadedCertificates;
import org.as2gateway.registry.revocation.JdbcRevocations;
import org.as2gateway.registry.revocation.Revocations;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.evidence.EvidenceChain;
import org.as2gateway.store.evidence.EvidenceCheck;
import org.as2gateway.store.evidence.JdbcEvidenceChain;
import org.as2gateway.store.evidence.JdbcRetention;
import org.as2gateway.store.evidence.Retention;
import org.as2gateway.store.feed.JdbcFeed;
import org.as2gateway.store.log.JdbcMessageLog;
import org.as2gateway.store.log.JdbcOtherWays;
import org.as2gateway.store.log.JdbcReplayMemory;
import org.as2gateway.store.log.JdbcSubmissionKeys;
import org.as2gateway.store.log.JdbcTraffic;
import org.as2gateway.store.log.JdbcUnknownSenders;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.ReplayMemory;
import org.as2gateway.store.log.Traffic;
import org.as2gateway.store.log.UnknownSenders;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.transport.revocation.JdkRoots;
import org.as2gateway.transport.revocation.PlainHttp;

/** Makes what keeps messages, evidence and accounts, in one database and its home. */
final class GatewayStores {
  private static final Duration REVOCATION_TIME = Duration.ofSeconds(20);
  private static final Duration REVOCATION_INTERVAL = Duration.ofMinutes(1);

  private final MessageLog messages;
  private final ReplayMemory replays;
  private final Traffic traffic;
  private final JdbcSubmissionKeys submissionKeys;
  private final JdbcExpected expected;
  private final Usps usps;
  private final UnknownSenders unknownSenders;
  private final JdbcFeed feed;
  private final JdbcInspections inspections;
  private final JdbcOtherWays otherWays;
  private final Identity identity;
  private final EvidenceChain evidence;
  private final OrphanSweep sweep;
  private final JdbcOutbox outbox;
  private final WriteBackup backup;
  private final Retention retention;
  private final Revocations revocations;

  GatewayStores(
      GatewayConfig config, Clock clock, Database database, PayloadStore files, OpenParts opened)
      throws ConfigException, IOException {
    messages = new JdbcMessageLog(database);
    replays = new JdbcReplayMemory(database);
    traffic = new JdbcTraffic(database);
    submissionKeys = new JdbcSubmissionKeys(database);
    expected = new JdbcExpected(database);
    usps = new Usps(config, database, messages, files, clock);
    unknownSenders = opened.keep(new UnknownSenders(new JdbcUnknownSenders(database), clock));
    feed = new JdbcFeed(database);
    inspections = new JdbcInspections(database);
    otherWays = new JdbcOtherWays(database);
    identity = JdbcIdentity.in(database, clock, this::auditHeads);
    evidence =
        opened.keep(
            EvidenceChain.open(
                new JdbcEvidenceChain(database),
                evidenceKey(config, clock),
                clock,
                new ChainedAudit(identity.audit())));
    sweep = new OrphanSweep(files, messages, clock);
    outbox = new JdbcOutbox(database, new QueueTime(clock, System::nanoTime));
    database.durably(() -> outbox.forgetFuture(clock.instant()));
    backup = new WriteBackup(new HomeFolders(config.home()), database::backup, messages, clock);
    GatewayConfig.Retention kept = config.retention();
    Retention.Times times =
        new Retention.Times(kept.payload(), kept.evidence(), kept.duplicates(), kept.refused());
    retention =
        opened.keep(new Retention(times, new JdbcRetention(database), evidence, messages, files));
    retention.add(usps.retention());
    revocations =
        new Revocations(
            config.certificates().revocation(),
            new JdbcRevocations(database),
            new PlainHttp(REVOCATION_TIME),
            JdkRoots::all,
            clock);
  }

  private Map<Long, String> auditHeads() {
    return ChainedAudit.hashes(evidence);
  }

  private static OwnKey evidenceKey(GatewayConfig config, Clock clock)
      throws ConfigException, IOException {
    try {
      return EvidenceKey.openOrCreate(config.home(), clock.instant());
    } catch (CertsException e) {
      throw new ConfigException(String.valueOf(e.getMessage()));
    }
  }

  MessageLog messages() {
    return messages;
  }

  ReplayMemory replays() {
    return replays;
  }

  Traffic traffic() {
    return traffic;
  }

  JdbcSubmissionKeys submissionKeys() {
    return submissionKeys;
  }

  JdbcExpected expected() {
    return expected;
  }

  Usps usps() {
    return usps;
  }

  UnknownSenders unknownSenders() {
    return unknownSenders;
  }

  JdbcFeed feed() {
    return feed;
  }

  JdbcInspections inspections() {
    return inspections;
  }

  JdbcOtherWays otherWays() {
    return otherWays;
  }

  Identity identity() {
    return identity;
  }

  EvidenceChain evidence() {
    return evidence;
  }

  /** Compares what the chain of evidence says with what is kept. */
  EvidenceCheck evidenceCheck(GatewayConfig.Retention kept, PayloadStore files) {
    return new EvidenceCheck(evidence, messages, files, kept.payload(), kept.evidence());
  }

  Revocations revocations() {
    return revocations;
  }

  /** Loads certificates of which those are not used that are revoked. */
  Supplier<LoadedCertificates> checked(CertificateFolder folder) {
    return revocations.over(folder::load);
  }

  /** Follows files of USPS, and asks for revoked certificates, each on a thread of its own. */
  void start(Supplier<Registry> registry, OpenParts opened) {
    opened.keep(usps.start(registry));
    RepeatedTasks tasks = new RepeatedTasks("revocation");
    tasks.repeat(
        REVOCATION_INTERVAL,
        "certificates cannot be checked for revocation",
        () -> revocations.run(registry.get()));
    opened.keep(tasks::stop);
  }

  OrphanSweep sweep() {
    return sweep;
  }

  JdbcOutbox outbox() {
    return outbox;
  }

  WriteBackup backup() {
    return backup;
  }

  Retention retention() {
    return retention;
  }
}
