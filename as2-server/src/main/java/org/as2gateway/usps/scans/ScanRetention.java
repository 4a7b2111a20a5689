package org.as2gateway.usps.scans;

import java.time.Instant;
import java.util.Optional;
import org.as2gateway.store.db.Database;
import org.as2gateway.usps.ledger.Ledger;
import org.as2gateway.usps.scans.JdbcScanRetention.FileOfPieces;

/** Removes extracts after 120 days, and what is known of pieces whose file the ledger forgot. */
final class ScanRetention {
  private final JdbcScanRetention rows;

  ScanRetention(Database database) {
    this.rows = new JdbcScanRetention(database);
  }

  void run(Instant now) {
    int removed = removeExtracts(now.minus(Ledger.MEMORY));
    if (removed > 0) {
      removeUnmanifested(removed);
    }
    removePieces();
  }

  private int removeExtracts(Instant limit) {
    int last = 0;
    Optional<Integer> oldest = rows.oldestBefore(limit);
    while (oldest.isPresent() && !isStopping()) {
      last = oldest.get();
      boolean hasMore = rows.removeEvents(last);
      if (!hasMore) {
        rows.removeFile(last);
        oldest = rows.oldestBefore(limit);
      }
    }
    return last;
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
