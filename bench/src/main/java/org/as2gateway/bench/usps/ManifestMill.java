package org.as2gateway.bench.usps;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.as2gateway.usps.Samples;

/** Writes synthetic manifests 2.0 of any size. */
final class ManifestMill {
  private ManifestMill() {}

  /**
   * Writes a valid manifest.
   *
   * @param firstPiece serial number of the first piece; pieces of other numbers are others
   */
  static void write(Path file, String efn, int firstPiece, int pieces) throws IOException {
    String[] lines = Samples.manifest(efn, 0, 1).lines().toArray(String[]::new);
    String[] detail = lines[1].split("\\|", 3);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      put(out, lines[0].replace("|000000002|", "|%09d|".formatted(pieces + 1)));
      for (int i = 0; i < pieces; i++) {
        put(out, detail[0] + "|" + Samples.pic(firstPiece + i) + "|" + detail[2]);
      }
    }
  }

  private static void put(OutputStream out, String line) throws IOException {
    out.write(line.getBytes(StandardCharsets.ISO_8859_1));
    out.write('\r');
    out.write('\n');
  }
}
