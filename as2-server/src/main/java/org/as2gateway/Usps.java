package org.as2gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.as2gateway.config.GatewayConfig;
import org.as2gateway.delivery.RefusedOperation;
import org.as2gateway.delivery.gate.Gate;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.feed.Following;
import org.as2gateway.store.feed.JdbcFeed;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.usps.answers.Answers;
import org.as2gateway.usps.correction.Corrections;
import org.as2gateway.usps.layouts.TablesFolder;
import org.as2gateway.usps.ledger.JdbcBoard;
import org.as2gateway.usps.ledger.JdbcLedgerRetention;
import org.as2gateway.usps.ledger.JdbcLedgerTables;
import org.as2gateway.usps.ledger.JdbcOverdue;
import org.as2gateway.usps.ledger.Ledger;
import org.as2gateway.usps.ledger.LedgerFollower;
import org.as2gateway.usps.ledger.LedgerRetention;
import org.as2gateway.usps.ledger.ManifestChecks;
import org.as2gateway.usps.ledger.PieceEntry;
import org.as2gateway.usps.ledger.UspsGate;
import org.as2gateway.usps.owners.MailerIdsFile;
import org.as2gateway.usps.scans.JdbcScanTables;
import org.as2gateway.usps.scans.Scans;

/** Joins the parts for files that go to and come from USPS. Safe for many threads. */
public final class Usps {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final TablesFolder tables;
  private final MailerIdsFile mailerIds;
  private final Ledger ledger;
  private final JdbcBoard board;
  private final JdbcOverdue overdue;
  private final ManifestChecks checks;
  private final Gate gate;
  private final Runnable following;
  private final Runnable entering;
  private final Consumer<Instant> retention;
  private final Scans scans;
  private final UspsIntake intake;
  private final UspsAnswers answers;

  Usps(
      GatewayConfig config,
      Database database,
      MessageLog messages,
      PayloadStore files,
      Clock clock) {
    tables = new TablesFolder(config.home());
    mailerIds = new MailerIdsFile(config.home());
    ledger = new Ledger(database, JdbcLedgerTables.in(database));
    board = new JdbcBoard(database);
    overdue = new JdbcOverdue(database, ledger.files());
    ManifestChecks.Settings settings =
        new ManifestChecks.Settings(
            tables::current, () -> mailerIds.read().ids(), config.usps().checkBytes());
    checks = new ManifestChecks(settings, ledger, clock);
    gate = new UspsGate(checks, ledger, messages, files, clock);
    JdbcFeed feed = new JdbcFeed(database);
    following = new Following(feed, feed, database, new LedgerFollower(ledger, messages));
    PieceEntry entry = new PieceEntry(ledger, database, files, tables::current, clock);
    entering =
        () -> {
          boolean isIdle = entry.isIdle();
          entry.run();
          if (!isIdle) {
            scans().manifestsEntered();
          }
        };
    scans = new Scans(new JdbcScanTables(database), ledger, files::payload, tables::current, clock);
    answers =
        new UspsAnswers(new UspsAnswers.Kept(database, messages, files), tables, ledger, clock);
    intake =
        new UspsIntake(
            database, messages, files, List.of(scans.handler(), answers.answers()), clock);
    retention =
        new LedgerRetention(new JdbcLedgerRetention(database, ledger.pieces()))
            .andThen(scans::removeOld);
  }

  /** Layouts and codes. */
  public TablesFolder tables() {
    return tables;
  }

  /** Mailer IDs and whose they are. */
  public MailerIdsFile mailerIds() {
    return mailerIds;
  }

  /** The files that were sent, by electronic file number. */
  public Ledger ledger() {
    return ledger;
  }

  /** The scans of pieces. */
  public Scans scans() {
    return scans;
  }

  /** What needs a person first. */
  public JdbcBoard board() {
    return board;
  }

  /** Files that need a person. */
  public JdbcOverdue overdue() {
    return overdue;
  }

  /** Checks manifests by what is known. */
  public ManifestChecks checks() {
    return checks;
  }

  /** Confirmation and error files. */
  public Answers answers() {
    return answers.answers();
  }

  /** Corrections of files that were sent. */
  public Corrections corrections() {
    return answers.corrections();
  }

  Gate gate() {
    return gate;
  }

  /** Lets go what was kept long enough. */
  Consumer<Instant> retention() {
    return retention;
  }

  /** Follows the messages while a partnership is for USPS, on threads of its own, until closed. */
  AutoCloseable start(Supplier<Registry> registry) {
    RepeatedTasks follower = new RepeatedTasks("usps ledger");
    RepeatedTasks pieces = new RepeatedTasks("usps pieces");
    follower.repeat(
        INTERVAL, "the USPS ledger cannot follow the messages", whileUsed(registry, following));
    pieces.repeat(
        INTERVAL, "pieces cannot be entered into the USPS ledger", whileUsed(registry, entering));
    RepeatedTasks reader = new RepeatedTasks("usps intake");
    reader.repeat(
        INTERVAL, "files from USPS cannot be read", whileUsed(registry, intake.over(registry)));
    reader.repeat(INTERVAL, "scans cannot be counted", whileUsed(registry, scans::keepUp));
    AutoCloseable reading = answers.start(task -> whileUsed(registry, task));
    return () -> {
      reading.close();
      follower.stop();
      pieces.stop();
      reader.stop();
    };
  }

  private static Runnable whileUsed(Supplier<Registry> registry, Runnable task) {
    return () -> {
      boolean isUsed =
          registry.get().partnerships().partnerships().stream()
              .anyMatch(partnership -> partnership.usps().role().isPresent());
      if (isUsed) {
        task.run();
      }
    };
  }

  /** In the transaction that queues the message. */
  void markCorrection(String message) {
    ledger.messages().addCorrection(message);
  }

  static void requireManifests(Registry registry, String partnership) throws RefusedOperation {
    Optional<Partnership> found = registry.partnerships().partnership(partnership);
    if (found.isPresent() && !found.get().usps().isForManifests()) {
      throw RefusedOperation.conflict(
          "partnership '"
              + partnership
              + "' is not for manifests, so nothing on it can be a correction (gw.usps)");
    }
  }
}
