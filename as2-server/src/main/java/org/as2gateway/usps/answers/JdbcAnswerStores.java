package org.as2gateway.usps.answers;

import java.time.Clock;
import java.util.function.Supplier;
import org.as2gateway.store.db.Database;
import org.as2gateway.usps.contents.JdbcContents;
import org.as2gateway.usps.intake.Intake.Payloads;
import org.as2gateway.usps.layouts.UspsTables;
import org.as2gateway.usps.ledger.Ledger;

/** Makes the stores of answers in a database. */
public final class JdbcAnswerStores {
  private JdbcAnswerStores() {}

  /** Those of that database. */
  public static AnswerStores in(
      Database database,
      Payloads payloads,
      Ledger ledger,
      Supplier<UspsTables> tables,
      Clock clock) {
    return new AnswerStores(
        database,
        new JdbcAnswerFiles(database),
        new JdbcAnswerFindings(database),
        new JdbcAnsweredPieces(database),
        new JdbcProfiles(database),
        new JdbcContents(database),
        payloads,
        ledger,
        tables,
        clock);
  }
}
