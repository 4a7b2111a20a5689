package org.as2gateway.usps.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.as2gateway.usps.files.ScanSummary.RawLine;
import org.as2gateway.usps.layouts.UspsTables;

/** Counts what an extract has, in constant memory. Not safe for many threads; close it. */
public final class ScanCounter implements ExtractReader.Listener, AutoCloseable {
  private static final int MOST_RAW_LINES = 20;
  private static final int MOST_RAW_CHARACTERS = 512;
  private static final int DATE_LENGTH = 8;

  /** An extract of another kind than expected must not fill the memory. */
  private static final int MOST_CODES = 1_000;

  private final EventCodes codes;
  private final PieceSet pieces = new PieceSet();
  private final Map<String, Long> versions = new LinkedHashMap<>();
  private final Map<String, Long> groups = new HashMap<>();
  private final Map<String, Long> unknown = new TreeMap<>();
  private final List<RawLine> raw = new ArrayList<>();
  private long events;
  private long unreadable;
  private String first = "";
  private String last = "";

  /** A counter that knows the codes of those tables. */
  public ScanCounter(UspsTables tables) {
    this.codes = new EventCodes(tables);
  }

  @Override
  public void event(ScanEvent event) throws IOException {
    events++;
    versions.merge(event.version(), 1L, Long::sum);
    groups.merge(codes.group(event.code()), 1L, Long::sum);
    pieces.add(PieceKey.of(event.pic()));
    if (!event.code().isEmpty() && !codes.isKnown(event.code()) && unknown.size() < MOST_CODES) {
      unknown.merge(event.code(), 1L, Long::sum);
    }
    addDate(event.date());
  }

  private void addDate(String date) {
    if (date.length() != DATE_LENGTH || !PieceNumber.isDigits(date)) {
      return;
    }
    if (first.isEmpty() || date.compareTo(first) < 0) {
      first = date;
    }
    if (date.compareTo(last) > 0) {
      last = date;
    }
  }

  @Override
  public void unreadable(long line, String text, String reason) {
    unreadable++;
    if (raw.size() < MOST_RAW_LINES) {
      String cut = text.substring(0, Math.min(text.length(), MOST_RAW_CHARACTERS));
      raw.add(new RawLine(line, reason, cut));
    }
  }

  /** What was counted so far. */
  public ScanSummary summary() {
    Map<String, Long> byGroup = new LinkedHashMap<>();
    codes.groups().stream()
        .filter(groups::containsKey)
        .forEach(group -> byGroup.put(group, groups.getOrDefault(group, 0L)));
    return new ScanSummary(
        versions.keySet().stream().findFirst().orElse(ScanSummary.UNKNOWN),
        versions,
        events,
        pieces.size(),
        byGroup,
        unknown,
        first,
        last,
        unreadable,
        raw);
  }

  @Override
  public void close() {
    pieces.close();
  }
}
