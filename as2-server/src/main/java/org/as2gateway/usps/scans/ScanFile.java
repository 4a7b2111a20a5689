package org.as2gateway.usps.scans;

import java.time.Instant;
import java.util.List;
import org.as2gateway.usps.files.ScanSummary.RawLine;

/**
 * An extract that was read, or is being read.
 *
 * @param id ours, grows from extract to extract
 * @param source where it is from
 * @param enteredAt when reading began
 * @param version version of its events; {@code unknown} if none was read
 * @param lines how far it was read: number of the last line
 * @param events events read
 * @param added those that were not known before
 * @param unreadable lines that could not be read
 * @param firstUnreadable the first of them
 * @param isComplete whether it was read to its end
 */
public record ScanFile(
    int id,
    ScanSource source,
    Instant enteredAt,
    String version,
    long lines,
    long events,
    long added,
    long unreadable,
    List<RawLine> firstUnreadable,
    boolean isComplete) {
  /** Copies the list. */
  public ScanFile {
    firstUnreadable = List.copyOf(firstUnreadable);
  }
}
