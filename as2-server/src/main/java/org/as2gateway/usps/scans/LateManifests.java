package org.as2gateway.usps.scans;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.as2gateway.store.db.Transactions;
import org.as2gateway.usps.files.EventCodes;
import org.as2gateway.usps.layouts.UspsTables;
import org.as2gateway.usps.ledger.JdbcPieces;
import org.as2gateway.usps.scans.JdbcScanned.PieceOfFile;

/**
 * Finds the file of pieces whose events came before the ledger had entered their manifest, be it
 * the first or a further one that has them. To be run again and again, by one thread; does little
 * until it is told to look.
 */
final class LateManifests implements Runnable {
  private static final int BATCH = 5_000;

  private final Transactions transactions;
  private final JdbcPieces pieces;
  private final JdbcUnmanifested unmanifested;
  private final JdbcScanned scanned;
  private final JdbcScans scans;
  private final Supplier<UspsTables> tables;
  private final BooleanSupplier isReading;
  private final AtomicBoolean isToLook = new AtomicBoolean(true);

  /**
   * Looks in those tables.
   *
   * @param isReading whether an extract is read now
   */
  LateManifests(
      JdbcScanTables stores,
      JdbcPieces pieces,
      Supplier<UspsTables> tables,
      BooleanSupplier isReading) {
    this.transactions = stores.transactions();
    this.pieces = pieces;
    this.unmanifested = stores.unmanifested();
    this.scanned = stores.scanned();
    this.scans = stores.scans();
    this.tables = tables;
    this.isReading = isReading;
  }

  /** Something was entered: pieces may have found their file. */
  void look() {
    isToLook.set(true);
  }

  @Override
  public void run() {
    lookAtThoseAgain();
    if (!isToLook.getAndSet(false)) {
      return;
    }
    boolean isDone = false;
    try {
      lookAtAll(new EventCodes(tables.get()));
      isDone = true;
    } finally {
      isToLook.compareAndSet(false, !isDone);
    }
  }

  /**
   * Pieces that a further file has. An extract that began before may not have seen that file, and
   * its events are not seen here before it ends: then they wait.
   */
  private void lookAtThoseAgain() {
    List<Long> some = transactions.inTransaction(() -> pieces.again(BATCH));
    while (!some.isEmpty() && !isReading.getAsBoolean()) {
      List<Long> page = some;
      transactions.inTransaction(
          () -> {
            match(page, new EventCodes(tables.get()));
            pieces.removeAgain(page);
            return true;
          });
      some = transactions.inTransaction(() -> pieces.again(BATCH));
    }
  }

  private void lookAtAll(EventCodes codes) {
    long after = Long.MIN_VALUE;
    List<JdbcUnmanifested.Piece> page;
    do {
      page = unmanifested.all(after, BATCH);
      if (!page.isEmpty()) {
        after = page.get(page.size() - 1).piece();
        List<Long> hashes = page.stream().map(JdbcUnmanifested.Piece::piece).toList();
        transactions.inTransaction(() -> match(hashes, codes));
      }
    } while (page.size() == BATCH && !Thread.currentThread().isInterrupted());
  }

  private boolean match(List<Long> hashes, EventCodes codes) {
    Map<Long, Set<Integer>> files = pieces.filesOf(hashes);
    if (files.isEmpty()) {
      return false;
    }
    Map<Long, PieceScans> byPiece = new HashMap<>();
    for (Scan scan : scans.ofPieces(files.keySet())) {
      int kinds = Kinds.of(codes, scan.code());
      byPiece.merge(scan.piece(), PieceScans.of(kinds, scan.moment()), PieceScans::with);
    }
    Map<PieceOfFile, PieceScans> news = new HashMap<>();
    byPiece.forEach(
        (piece, itsScans) ->
            files
                .getOrDefault(piece, Set.of())
                .forEach(file -> news.put(new PieceOfFile(file, piece), itsScans)));
    scanned.merge(news);
    unmanifested.remove(files.keySet());
    return true;
  }
}
