package org.as2gateway;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.as2gateway.as2.smime.CryptoProviders;
import org.as2gateway.as2.smime.MessageReader;
import org.as2gateway.backup.AfterRestore;
import org.as2gateway.backup.RestoreHome;
import org.as2gateway.backup.WriteBackup;
import org.as2gateway.config.ConfigException;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.config.HomeCheck;
import org.as2gateway.config.HomeLock;
import org.as2gateway.delivery.Attempts;
import org.as2gateway.delivery.DeliveryContext;
import org.as2gateway.delivery.Outbound;
import org.as2gateway.delivery.RetryTimes;
import org.as2gateway.delivery.folders.FileSources;
import org.as2gateway.delivery.folders.OutboxFolders;
import org.as2gateway.delivery.gate.FileRules;
import org.as2gateway.delivery.gate.Gate;
import org.as2gateway.delivery.gate.JdbcInspections;
import org.as2gateway.delivery.queue.OutboxWorker;
import org.as2gateway.delivery.queue.RetrySchedule;
import org.as2gateway.people.accounts.Identity;
import org.as2gateway.people.alerts.JdbcAlerts;
import org.as2gateway.people.onboarding.JdbcOnboardings;
import org.as2gateway.registry.JdbcRevisionStore;
import org.as2gateway.registry.RegistryEditor;
import org.as2gateway.registry.RegistryLoader;
import org.as2gateway.registry.RegistryWatcher;
import org.as2gateway.registry.RevisionStore;
import org.as2gateway.registry.cem.CemInbox;
import org.as2gateway.registry.cem.CertificateExchanges;
import org.as2gateway.registry.cem.JdbcCertificateExchanges;
import org.as2gateway.registry.cem.JdbcHandouts;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.db.DatabaseSettings;
import org.as2gateway.store.evidence.EvidenceChain;
import org.as2gateway.store.feed.Feed;
import org.as2gateway.store.feed.Follower;
import org.as2gateway.store.feed.Following;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.ReplayMemory;
import org.as2gateway.store.log.Traffic;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.store.payload.InboxNames;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.transport.as2.listener.As2Server;
import org.as2gateway.transport.as2.listener.HttpServerSettings;
import org.as2gateway.transport.as2.receipt.JudgeAgain;
import org.as2gateway.transport.as2.receive.As2Receiver;
import org.as2gateway.transport.as2.receive.AttackSigns;
import org.as2gateway.transport.as2.receive.InboundContext;
import org.as2gateway.transport.as2.receive.ReceiveAsyncMdn;
import org.as2gateway.transport.as2.receive.ReceiveLimits;
import org.jspecify.annotations.Nullable;

/** The composition root: makes every part of a gateway, joins them, and closes them in reverse. */
final class GatewayParts implements AutoCloseable {
  private static final int DELIVERY_THREADS = 64;
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final Duration SCAN_INTERVAL = Duration.ofSeconds(1);
  private static final Duration FILING_INTERVAL = Duration.ofMillis(100);
  private static final Duration REDELIVERY_INTERVAL = Duration.ofSeconds(15);
  private static final Duration FOLLOW_INTERVAL = Duration.ofSeconds(1);
  private static final Duration SUM_INTERVAL = Duration.ofSeconds(30);
  private static final Duration SWEEP_INTERVAL = Duration.ofDays(1);
  private static final Duration REPEAT_PATIENCE = Duration.ofSeconds(60);

  private final GatewayConfig config;
  private final Clock clock;
  private final OpenParts opened = new OpenParts();
  private final AtomicBoolean isClosing = new AtomicBoolean();

  private final PayloadStore files;
  private final Database database;
  private final GatewayStores stores;
  private final RegistryWatcher registry;
  private final RegistryEditor registryEditor;
  private final CertificateFolder certificates;
  private final JdbcOnboardings onboardings;
  private final JdbcAlerts alerts;
  private final CertificateExchanges exchanges;
  private final JdbcHandouts handouts;
  private final AttackSigns signs;
  private final GatewayTransports transports;
  private final Outbound outbound;
  private final OutboxFolders folders;
  private final FileSources filing;
  private final OutboxWorker worker;
  private final As2Receiver receiver;
  private volatile @Nullable As2Server server;

