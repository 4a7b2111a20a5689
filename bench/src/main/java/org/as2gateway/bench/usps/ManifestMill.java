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

  /** Writes an extract 1.5 with one event for each piece of that manifest, delivered ones. */
  static void writeExtract(Path file, String efn, int firstPiece, int pieces) throws IOException {
    String line = Samples.extract().strip();
    String head = line.substring(0, 7);
    String between = line.substring(41, 44);
    String tail = line.substring(78);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (int i = 0; i < pieces; i++) {
        put(
            out,
            head + "%-34s%s%-34s%s".formatted(Samples.pic(firstPiece + i), between, efn, tail));
      }
    }
  }

  private static void put(OutputStream out, String line) throws IOException {
    out.write(line.getBytes(StandardCharsets.ISO_8859_1));
    out.write('\r');
    out.write('\n');
  }
}
