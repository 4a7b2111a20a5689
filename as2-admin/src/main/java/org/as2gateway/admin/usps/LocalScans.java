package org.as2gateway.admin.usps;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.as2gateway.usps.files.EventCodes;
import org.as2gateway.usps.files.ExtractReader;
import org.as2gateway.usps.files.ScanCounter;
import org.as2gateway.usps.files.ScanSummary;
import org.as2gateway.usps.layouts.TablesFolder;
import org.as2gateway.usps.layouts.UspsTables;

/** Reads extracts by the tables of a home, without a gateway. */
public final class LocalScans {
  private final UspsTables tables;

  /** A reader for that home; it need not exist. */
  public LocalScans(Path home) {
    tables = new TablesFolder(home).current();
  }

  /**
   * Counts what an extract has.
   *
   * @throws IOException if it cannot be read
   */
  public ScanSummary count(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        ScanCounter counter = new ScanCounter(tables)) {
      new ExtractReader(tables, counter).read(bytes);
      return counter.summary();
    }
  }

  /** What event codes mean. */
  public EventCodes codes() {
    return new EventCodes(tables);
  }
}
