package org.as2gateway.usps.scans;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.as2gateway.store.payload.FileLabel;
import org.as2gateway.usps.files.EventCodes;
import org.as2gateway.usps.files.PieceKey;
import org.as2gateway.usps.files.ScanEvent;
import org.as2gateway.usps.intake.IncomingFileHandler;
import org.as2gateway.usps.intake.Intake;
import org.as2gateway.usps.layouts.UspsTables;
import org.as2gateway.usps.ledger.Ledger;

/** The scans of pieces, for 120 days. Safe for many threads. */
public final class Scans {
  private static final int MOST_EVENTS = 1_000;

  private final Ledger ledger;
  private final Supplier<UspsTables> tables;
  private final JdbcScanFiles files;
  private final JdbcScans events;
  private final ScanPages pages;
  private final ScanImport extracts;
  private final Reconciliation reconciliation;
  private final ScanRecounts recounts;
  private final LateManifests late;
  private final ScanRetention retention;

  /**
   * The scans in that database.
   *
   * @param payloads where manifests that were sent are kept
   * @param tables the tables as they are then
   */
  public Scans(
      JdbcScanTables stores,
      Ledger ledger,
      Intake.Payloads payloads,
      Supplier<UspsTables> tables,
      Clock clock) {
    this.ledger = ledger;
    this.tables = tables;
    this.files = stores.files();
    this.events = stores.scans();
    this.pages = new ScanPages(stores);
    this.recounts = new ScanRecounts(stores, ledger, clock);
    this.late = new LateManifests(stores, ledger.pieces(), tables, this::isReading);
    this.extracts =
        new ScanImport(
            stores,
            ledger.pieces(),
            tables,
            () -> {
              late.look();
              recounts.run();
            },
            clock);
    this.reconciliation = new Reconciliation(stores, ledger, payloads, tables);
    this.retention = new ScanRetention(stores);
  }

  private boolean isReading() {
    return extracts.isReading();
  }

  /** Takes extracts out of what comes in. */
  public IncomingFileHandler handler() {
    return extracts;
  }

  /**
   * Reads an extract that a user uploads. What was read before an exception is kept; reading it
   * again adds what is missing.
   *
   * @param name as the user's browser says; cleaned here
   * @param stream read to its end, not closed
   */
  public ScanFile upload(String name, String user, InputStream stream) throws IOException {
    return extracts.read(ScanSource.uploaded(FileLabel.clean(name), user), stream);
  }

  /** The extracts that were read. */
  public JdbcScanFiles files() {
    return files;
  }

  /** Sorts event codes, by the table as it is now. */
  public EventCodes codes() {
    return new EventCodes(tables.get());
  }

  /**
   * Events of a piece, the oldest first; at most a thousand.
   *
   * @param number with its routing or without
   */
  public List<Scan> ofPiece(String number) {
    String pic = ScanEvent.pic(number);
    return events.ofPiece(PieceKey.of(pic).hash(), MOST_EVENTS).stream()
        .filter(scan -> scan.pic().equals(pic))
        .sorted(Comparator.comparing(Scan::date).thenComparing(Scan::time))
        .toList();
  }

  /** Numbers of the files that have a piece; those that extracts name if none has. */
  public Set<String> filesOfPiece(String number) {
    long hash = PieceKey.of(ScanEvent.pic(number)).hash();
    Set<Long> ids =
        ledger.pieces().filesOf(List.of(hash)).getOrDefault(hash, Set.of()).stream()
            .map(Integer::longValue)
            .collect(Collectors.toSet());
    Set<String> manifested = new LinkedHashSet<>(ledger.files().numbers(ids).values());
    if (manifested.isEmpty()) {
      ofPiece(number).stream().map(Scan::efn).filter(e -> !e.isEmpty()).forEach(manifested::add);
    }
    return manifested;
  }

  /**
   * Events of all pieces, or of those of a file.
   *
   * @throws IllegalArgumentException if the cursor is none of ours
   */
  public ScanPage list(ScanQuery query) {
    if (query.efn().isEmpty()) {
      return pages.ofAll(query, codes());
    }
    OptionalLong file =
        query
            .efn()
            .flatMap(ledger.files()::find)
            .map(found -> OptionalLong.of(found.id()))
            .orElse(OptionalLong.empty());
    return pages.ofFile(query, file, codes());
  }

  /** Compares manifests with scans. */
  public Reconciliation reconciliation() {
    return reconciliation;
  }

  /** The ledger has entered pieces: some of them may be scanned already. */
  public void manifestsEntered() {
    late.look();
  }

  /** What has to be done every few seconds, by one thread. */
  public void keepUp() {
    late.run();
    recounts.run();
  }

  /** Removes what is 120 days old by that time, in many small steps. */
  public void removeOld(Instant now) {
    retention.run(now);
  }
}
