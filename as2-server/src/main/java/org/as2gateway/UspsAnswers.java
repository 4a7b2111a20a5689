package org.as2gateway;

import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.as2gateway.store.db.Database;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.payload.PayloadStore;
import org.as2gateway.usps.answers.Answers;
import org.as2gateway.usps.answers.JdbcAnswerStores;
import org.as2gateway.usps.contents.JdbcContents;
import org.as2gateway.usps.correction.Corrections;
import org.as2gateway.usps.correction.JdbcDrafts;
import org.as2gateway.usps.layouts.TablesFolder;
import org.as2gateway.usps.ledger.Ledger;

/** Joins the parts that keep what USPS answers, and the corrections that follow. */
final class UspsAnswers {
  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration FORGET_INTERVAL = Duration.ofHours(1);

  private final Answers answers;
  private final Corrections corrections;

  UspsAnswers(Kept kept, TablesFolder tables, Ledger ledger, Clock clock) {
    answers =
        new Answers(
            JdbcAnswerStores.in(
                kept.database(), kept.files()::payload, ledger, tables::current, clock));
    corrections =
        new Corrections(
            new Corrections.Parts(
                kept.database(),
                new JdbcDrafts(kept.database()),
                new JdbcContents(kept.database()),
                kept.files()::payload,
                kept.messages(),
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

  /**
   * Reads what is due again, on a thread of its own, until closed.
   *
   * @param whileUsed what makes a task rest while no partnership is for USPS
   */
  AutoCloseable start(UnaryOperator<Runnable> whileUsed) {
    RepeatedTasks tasks = new RepeatedTasks("usps answers");
    tasks.repeat(INTERVAL, "USPS answers cannot be read again", whileUsed.apply(answers.work()));
    tasks.repeat(
        FORGET_INTERVAL,
        "old USPS answers cannot be removed",
        () -> {
          answers.forgetting().run();
          corrections.forgetOld();
        });
    return tasks::stop;
  }
}
