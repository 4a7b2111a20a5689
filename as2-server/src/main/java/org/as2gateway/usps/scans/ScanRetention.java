package org.as2gateway.usps.scans;

import java.time.Instant;
import java.util.Optional;
import org.as2gateway.usps.ledger.Ledger;
import org.as2gateway.usps.scans.JdbcScanRetention.FileOfPieces;

/** Removes extracts after 120 days, and what is known of pieces whose file the ledger forgot. */
final class ScanRetention {
  private final JdbcScanRetention rows;

  ScanRetention(JdbcScanTables stores) {
    this.rows = stores.retention();
  }

  void run(Instant now) {
    rows.newestBefore(now.minus(Ledger.MEMORY)).ifPresent(this::removeExtracts);
    removePieces();
  }

  private void removeExtracts(int last) {
    while (rows.removeEvents(last) && !isStopping()) {
      // more of them
    }
    removeUnmanifested(last);
    rows.removeFiles(last);
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
