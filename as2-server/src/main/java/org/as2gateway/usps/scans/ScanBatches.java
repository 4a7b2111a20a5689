package org.as2gateway.usps.scans;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.as2gateway.store.db.Database;
import org.as2gateway.usps.files.EventCodes;
import org.as2gateway.usps.files.ExtractReader;
import org.as2gateway.usps.files.ScanEvent;
import org.as2gateway.usps.files.ScanSummary;
import org.as2gateway.usps.files.ScanSummary.RawLine;
import org.as2gateway.usps.layouts.UspsTables;
import org.as2gateway.usps.ledger.JdbcPieces;
import org.as2gateway.usps.scans.JdbcScanned.PieceOfFile;
import org.as2gateway.usps.scans.JdbcScanned.Unmanifested;

/** Collects events of one extract and stores them in commits. Not safe for many threads. */
final class ScanBatches implements ExtractReader.Listener {
  /** So many events are sorted together: then a commit touches one part of the indexes only. */
  private static final int SORTED = 50_000;

  private static final int COMMITTED = 10_000;
  private static final int MOST_RAW_LINES = 20;
  private static final int MOST_RAW_CHARACTERS = 512;

  private final Database database;
  private final JdbcScanFiles files;
  private final JdbcScanEvents events;
  private final JdbcScanned scanned;
  private final JdbcPieces pieces;
  private final EventCodes codes;
  private final long linesBefore;
  private final TreeMap<KeyedEvent, KeyedEvent> batch = new TreeMap<>(KeyedEvent.ORDER);
  private final List<RawLine> raw;
  private ScanFile file;

  ScanBatches(Database database, JdbcPieces pieces, UspsTables tables, ScanFile file) {
    this.database = database;
    this.files = new JdbcScanFiles(database);
    this.events = new JdbcScanEvents(database);
    this.scanned = new JdbcScanned(database);
    this.pieces = pieces;
    this.codes = new EventCodes(tables);
    this.linesBefore = file.lines();
    this.raw = new ArrayList<>(file.firstUnreadable());
    this.file = file;
  }

  @Override
  public void event(ScanEvent event) {
    if (event.line() <= linesBefore) {
      return;
    }
    KeyedEvent keyed = KeyedEvent.of(event);
    batch.putIfAbsent(keyed, keyed);
    String version = file.version().equals(ScanSummary.UNKNOWN) ? event.version() : file.version();
    file = found(version, event.line(), file.events() + 1, file.unreadable());
    if (batch.size() == SORTED) {
      store(false);
    }
  }

  @Override
  public void unreadable(long line, String text, String reason) {
    if (line <= linesBefore) {
      return;
    }
    if (raw.size() < MOST_RAW_LINES) {
      String cut = text.substring(0, Math.min(text.length(), MOST_RAW_CHARACTERS));
      raw.add(new RawLine(line, reason, cut));
    }
    file = found(file.version(), line, file.events(), file.unreadable() + 1);
  }

  private ScanFile found(String version, long lines, long eventCount, long unreadable) {
    return new ScanFile(
        file.id(),
        file.source(),
        file.enteredAt(),
        version,
        lines,
        eventCount,
        file.added(),
        unreadable,
        raw,
        false);
  }

  /** Stores what is left. */
  ScanFile complete() {
    store(true);
    return file;
  }

  private void store(boolean isEnd) {
    List<KeyedEvent> sorted = List.copyOf(batch.values());
    int count = sorted.size();
    for (int from = 0; from < count || from == 0; from += COMMITTED) {
      int to = Math.min(from + COMMITTED, count);
      store(sorted.subList(from, to), isEnd && to == count, to == count);
    }
    batch.clear();
  }

  /** Stores events; how far the extract is read, only with the last ones of those sorted. */
  private void store(List<KeyedEvent> some, boolean isEnd, boolean isLast) {
    file =
        database.inTransaction(
            () -> {
              int added = some.isEmpty() ? 0 : events.add(file.id(), some);
              judge(some);
              ScanFile now = stored(added, isEnd);
              if (isLast) {
                files.put(now);
              }
              return now;
            });
  }

  private ScanFile stored(int added, boolean isEnd) {
    return new ScanFile(
        file.id(),
        file.source(),
        file.enteredAt(),
        file.version(),
        file.lines(),
        file.events(),
        file.added() + added,
        file.unreadable(),
        raw,
        isEnd);
  }

  /** What the events say of the pieces, those of a file and the others. */
  private void judge(List<KeyedEvent> stored) {
    Map<Long, PieceScans> byPiece = new HashMap<>();
    Map<Long, KeyedEvent> anEvent = new HashMap<>();
    for (KeyedEvent event : stored) {
      int kinds = Kinds.of(codes, event.code());
      byPiece.merge(event.piece(), PieceScans.of(kinds, event.moment()), PieceScans::with);
      anEvent.put(event.piece(), event);
    }
    if (byPiece.isEmpty()) {
      return;
    }
    Map<PieceOfFile, PieceScans> ofFiles = new HashMap<>();
    pieces
        .filesOf(List.copyOf(byPiece.keySet()))
        .forEach(
            (piece, itsFiles) -> {
              PieceScans scans = byPiece.getOrDefault(piece, PieceScans.NONE);
              itsFiles.forEach(id -> ofFiles.put(new PieceOfFile(id, piece), scans));
              anEvent.remove(piece);
            });
    scanned.merge(ofFiles);
    List<Unmanifested> others = new ArrayList<>();
    anEvent.forEach((piece, event) -> others.add(unmanifested(event, byPiece)));
    scanned.addUnmanifested(file.id(), others);
  }

  private static Unmanifested unmanifested(KeyedEvent event, Map<Long, PieceScans> byPiece) {
    return new Unmanifested(
        event.piece(),
        byPiece.getOrDefault(event.piece(), PieceScans.NONE).isScanned(),
        event.efn(),
        event.number());
  }
}
