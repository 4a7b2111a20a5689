package org.as2gateway.usps.correction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.as2gateway.usps.Samples;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A correction of a million pieces is built in a JVM of 128 MiB. */
@Tag("slow")
class LargeCorrectionTest {
  private static final int PIECES = 1_000_000;

  @TempDir private Path folder;

  @Test
  void million_pieces_are_corrected_in_128_mebibytes_of_heap() throws Exception {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Builder.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
      assertThat(output).hasContent("1000000 pieces, 1000001 records, 0 missing");
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Builds it, and says what it has. */
  static final class Builder {
    private Builder() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
      PieceSet pieces = new PieceSet();
      for (int i = 0; i < PIECES; i++) {
        pieces.add(Samples.pic(i));
      }
      BuiltCorrection built =
          new CorrectionBuilder(
                  Samples.tables(),
                  SyntheticManifest.EFN,
                  List.of(Manifest::new),
                  Selection.of(pieces))
              .write(OutputStream.nullOutputStream());
      System.out.println(
          built.pieces()
              + " pieces, "
              + built.records()
              + " records, "
              + built.missing()
              + " missing");
    }
  }

  /** A manifest of as many pieces, made while it is read. */
  private static final class Manifest extends InputStream {
    private final String before;
    private final String behind;
    private byte[] line;
    private int next;
    private int made;

    Manifest() {
      String[] piece = SyntheticManifest.piece("NUMBER", "C10", "").split("NUMBER", -1);
      before = piece[0];
      behind = piece[1] + "\r\n";
      line = bytes(SyntheticManifest.HEADER.replace("000000004", "001000001") + "\r\n");
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) {
      if (next == line.length) {
        if (made == PIECES) {
          return -1;
        }
        line = bytes(before + Samples.pic(made++) + behind);
        next = 0;
      }
      int count = Math.min(length, line.length - next);
      System.arraycopy(line, next, target, from, count);
      next += count;
      return count;
    }
  }
}
