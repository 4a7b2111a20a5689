package org.as2gateway.usps.scans;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.as2gateway.usps.files.EventCodes;

/** Lists events page by page, each page in bounded time. */
final class ScanPages {
  private static final int STEP = 500;

  /** A page that finds little ends then; its cursor goes on. */
  private static final Duration PATIENCE = Duration.ofMillis(40);

  private static final Pattern CURSOR = Pattern.compile("([enu])(-?\\d{1,19})_(\\d{1,19})");
  private static final Comparator<Scan> BY_TIME =
      Comparator.comparingLong(Scan::piece)
          .thenComparing(Scan::date)
          .thenComparing(Scan::time)
          .thenComparingLong(Scan::event);

  private final JdbcScans scans;
  private final JdbcUnmanifested unmanifested;

  ScanPages(JdbcScanTables stores) {
    this.scans = stores.scans();
    this.unmanifested = stores.unmanifested();
  }

  /**
   * Where a page ends.
   *
   * @param part e: events; n: pieces of the file; u: pieces that no file has
   * @param major id of the event, or the hash of the piece
   * @param minor how many events of the piece were handed out
   */
  private record Place(char part, long major, long minor) {
    static Place of(String cursor) {
      Matcher parts = CURSOR.matcher(cursor);
      if (!parts.matches()) {
        throw new IllegalArgumentException("unknown cursor '" + cursor + "'");
      }
      return new Place(
          cursor.charAt(0), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)));
    }

    String text() {
      return part + "" + major + "_" + minor;
    }
  }

  /** Collects a page. */
  private static final class Page {
    private final List<Scan> found = new ArrayList<>();
    private final ScanQuery query;
    private final EventCodes codes;
    private final long start = System.nanoTime();
    private boolean isShort = true;

    Page(ScanQuery query, EventCodes codes) {
      this.query = query;
      this.codes = codes;
    }

    void offer(Scan scan) {
      boolean isOfGroup =
          query.group().isEmpty() || query.group().get().equals(codes.group(scan.code()));
      if (isOfGroup && MailerIdOf.any(query.mailerIds(), scan.pic(), scan.efn())) {
        found.add(scan);
      }
    }

    boolean isFull() {
      return found.size() >= query.limit();
    }

    /** A short list is whole on a busy machine too: only a full step counts against the time. */
    void looked(int found) {
      isShort = found < STEP;
    }

    boolean mayLook() {
      return !isFull() && (isShort || System.nanoTime() - start < PATIENCE.toNanos());
    }

    ScanPage endingAt(Place place) {
      return new ScanPage(found, Optional.of(place.text()));
    }

    ScanPage last() {
      return new ScanPage(found, Optional.empty());
    }
  }

  /** Of all extracts. */
  ScanPage ofAll(ScanQuery query, EventCodes codes) {
    Page page = new Page(query, codes);
    Place place = query.cursor().map(Place::of).orElseGet(() -> new Place('e', Long.MAX_VALUE, 0));
    while (page.mayLook()) {
      List<Scan> some = scans.before(place.major, STEP);
      page.looked(some.size());
      for (Scan scan : some) {
        page.offer(scan);
        place = new Place('e', scan.id(), 0);
        if (page.isFull()) {
          return page.endingAt(place);
        }
      }
      if (some.size() < STEP) {
        return page.last();
      }
    }
    return page.endingAt(place);
  }

  /**
   * Of a file.
   *
   * @param file its id in the ledger; empty if the ledger has none of that number
   */
  ScanPage ofFile(ScanQuery query, OptionalLong file, EventCodes codes) {
    Page page = new Page(query, codes);
    Place place = query.cursor().map(Place::of).orElseGet(() -> new Place('n', Long.MIN_VALUE, 0));
    while (page.mayLook()) {
      List<Long> pieces = pieces(query, file, place);
      page.looked(pieces.size());
      Optional<Place> end = take(page, pieces, place);
      if (end.isPresent()) {
        return page.endingAt(end.get());
      }
      if (pieces.size() == STEP) {
        place = new Place(place.part, pieces.get(STEP - 1) + 1, 0);
      } else if (place.part == 'u') {
        return page.last();
      } else {
        place = new Place('u', Long.MIN_VALUE, 0);
      }
    }
    return page.endingAt(place);
  }

  private List<Long> pieces(ScanQuery query, OptionalLong file, Place place) {
    long after = place.major == Long.MIN_VALUE ? Long.MIN_VALUE : place.major - 1;
    if (place.part == 'u') {
      return unmanifested.ofFile(query.efn().orElse(""), after, STEP).stream()
          .map(JdbcUnmanifested.Piece::piece)
          .toList();
    }
    return file.isEmpty()
        ? List.of()
        : scans.ofFile(file.getAsLong(), after, STEP).stream()
            .map(JdbcScans.ScannedPiece::piece)
            .toList();
  }

  /** Offers the events of pieces; tells where it stopped if the page is full. */
  private Optional<Place> take(Page page, List<Long> pieces, Place from) {
    if (pieces.isEmpty()) {
      return Optional.empty();
    }
    Map<Long, List<Scan>> byPiece =
        scans.inReading(pieces).stream()
            .sorted(BY_TIME)
            .collect(Collectors.groupingBy(Scan::piece));
    for (long piece : pieces) {
      List<Scan> events = byPiece.getOrDefault(piece, List.of());
      for (int i = piece == from.major ? (int) from.minor : 0; i < events.size(); i++) {
        page.offer(events.get(i));
        if (page.isFull()) {
          return Optional.of(new Place(from.part, piece, i + 1L));
        }
      }
    }
    return Optional.empty();
  }
}
