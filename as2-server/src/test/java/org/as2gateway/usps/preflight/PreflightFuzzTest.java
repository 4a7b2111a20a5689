package org.as2gateway.usps.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.as2gateway.usps.Samples;
import org.as2gateway.usps.files.ManifestHeader;
import org.as2gateway.usps.files.ManifestReader;
import org.as2gateway.usps.files.PieceNumber;
import org.as2gateway.usps.layouts.UspsTables;

/** Files of any content: each is judged, and a file without a finding is read piece by piece. */
final class PreflightFuzzTest {
  private static final UspsTables TABLES = Samples.tables();

  @FuzzTest(maxDuration = "1m")
  void any_file_is_judged(byte[] file) throws IOException {
    Against against = Against.rules(TABLES, Set.of("123456"), 1 << 20);
    CheckedFile checked = Preflight.check("any", 0, new ByteArrayInputStream(file), against);
    assertThat(checked.findings()).hasSizeLessThanOrEqualTo(CheckedFile.MOST_FINDINGS);
    assertThat(checked.verdict() == Verdict.PASS).isEqualTo(checked.findings().isEmpty());
    assertThat(checked.isManifest() || checked.verdict() == Verdict.BLOCK).isTrue();
    if (checked.verdict() == Verdict.PASS) {
      assertThat(pieces(file)).isEqualTo(checked.pieces());
    }
  }

  private static long pieces(byte[] file) throws IOException {
    AtomicLong pieces = new AtomicLong();
    ManifestReader.Listener listener =
        new ManifestReader.Listener() {
          @Override
          public void header(ManifestHeader header) {}

          @Override
          public void piece(long line, PieceNumber number) {
            pieces.incrementAndGet();
          }
        };
    assertThat(new ManifestReader(TABLES, listener).read(new ByteArrayInputStream(file))).isTrue();
    return pieces.get();
  }
}