  private GatewayParts(
      GatewayConfig config, Clock clock, Function<DatabaseSettings, Database> opener)
      throws ConfigException, IOException {
    this.config = config;
    this.clock = clock;
    boolean isOpen = false;
    try {
      takeHome();
      files = openFiles();
      database = opened.keep(GatewayDatabase.open(config, clock, opener));
      stores = new GatewayStores(config, clock, database, files, opened);
      signs = new AttackSigns(clock);
      onboardings = new JdbcOnboardings(database);
      alerts = new JdbcAlerts(database);
      exchanges = new JdbcCertificateExchanges(database);
      handouts = new JdbcHandouts(database);
      certificates = new CertificateFolder(config.home(), System.getenv(), clock);
      RevisionStore revisions = new JdbcRevisionStore(database);
      registry = opened.keep(openRegistry(revisions));
      registryEditor = RegistryEditor.of(config.home(), registry, revisions);
      DeliveryContext context = deliveryContext();
      RetryTimes retryTimes = retryTimes();
      Attempts attempts = new Attempts(context, retryTimes);
      var kept = new GatewayTransports.Kept(database, config.limits(), config.proxy());
      transports = new GatewayTransports(context, attempts, retryTimes, kept, opened);
      List<Gate> gates = List.of(new FileRules(), stores.usps().gate());
      outbound =
          new Outbound(context, attempts, transports.all(), transports.receiptSender(), gates);
      folders = new OutboxFolders(context, transports.all(), config.outbox().settle());
      filing = new FileSources(context);
      worker =
          new OutboxWorker(stores.outbox(), outbound.delivery(), clock, DELIVERY_THREADS, DRAIN);
      receiver = receiver();
      recover();
      isOpen = true;
    } finally {
      if (!isOpen) {
        close();
      }
    }
  }

  private void takeHome() throws ConfigException, IOException {
    HomeCheck.prepare(config.home());
    if (RestoreHome.isBrokenOff(config.home())) {
      throw new ConfigException(
          "'" + config.home() + "' is an incomplete restore; remove it and restore again");
    }
    opened.keep(HomeLock.take(config.home()));
  }

  private PayloadStore openFiles() throws IOException {
    var limits = config.limits();
    return PayloadStore.open(
        new HomeFolders(config.home()),
        limits.diskReserveBytes(),
        limits.refusedBytes(),
        InboxNames.of(config.inbox().hasStrictNames()));
  }

  private RegistryWatcher openRegistry(RevisionStore revisions) throws ConfigException {
    return RegistryWatcher.open(
        new RegistryLoader(config.home(), stores.checked(certificates), clock),
        revisions,
        clock,
        new CommandLineEdits(config.home(), stores.identity().audit(), clock));
  }

  private DeliveryContext deliveryContext() {
    return new DeliveryContext(
        database,
        stores.messages(),
        stores.outbox(),
        stores.otherWays(),
        stores.inspections(),
        files,
        registry::current,
        this::wakeOutbox,
        clock);
  }

  private As2Receiver receiver() {
    GatewayConfig.Limits limits = config.limits();
    return new As2Receiver(
        new InboundContext(
            database,
            stores.messages(),
            stores.replays(),
            signs,
            stores.unknownSenders(),
            stores.outbox(),
            files,
            transports.inbox(),
            new MessageReader(CryptoProviders.shared()),
            registry::current,
            new CemInbox(exchanges, certificates),
            this::wakeOutbox,
            clock),
        new ReceiveLimits(limits.messageBytes(), limits.expansion(), REPEAT_PATIENCE),
        new ReceiveAsyncMdn(stores.messages(), registry::current, transports.recorder(), clock));
  }

  private void recover() throws IOException {
    new AfterRestore(
            new HomeFolders(config.home()), database, stores.messages(), stores.outbox(), clock)
        .run();
    folders.recover();
    outbound.recover();
    filing.run();
    transports.inbox().recover();
    receiver.dropAgedTransfers();
  }

  /** Tests put the database on a disk of theirs. */
  static GatewayParts open(
      GatewayConfig config, Clock clock, Function<DatabaseSettings, Database> opener)
      throws ConfigException, IOException {
    return new GatewayParts(config, clock, opener);
  }

  private void wakeOutbox() {
    worker.wake();
  }

  private RetryTimes retryTimes() {
    GatewayConfig.Retry retry = config.retry();
    RetrySchedule schedule =
        new RetrySchedule(retry.first(), retry.factor(), retry.max(), retry.budget());
    return RetryTimes.of(schedule);
  }

