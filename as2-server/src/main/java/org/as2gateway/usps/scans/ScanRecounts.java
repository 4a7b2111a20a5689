package org.as2gateway.usps.scans;

import java.time.Clock;
import java.util.List;
import org.as2gateway.store.db.Database;
import org.as2gateway.usps.ledger.Ledger;

/** Tells the ledger how many pieces of its files are scanned, once that has changed. */
final class ScanRecounts implements Runnable {
  private static final int BATCH = 200;

  private final Database database;
  private final Ledger ledger;
  private final JdbcScanCounts counts;
  private final Clock clock;

  ScanRecounts(Database database, Ledger ledger, Clock clock) {
    this.database = database;
    this.ledger = ledger;
    this.counts = new JdbcScanCounts(database);
    this.clock = clock;
  }

  @Override
  public void run() {
    List<Integer> waiting;
    do {
      waiting = counts.waiting(BATCH);
      for (int file : waiting) {
        database.inTransaction(
            () -> {
              counts.remove(file);
              ledger.scanned(file, counts.count(file), clock.instant());
              return true;
            });
      }
    } while (waiting.size() == BATCH);
  }
}
