package org.as2gateway.usps.ledger;

import java.time.Instant;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets files go 120 days after their last change, with their pieces: first the files, then, on one
 * walk over all pieces, those that have none any more. Each step is short, so that nobody waits.
 * Called by one thread.
 */
public final class LedgerRetention implements Consumer<Instant> {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerRetention.class);

  private final JdbcLedgerRetention rows;

  /** Removes from these tables. */
  public LedgerRetention(JdbcLedgerRetention rows) {
    this.rows = rows;
  }

  /** Removes everything that is over as of that time. */
  @Override
  public void accept(Instant now) {
    Instant before = now.minus(Ledger.MEMORY);
    int files = 0;
    int page;
    do {
      page = rows.removeFiles(before);
      files += page;
    } while (page > 0 && !Thread.currentThread().isInterrupted());
    if (files > 0) {
      LOG.info("removed {} USPS files and {} pieces older than {}", files, removeRest(), before);
    }
  }

  private long removeRest() {
    while (rows.removeAnswers() && !Thread.currentThread().isInterrupted()) {
      // more of them
    }
    long pieces = 0;
    JdbcPieces.Page page = new JdbcPieces.Page(0, Long.MIN_VALUE, false);
    while (!page.isEnd() && !Thread.currentThread().isInterrupted()) {
      page = rows.removePieces(page.last());
      pieces += page.removed();
    }
    return pieces;
  }
}
