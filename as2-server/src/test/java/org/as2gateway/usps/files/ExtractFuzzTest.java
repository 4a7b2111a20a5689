package org.as2gateway.usps.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.as2gateway.usps.layouts.TablesFolder;
import org.as2gateway.usps.layouts.UspsTables;

/** Extracts of any content: each line is an event, unreadable or blank, and nothing throws. */
class ExtractFuzzTest {
  private static final UspsTables TABLES = new TablesFolder(Path.of("no-home")).current();

  @FuzzTest(maxDuration = "1m")
  void any_extract_is_read(byte[] file) throws IOException {
    try (ScanCounter counter = new ScanCounter(TABLES)) {
      new ExtractReader(TABLES, counter).read(new ByteArrayInputStream(file));
      ScanSummary summary = counter.summary();
      assertThat(summary.byGroup().values().stream().mapToLong(n -> n).sum())
          .isEqualTo(summary.events());
      assertThat(summary.pieces()).isLessThanOrEqualTo(summary.events());
      LineReader lines = new LineReader(new ByteArrayInputStream(file));
      long count = 0;
      while (lines.next()) {
        count++;
      }
      assertThat(summary.events() + summary.unreadable()).isLessThanOrEqualTo(count);
      if (ExtractReader.isExtract(TABLES, new ByteArrayInputStream(file))) {
        assertThat(summary.events()).isPositive();
      }
    }
  }
}
