package org.as2gateway.usps.scans;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.as2gateway.store.db.Database;
import org.as2gateway.usps.files.EventCodes;
import org.as2gateway.usps.layouts.UspsTables;
import org.as2gateway.usps.ledger.JdbcPieces;
import org.as2gateway.usps.scans.JdbcScanned.PieceOfFile;

/**
 * Finds the file of pieces whose events came before the ledger had entered their manifest. To be
 * run again and again, by one thread; does nothing until it is told to look.
 */
final class LateManifests implements Runnable {
  private static final int BATCH = 5_000;

  private final Database database;
  private final JdbcPieces pieces;
  private final JdbcUnmanifested unmanifested;
  private final JdbcScanned scanned;
  private final JdbcScans scans;
  private final Supplier<UspsTables> tables;
  private final AtomicBoolean isToLook = new AtomicBoolean(true);

  LateManifests(Database database, JdbcPieces pieces, Supplier<UspsTables> tables) {
    this.database = database;
    this.pieces = pieces;
    this.unmanifested = new JdbcUnmanifested(database);
    this.scanned = new JdbcScanned(database);
    this.scans = new JdbcScans(database);
    this.tables = tables;
  }

  /** Something was entered: pieces may have found their file. */
  void look() {
    isToLook.set(true);
  }

  @Override
  public void run() {
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

  private void lookAtAll(EventCodes codes) {
    long after = Long.MIN_VALUE;
    List<JdbcUnmanifested.Piece> page;
    do {
      page = unmanifested.all(after, BATCH);
      if (!page.isEmpty()) {
        after = page.get(page.size() - 1).piece();
        List<Long> hashes = page.stream().map(JdbcUnmanifested.Piece::piece).toList();
        database.inTransaction(() -> match(hashes, codes));
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
    files.forEach(
        (piece, itsFiles) ->
            itsFiles.forEach(
                file ->
                    news.put(
                        new PieceOfFile(file, piece),
                        byPiece.getOrDefault(piece, PieceScans.NONE))));
    scanned.merge(news);
    unmanifested.remove(files.keySet());
    return true;
  }
}
