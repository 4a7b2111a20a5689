package org.as2gateway.admin.access;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.DiskSpace;
import org.as2gateway.Gateway;
import org.as2gateway.Gateway.OperationRefused;
import org.as2gateway.admin.alerts.AlertDesk;
import org.as2gateway.admin.registry.Registrar;
import org.as2gateway.backup.BackupException;
import org.as2gateway.backup.BackupReport;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.people.accounts.Identity;
import org.as2gateway.people.onboarding.JdbcOnboardings;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.cem.CertificateExchanges;
import org.as2gateway.store.evidence.ChainReport;
import org.as2gateway.store.evidence.EvidenceChain;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.Traffic;
import org.as2gateway.store.payload.SubmittedFiles;
import org.as2gateway.transport.as2.explain.Explanation;
import org.as2gateway.transport.as2.receipt.KeptReceipt;

/**
 * What the API needs of a gateway. The boundary at which tests put a gateway that answers as the
 * case needs.
 */
public interface GatewayAccess {
  /** The record of all messages; only read. */
  MessageLog messages();

  /** Of these messages, those that repeat another, each with the message that it repeats. */
  Map<String, String> repeats(Set<String> messages);

  /** The registry's last good state. */
  Registry registry();

  /** How many messages and octets went which way. */
  Traffic traffic();

  /** Changes of partners and certificates. */
  Registrar registrar();

  /** Partners that are being set up. */
  JdbcOnboardings onboardings();

  /** What needs a person, and who is told. */
  AlertDesk alerts();

  /** Certificates offered by message. */
  CertificateExchanges certificateExchanges();

  /** The settings. */
  GatewayConfig config();

  /** Where partners reach us; see {@link Gateway#as2Urls}. */
  List<URI> as2Urls();

  /** Who may use the admin port, and what they did. */
  Identity identity();

  /** What keeps the gateway from accepting messages now; empty if it is ready. */
  List<String> notReadyReasons();

  /** See {@link Gateway#disk}. */
  DiskSpace disk();

  /** See {@link Gateway#payloadFile}. */
  Optional<Path> payloadFile(String id, int index);

  /** See {@link Gateway#coveredContentFile}. */
  Optional<Path> coveredContentFile(String id);

  /** See {@link Gateway#evidence}. */
  EvidenceChain evidence();

  /** See {@link Gateway#checkEvidence}. */
  ChainReport checkEvidence(boolean withFiles);

  /** See {@link Gateway#backup}. */
  BackupReport backup(Path folder) throws BackupException, IOException;

  /** See {@link Gateway#submit(String, Optional, SubmittedFiles)}. */
  MessageRecord submit(String partnership, Optional<String> subject, SubmittedFiles files)
      throws IOException, OperationRefused;

  /** See {@link Gateway#resend}. */
  MessageRecord resend(String id) throws IOException, OperationRefused;

  /** See {@link Gateway#cancel}. */
  MessageRecord cancel(String id) throws IOException, OperationRefused;

  /** See {@link Gateway#receipts}. */
  List<KeptReceipt> receipts(MessageRecord message);

  /** See {@link Gateway#judgeReceipts}. */
  MessageRecord judgeReceipts(String id) throws OperationRefused;

  /** See {@link Gateway#hold}. */
  void hold(String partnership) throws OperationRefused;

  /** See {@link Gateway#release}. */
  void release(String partnership) throws OperationRefused;

  /** See {@link Gateway#held}. */
  List<String> held();

  /** Why a digest of the message did not hold; empty if none is in doubt. */
  Optional<Explanation> explain(MessageRecord message) throws IOException;

  /** The gateway itself. */
  static GatewayAccess of(Gateway gateway, Clock clock) {
    Registrar registrar =
        new Registrar(
            gateway::registry,
            gateway.registryEditor(),
            gateway.certificates(),
            gateway.identity().audit(),
            clock);
    AlertDesk alerts =
        AlertDesk.over(
            new AlertDesk.Sources(
                gateway::registry,
                gateway.messages(),
                gateway::notReadyReasons,
                gateway::disk,
                gateway::held,
                gateway.certificateExchanges(),
                gateway.attackSigns()::current),
            gateway.alerts(),
            gateway.config().smtp(),
            gateway.identity().audit(),
            clock);
    return new GatewayAccess() {
      @Override
      public MessageLog messages() {
        return gateway.messages();
      }

      @Override
      public Map<String, String> repeats(Set<String> messages) {
        return gateway.replays().repeats(messages);
      }

      @Override
      public Registry registry() {
        return gateway.registry();
      }

      @Override
      public Traffic traffic() {
        return gateway.traffic();
      }

      @Override
      public Registrar registrar() {
        return registrar;
      }

      @Override
      public JdbcOnboardings onboardings() {
        return gateway.onboardings();
      }

      @Override
      public AlertDesk alerts() {
        return alerts;
      }

      @Override
      public CertificateExchanges certificateExchanges() {
        return gateway.certificateExchanges();
      }

      @Override
      public GatewayConfig config() {
        return gateway.config();
      }

      @Override
      public List<URI> as2Urls() {
        return gateway.as2Urls();
      }

      @Override
      public Identity identity() {
        return gateway.identity();
      }

      @Override
      public List<String> notReadyReasons() {
        return gateway.notReadyReasons();
      }

      @Override
      public DiskSpace disk() {
        return gateway.disk();
      }

      @Override
      public Optional<Path> payloadFile(String id, int index) {
        return gateway.payloadFile(id, index);
      }

      @Override
      public Optional<Path> coveredContentFile(String id) {
        return gateway.coveredContentFile(id);
      }

      @Override
      public EvidenceChain evidence() {
        return gateway.evidence();
      }

      @Override
      public ChainReport checkEvidence(boolean withFiles) {
        return gateway.checkEvidence(withFiles);
      }

      @Override
      public BackupReport backup(Path folder) throws BackupException, IOException {
        return gateway.backup(folder);
      }

      @Override
      public MessageRecord submit(
          String partnership, Optional<String> subject, SubmittedFiles files)
          throws IOException, OperationRefused {
        return gateway.submit(partnership, subject, files);
      }

      @Override
      public MessageRecord resend(String id) throws IOException, OperationRefused {
        return gateway.resend(id);
      }

      @Override
      public MessageRecord cancel(String id) throws IOException, OperationRefused {
        return gateway.cancel(id);
      }

      @Override
      public List<KeptReceipt> receipts(MessageRecord message) {
        return gateway.receipts(message);
      }

      @Override
      public MessageRecord judgeReceipts(String id) throws OperationRefused {
        return gateway.judgeReceipts(id);
      }

      @Override
      public void hold(String partnership) throws OperationRefused {
        gateway.hold(partnership);
      }

      @Override
      public void release(String partnership) throws OperationRefused {
        gateway.release(partnership);
      }

      @Override
      public List<String> held() {
        return gateway.held();
      }

      @Override
      public Optional<Explanation> explain(MessageRecord message) throws IOException {
        return gateway.explain(message);
      }
    };
  }
}
