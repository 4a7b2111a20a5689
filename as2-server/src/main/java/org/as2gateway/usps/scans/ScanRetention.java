package org.as2gateway.usps.scans;

import java.time.Clock;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.usps.ledger.Ledger;
import org.as2gateway.usps.scans.JdbcScanRetention.FileOfPieces;

/** Removes extracts after 120 days, and what is known of pieces whose file the ledger forgot. */
final class ScanRetention implements Runnable {
  private final JdbcScanRetention rows;
  private final Clock clock;

  ScanRetention(Database database, Clock clock) {
    this.rows = new JdbcScanRetention(database);
    this.clock = clock;
  }

  @Override
  public void run() {
    int removed = removeExtracts();
    if (removed > 0) {
      removeUnmanifested(removed);
    }
    removePieces();
  }

  private int removeExtracts() {
    int last = 0;
    Optional<Integer> oldest = oldest();
    while (oldest.isPresent() && !isStopping()) {
      last = oldest.get();
      boolean hasMore = rows.removeEvents(last);
      if (!hasMore) {
        rows.removeFile(last);
        oldest = oldest();
      }
    }
    return last;
  }

  private Optional<Integer> oldest() {
    return rows.oldestBefore(clock.instant().minus(Ledger.MEMORY));
  }

  private void removeUnmanifested(int source) {
    Optional<Long> place = Optional.of(Long.MIN_VALUE);
    while (place.isPresent() && !isStopping()) {
      place = rows.removeUnmanifested(source, place.get());
    }
  }

  private void removePieces() {
    Optional<FileOfPieces> file = rows.fileAfter(0);
    while (file.isPresent() && !isStopping()) {
      if (file.get().isInLedger() || !rows.removePieces(file.get().file())) {
        file = rows.fileAfter(file.get().file());
      }
    }
  }

  private static boolean isStopping() {
    return Thread.currentThread().isInterrupted();
  }
}
