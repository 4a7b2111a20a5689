package org.as2gateway.usps.scans;

import java.time.Clock;
import java.util.List;
import org.as2gateway.store.db.Transactions;
import org.as2gateway.usps.ledger.Ledger;

/** Tells the ledger how many pieces of its files are scanned, once that has changed. */
final class ScanRecounts implements Runnable {
  private static final int BATCH = 200;

  private final Transactions transactions;
  private final Ledger ledger;
  private final JdbcScanCounts counts;
  private final Clock clock;

  ScanRecounts(JdbcScanTables stores, Ledger ledger, Clock clock) {
    this.transactions = stores.transactions();
    this.ledger = ledger;
    this.counts = stores.counts();
    this.clock = clock;
  }

  @Override
  public void run() {
    List<Integer> waiting;
    do {
      waiting = counts.waiting(BATCH);
      for (int file : waiting) {
        transactions.inTransaction(
            () -> {
              counts.remove(file);
              ledger.scanned(file, counts.count(file), clock.instant());
              return true;
            });
      }
    } while (waiting.size() == BATCH);
  }
}
