package org.as2gateway;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.as2gateway.registry.Registry;
import org.as2gateway.registry.partnerships.Partnership;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.feed.Following;
import org.as2gateway.store.feed.JdbcFeed;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.usps.intake.IncomingFileHandler;
import org.as2gateway.usps.intake.Intake;
import org.as2gateway.usps.intake.IntakeFollower;
import org.as2gateway.usps.intake.JdbcIntake;

/** Reads what comes in over partnerships for answers. */
final class UspsIntake {
  private final Database database;
  private final MessageLog messages;
  private final JdbcIntake waiting;
  private final Intake intake;
  private final Clock clock;

  /**
   * An intake into that database.
   *
   * @param handlers who reads what comes in, asked in this order
   */
  UspsIntake(
      Database database,
      MessageLog messages,
      PayloadStore payloads,
      List<IncomingFileHandler> handlers,
      Clock clock) {
    this.database = database;
    this.messages = messages;
    this.waiting = new JdbcIntake(database);
    this.intake = new Intake(waiting, messages, payloads::payload, handlers, clock);
    this.clock = clock;
  }

  /** Finds what came in and reads it; to be run again and again. */
  Runnable over(Supplier<Registry> registry) {
    JdbcFeed feed = new JdbcFeed(database);
    Following following =
        new Following(
            feed,
            feed,
            database,
            new IntakeFollower(messages, waiting, () -> partnerships(registry.get()), clock));
    return () -> {
      following.run();
      intake.run();
    };
  }

  private static Set<String> partnerships(Registry registry) {
    return registry.partnerships().partnerships().stream()
        .filter(partnership -> partnership.usps().isForAnswers())
        .map(Partnership::name)
        .collect(Collectors.toSet());
  }
}
