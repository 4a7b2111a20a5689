package org.as2gateway.usps.scans;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.as2gateway.store.payload.Content;
import org.as2gateway.usps.files.EventCodes;
import org.as2gateway.usps.files.ManifestHeader;
import org.as2gateway.usps.files.ManifestReader;
import org.as2gateway.usps.files.PieceKey;
import org.as2gateway.usps.files.PieceNumber;
import org.as2gateway.usps.files.PieceSet;
import org.as2gateway.usps.files.ScanEvent;
import org.as2gateway.usps.intake.Intake;
import org.as2gateway.usps.layouts.UspsTables;
import org.as2gateway.usps.ledger.FileMessage;
import org.as2gateway.usps.ledger.Ledger;
import org.as2gateway.usps.ledger.UspsFile;

/**
 * Compares what was manifested with what was scanned, in constant memory. The ledger knows pieces
 * by their hash only: numbers of pieces that were never scanned are read from the kept manifest.
 */
public final class Reconciliation {
  private static final int BATCH = 5_000;

  /** A sink may want a few pieces only. */
  private static final int FIRST_BATCH = 500;

  private final Ledger ledger;
  private final Intake.Payloads payloads;
  private final Supplier<UspsTables> tables;
  private final JdbcScans scans;
  private final JdbcUnmanifested unmanifested;

  Reconciliation(
      JdbcScanTables stores, Ledger ledger, Intake.Payloads payloads, Supplier<UspsTables> tables) {
    this.ledger = ledger;
    this.payloads = payloads;
    this.tables = tables;
    this.scans = stores.scans();
    this.unmanifested = stores.unmanifested();
  }

