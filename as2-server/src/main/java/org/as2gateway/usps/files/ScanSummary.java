package org.as2gateway.usps.files;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is in an extract.
 *
 * @param version {@code 015}, {@code legacy}, another one of the tables, or {@code unknown} if no
 *     line could be read; that of the first event if a file has several
 * @param versions how many events are of which version
 * @param events how many events
 * @param pieces how many different pieces they are of
 * @param byGroup how many events are in which group; groups without events are left out
 * @param unknownCodes how many events have which code that is not in the table
 * @param first date of the first event; empty if none has a date
 * @param last date of the last event
 * @param unreadable how many lines could not be read
 * @param firstUnreadable the first of them
 */
public record ScanSummary(
    String version,
    Map<String, Long> versions,
    long events,
    long pieces,
    Map<String, Long> byGroup,
    Map<String, Long> unknownCodes,
    String first,
    String last,
    long unreadable,
    List<RawLine> firstUnreadable) {
  /** The version of a file without a line that could be read. */
  public static final String UNKNOWN = "unknown";

  /** Copies maps and list, and keeps their order. */
  public ScanSummary {
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
    byGroup = Collections.unmodifiableMap(new LinkedHashMap<>(byGroup));
    unknownCodes = Collections.unmodifiableMap(new TreeMap<>(unknownCodes));
    firstUnreadable = List.copyOf(firstUnreadable);
  }

  /**
   * A line that could not be read.
   *
   * @param line its number, from 1
   * @param reason why
   * @param raw its text, cut if it is very long
   */
  public record RawLine(long line, String reason, String raw) {}
}
