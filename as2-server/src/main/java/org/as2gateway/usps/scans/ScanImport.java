package org.as2gateway.usps.scans;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.as2gateway.usps.files.ExtractReader;
import org.as2gateway.usps.intake.IncomingFile;
import org.as2gateway.usps.intake.IncomingFileHandler;
import org.as2gateway.usps.layouts.UspsTables;
import org.as2gateway.usps.ledger.JdbcPieces;

/**
 * Reads extracts into the database, in commits of some thousand events. One that was broken off is
 * read on where it was. Safe for many threads; extracts are read one after another.
 */
final class ScanImport implements IncomingFileHandler {
  private final JdbcScanTables stores;
  private final JdbcScanFiles files;
  private final JdbcPieces pieces;
  private final Runnable recounts;
  private final Supplier<UspsTables> tables;
  private final Clock clock;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /**
   * Reads into that database.
   *
   * @param tables the tables as they are then
   * @param recounts what has to follow each extract
   */
  ScanImport(
      JdbcScanTables stores,
      JdbcPieces pieces,
      Supplier<UspsTables> tables,
      Runnable recounts,
      Clock clock) {
    this.stores = stores;
    this.files = stores.files();
    this.pieces = pieces;
    this.recounts = recounts;
    this.tables = tables;
    this.clock = clock;
  }

  /** Whether an extract is read now. */
  boolean isReading() {
    return oneAtATime.isLocked();
  }

  @Override
  public boolean take(IncomingFile file) throws IOException {
    try (InputStream stream = file.content().open()) {
      if (!ExtractReader.isExtract(tables.get(), stream)) {
        return false;
      }
    }
    try (InputStream stream = file.content().open()) {
      read(ScanSource.received(file.message(), file.payload(), file.filename()), stream);
    }
    return true;
  }

  /** Dates are local to the facility: somewhere it is tomorrow already. */
  private LocalDate latest() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
  }

  /**
   * Reads an extract to its end. What was read before an exception is kept.
   *
   * @param stream from its first byte, whatever was read of it before; not closed
   * @return what was found; nothing new if the extract was read to its end before
   */
  public ScanFile read(ScanSource source, InputStream stream) throws IOException {
    oneAtATime.lock();
    try {
      ScanFile begun = files.begin(source, clock.instant());
      if (begun.isComplete()) {
        return begun;
      }
      UspsTables now = tables.get();
      ScanBatches batches = new ScanBatches(stores, pieces, now, begun);
      new ExtractReader(now, batches, latest()).read(stream);
      ScanFile read = batches.complete();
      recounts.run();
      return read;
    } finally {
      oneAtATime.unlock();
    }
  }
}