  void start() throws ConfigException, IOException {
    HttpServerSettings settings =
        HttpServerSettings.of(config.as2(), config.limits(), new TlsPassword(config.home()));
    registry.start();
    stores.evidence().start();
    As2Server listeners = As2Server.open(settings, receiver, () -> !isClosing.get());
    server = listeners;
    opened.keep(filing());
    opened.keep(worker);
    worker.start();
    opened.keep(sweeper());
    opened.keep(folderIntake());
    stores.start(registry::current, opened);
    opened.keep(new GatewayOtherWays(outbound, stores, registry::current, clock).start());
    opened.keep(listeners);
    transports.start(config.sftp(), opened);
    stores.retention().start();
  }

  /** Looks into the outbox folders every second, and after undelivered messages, until closed. */
  private AutoCloseable folderIntake() {
    RepeatedTasks tasks = new RepeatedTasks("folders");
    tasks.repeat(SCAN_INTERVAL, "the outbox folders cannot be scanned", folders::scan);
    tasks.repeat(
        REDELIVERY_INTERVAL,
        "accepted messages cannot be checked",
        transports.inbox()::deliverLeftBehind);
    tasks.repeat(
        REDELIVERY_INTERVAL, "old transfers cannot be removed", receiver::dropAgedTransfers);
    tasks.repeat(
        SUM_INTERVAL,
        "traffic totals cannot be updated",
        () -> stores.traffic().sumUp(clock.instant()));
    tasks.repeat(
        REDELIVERY_INTERVAL, "unknown senders cannot be saved", stores.unknownSenders()::save);
    return tasks::stop;
  }

  /** On a thread of its own: a million files may take a while. */
  private AutoCloseable sweeper() {
    RepeatedTasks tasks = new RepeatedTasks("sweeper");
    tasks.repeat(SWEEP_INTERVAL, "the search for orphaned files failed", stores.sweep());
    return tasks::stop;
  }

  /** On a thread of its own; once more after everything that ends messages is closed. */
  private AutoCloseable filing() {
    RepeatedTasks tasks = new RepeatedTasks("filing");
    tasks.repeat(FILING_INTERVAL, "files of completed messages cannot be moved", filing);
    return () -> {
      tasks.stop();
      filing.run();
    };
  }

  /** On a thread of its own, so that nobody waits for it, until closed. */
  void follow(Follower follower) {
    RepeatedTasks tasks = new RepeatedTasks("follower " + follower.name());
    opened.keep(tasks::stop);
    tasks.repeat(
        FOLLOW_INTERVAL,
        "'" + follower.name() + "' cannot follow the messages",
        new Following(stores.feed(), stores.feed(), database, follower));
  }

  JdbcInspections inspections() {
    return stores.inspections();
  }

  Feed feed() {
    return stores.feed();
  }

  CompletableFuture<String> databaseLost() {
    return database.lost();
  }

  PayloadStore files() {
    return files;
  }

  RegistryWatcher registry() {
    return registry;
  }

  Traffic traffic() {
    return stores.traffic();
  }

  RegistryEditor registryEditor() {
    return registryEditor;
  }

  CertificateFolder certificates() {
    return certificates;
  }

  JdbcOnboardings onboardings() {
    return onboardings;
  }

  JdbcAlerts alerts() {
    return alerts;
  }

  GatewayStores stores() {
    return stores;
  }

  CertificateExchanges exchanges() {
    return exchanges;
  }

  JdbcHandouts handouts() {
    return handouts;
  }

  Identity identity() {
    return stores.identity();
  }

  ReplayMemory replays() {
    return stores.replays();
  }

  AttackSigns attackSigns() {
    return signs;
  }

  MessageLog messages() {
    return stores.messages();
  }

  WriteBackup backup() {
    return stores.backup();
  }

  EvidenceChain evidence() {
    return stores.evidence();
  }

  Outbound outbound() {
    return outbound;
  }

  GatewayTransports transports() {
    return transports;
  }

  JudgeAgain receipts() {
    return transports.receipts();
  }

  Optional<As2Server> server() {
    return Optional.ofNullable(server);
  }

  /** Closes what was opened last first: listeners, intake, worker, client, registry, database. */
  @Override
  public void close() {
    isClosing.set(true);
    opened.close();
  }
}