  /** Takes pieces one after another. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes a piece.
     *
     * @return false to end the comparison
     */
    boolean take(ReconciledPiece piece) throws IOException;
  }

  /** The counts of a file. */
  public ReconciledFile count(UspsFile file) {
    return count(List.of(file)).get(0);
  }

  /** The counts of files, at most a thousand in one call. */
  public List<ReconciledFile> count(List<UspsFile> files) {
    Map<String, Integer> neverManifested =
        unmanifested.countScanned(files.stream().map(UspsFile::efn).collect(Collectors.toSet()));
    return files.stream()
        .map(
            file ->
                new ReconciledFile(
                    file,
                    Math.max(0, file.pieces() - file.scans().scanned()),
                    neverManifested.getOrDefault(file.efn(), 0)))
        .toList();
  }

  /**
   * How many pieces are scanned that no file of the ledger has.
   *
   * @param mailerIds only those of these; none for all
   */
  public int countNeverManifested(Set<String> mailerIds) {
    if (mailerIds.isEmpty()) {
      return unmanifested.countScanned();
    }
    int count = 0;
    long after = Long.MIN_VALUE;
    List<JdbcUnmanifested.Piece> page;
    do {
      page = unmanifested.scanned(Optional.empty(), after, BATCH);
      for (JdbcUnmanifested.Piece piece : page) {
        after = piece.piece();
        count += MailerIdOf.any(mailerIds, piece.number(), piece.efn()) ? 1 : 0;
      }
    } while (page.size() == BATCH);
    return count;
  }

  /**
   * All pieces of a file: those with scans, those without, those that an extract names the file for
   * that it does not have.
   *
   * @return false if a kept manifest is gone: then pieces that were never scanned may be missing
   */
  public boolean pieces(UspsFile file, Sink sink) throws IOException {
    return !scanned(file, sink)
        || !neverManifested(Optional.of(file.efn()), sink)
        || neverScanned(file, sink);
  }

  /** Pieces of a file that have scans. Returns false if the sink has ended the comparison. */
  private boolean scanned(UspsFile file, Sink sink) throws IOException {
    long after = Long.MIN_VALUE;
    int limit = FIRST_BATCH;
    boolean hasMore;
    do {
      List<JdbcScans.ScannedPiece> page = scans.ofFile(file.id(), after, limit);
      Map<Long, Scan> last = last(page);
      for (JdbcScans.ScannedPiece piece : page) {
        after = piece.piece();
        Scan scan = last.get(piece.piece());
        if (piece.kinds() > 0 && scan != null && !sink.take(piece(file, piece.kinds(), scan))) {
          return false;
        }
      }
      hasMore = page.size() == limit;
      limit = BATCH;
    } while (hasMore);
    return true;
  }

  private static ReconciledPiece piece(UspsFile file, int kinds, Scan last) {
    return new ReconciledPiece(file.efn(), last.pic(), Outcome.of(kinds), Optional.of(last));
  }

  private Map<Long, Scan> last(List<JdbcScans.ScannedPiece> page) {
    EventCodes codes = new EventCodes(tables.get());
    Map<Long, Scan> last = new HashMap<>();
    List<Long> hashes = page.stream().map(JdbcScans.ScannedPiece::piece).toList();
    for (Scan scan : hashes.isEmpty() ? List.<Scan>of() : scans.inReading(hashes)) {
      if (codes.isScan(scan.code())) {
        last.merge(scan.piece(), scan, Reconciliation::later);
      }
    }
    return last;
  }

  private static Scan later(Scan one, Scan other) {
    return Comparator.comparingLong(Scan::moment).compare(one, other) >= 0 ? one : other;
  }

  /**
   * Pieces that are scanned and that no file has.
   *
   * @param mailerIds only those of these; none for all
   * @return false if the sink has ended the comparison
   */
  public boolean neverManifested(Set<String> mailerIds, Sink sink) throws IOException {
    return neverManifested(
        Optional.empty(),
        piece -> !MailerIdOf.any(mailerIds, piece.number(), piece.efn()) || sink.take(piece));
  }

  /** The same of those that extracts name a file for. */
  private boolean neverManifested(Optional<String> efn, Sink sink) throws IOException {
    long after = Long.MIN_VALUE;
    int limit = FIRST_BATCH;
    boolean hasMore;
    do {
      List<JdbcUnmanifested.Piece> page = unmanifested.scanned(efn, after, limit);
      Map<Long, Scan> last =
          last(page.stream().map(p -> new JdbcScans.ScannedPiece(p.piece(), 1)).toList());
      for (JdbcUnmanifested.Piece piece : page) {
        after = piece.piece();
        String pic = ScanEvent.pic(piece.number());
        Optional<Scan> scan = Optional.ofNullable(last.get(piece.piece()));
        if (!sink.take(new ReconciledPiece(piece.efn(), pic, Outcome.NEVER_MANIFESTED, scan))) {
          return false;
        }
      }
      hasMore = page.size() == limit;
      limit = BATCH;
    } while (hasMore);
    return true;
  }

  /** Pieces of the kept manifests without a scan. Returns false if a manifest is gone. */
  private boolean neverScanned(UspsFile file, Sink sink) throws IOException {
    if (file.scans().scanned() >= file.pieces()) {
      return true;
    }
    boolean areAllKept = true;
    try (PieceSet seen = new PieceSet()) {
      for (FileMessage message : messages(file)) {
        Optional<Content> content = payloads.find(message.message(), message.payload());
        areAllKept &= content.isPresent();
        if (content.isPresent()) {
          new Unscanned(file, seen, sink).read(content.get());
        }
      }
    }
    return areAllKept;
  }

  /** One for each file of a message, although it may have several headers of the number. */
  private List<FileMessage> messages(UspsFile file) {
    Map<List<Object>, FileMessage> byPayload = new LinkedHashMap<>();
    for (FileMessage message : ledger.messages().ofFile(file.id())) {
      boolean isSent =
          message.state() == FileMessage.State.SENT
              || message.state() == FileMessage.State.RECEIVED;
      if (isSent) {
        byPayload.putIfAbsent(List.of(message.message(), message.payload()), message);
      }
    }
    return List.copyOf(byPayload.values());
  }

  /** Ends the reading of a manifest. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Reads a manifest and hands out the pieces of one file that have no scan. */
  private final class Unscanned implements ManifestReader.Listener {
    private final UspsFile file;
    private final PieceSet seen;
    private final Sink sink;
    private final Map<Long, String> batch = new LinkedHashMap<>();
    private boolean isOurs;

    Unscanned(UspsFile file, PieceSet seen, Sink sink) {
      this.file = file;
      this.seen = seen;
      this.sink = sink;
    }

    void read(Content content) throws IOException {
      try (InputStream stream = content.open()) {
        new ManifestReader(tables.get(), this).read(stream);
        handOut();
      } catch (Enough e) {
        batch.clear(); // the sink wants no more
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }

    @Override
    public void header(ManifestHeader header) {
      isOurs = header.efn().equals(file.efn());
    }

    @Override
    public void piece(long line, PieceNumber number) {
      if (isOurs) {
        try {
          add(number);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    private void add(PieceNumber number) throws IOException {
      PieceKey key = PieceKey.of(number.pic());
      if (seen.add(key)) {
        batch.put(key.hash(), number.pic());
        if (batch.size() == BATCH) {
          handOut();
        }
      }
    }

    private void handOut() throws IOException {
      Set<Long> hashes = new LinkedHashSet<>(batch.keySet());
      List<Long> scanned =
          hashes.isEmpty() ? List.of() : scans.scannedOf(file.id(), new ArrayList<>(hashes));
      scanned.forEach(batch::remove);
      for (String pic : batch.values()) {
        if (!sink.take(
            new ReconciledPiece(file.efn(), pic, Outcome.NEVER_SCANNED, Optional.empty()))) {
          throw new Enough();
        }
      }
      batch.clear();
    }
  }
}
