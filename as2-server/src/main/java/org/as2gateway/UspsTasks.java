package org.as2gateway;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.feed.Follower;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.usps.intake.IncomingFileHandler;
import org.as2gateway.usps.intake.Intake;
import org.as2gateway.usps.intake.IntakeFollower;
import org.as2gateway.usps.intake.JdbcIntake;
import org.as2gateway.usps.scans.Scans;

/** What runs for USPS files while the gateway runs: reads what comes in, and keeps scans up. */
final class UspsTasks {
  private static final Duration INTAKE_INTERVAL = Duration.ofSeconds(1);
  private static final Duration SCANS_INTERVAL = Duration.ofSeconds(5);
  private static final Duration RETENTION_INTERVAL = Duration.ofDays(1);

  private final JdbcIntake waiting;
  private final MessageLog messages;
  private final Clock clock;
  private final Intake intake;
  private final Scans scans;

  /** Tasks of these parts. */
  UspsTasks(
      Database database, MessageLog messages, PayloadStore payloads, Scans scans, Clock clock) {
    this.waiting = new JdbcIntake(database);
    this.messages = messages;
    this.scans = scans;
    this.clock = clock;
    List<IncomingFileHandler> handlers = List.of(scans.handler());
    this.intake = new Intake(waiting, messages, payloads::payload, handlers, clock);
  }

  /**
   * Starts them.
   *
   * @param follow has a follower called
   */
  AutoCloseable start(Consumer<Follower> follow, Supplier<Registry> registry) {
    follow.accept(new IntakeFollower(messages, waiting, () -> partnerships(registry.get()), clock));
    RepeatedTasks reading = new RepeatedTasks("usps intake");
    reading.repeat(INTAKE_INTERVAL, "files from USPS cannot be read", intake);
    RepeatedTasks keeping = new RepeatedTasks("usps scans");
    keeping.repeat(SCANS_INTERVAL, "counts of scans cannot be updated", scans::keepUp);
    keeping.repeat(RETENTION_INTERVAL, "old scans cannot be removed", scans::removeOld);
    return () -> {
      reading.stop();
      keeping.stop();
    };
  }

  private static Set<String> partnerships(Registry registry) {
    return registry.partnerships().partnerships().stream()
        .filter(partnership -> partnership.usps().isForAnswers())
        .map(Partnership::name)
        .collect(Collectors.toSet());
  }
}
