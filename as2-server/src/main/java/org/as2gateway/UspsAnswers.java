package org.as2gateway;

import java.time.Clock;
import java.time.Duration;
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
import org.as2gateway.usps.answers.Answers;
import org.as2gateway.usps.answers.JdbcAnswerStores;
import org.as2gateway.usps.contents.JdbcContents;
import org.as2gateway.usps.correction.Corrections;
import org.as2gateway.usps.correction.JdbcDrafts;
import org.as2gateway.usps.intake.Intake;
import org.as2gateway.usps.intake.IntakeFollower;
import org.as2gateway.usps.intake.JdbcIntake;
import org.as2gateway.usps.layouts.TablesFolder;
import org.as2gateway.usps.ledger.Ledger;

/** Joins the parts that keep what USPS answers, and the corrections that follow. */
final class UspsAnswers {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration FORGET_INTERVAL = Duration.ofHours(1);

  private final Database database;
  private final MessageLog messages;
  private final PayloadStore files;
  private final Clock clock;
  private final Answers answers;
  private final Corrections corrections;

  UspsAnswers(Kept kept, TablesFolder tables, Ledger ledger, Clock clock) {
    this.database = kept.database();
    this.messages = kept.messages();
    this.files = kept.files();
    this.clock = clock;
    answers =
        new Answers(JdbcAnswerStores.in(database, files::payload, ledger, tables::current, clock));
    corrections =
        new Corrections(
            new Corrections.Parts(
                database,
                new JdbcDrafts(database),
                new JdbcContents(database),
                files::payload,
                messages,
                ledger,
                tables::current,
                clock));
  }

  /** Where messages and their files are. */
  record Kept(Database database, MessageLog messages, PayloadStore files) {}

  Answers answers() {
    return answers;
  }

  Corrections corrections() {
    return corrections;
  }

  /** Reads what comes in and what is due again, on a thread of its own, until closed. */
  AutoCloseable start(Supplier<Registry> registry) {
    JdbcFeed feed = new JdbcFeed(database);
    JdbcIntake waiting = new JdbcIntake(database);
    IntakeFollower follower =
        new IntakeFollower(messages, waiting, () -> partnerships(registry.get()), clock);
    Intake intake = new Intake(waiting, messages, files::payload, List.of(answers), clock);
    RepeatedTasks tasks = new RepeatedTasks("usps answers");
    tasks.repeat(
        INTERVAL,
        "the USPS desk cannot follow the messages",
        new Following(feed, feed, database, follower));
    tasks.repeat(INTERVAL, "USPS answers cannot be read", intake);
    tasks.repeat(INTERVAL, "USPS answers cannot be read again", answers.work());
    tasks.repeat(
        FORGET_INTERVAL,
        "old USPS answers cannot be removed",
        () -> {
          answers.forgetting().run();
          corrections.forgetOld();
        });
    return tasks::stop;
  }

  private static Set<String> partnerships(Registry registry) {
    return registry.partnerships().partnerships().stream()
        .filter(partnership -> partnership.usps().isForAnswers())
        .map(Partnership::name)
        .collect(Collectors.toSet());
  }
}
