package org.as2gateway.bench.usps;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.as2gateway.usps.Samples;
import org.as2gateway.usps.preflight.Against;
import org.as2gateway.usps.preflight.CheckedFile;
import org.as2gateway.usps.preflight.Preflight;

/**
 * Prints how fast manifests are checked: megabytes a CPU-second, five times one file. Run it with
 * {@code -Xmx128m}; {@code --pieces=N} for another size than a million.
 */
public final class CheckBench {
  private static final int ROUNDS = 5;

  private CheckBench() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    int pieces = 1_000_000;
    for (String argument : arguments) {
      if (argument.startsWith("--pieces=")) {
        pieces = Integer.parseInt(argument.substring("--pieces=".length()));
      }
    }
    Path file = Files.createTempFile("as2-bench", ".manifest");
    try {
      ManifestMill.write(file, Samples.efn(1), 1, pieces);
      double megabytes = Files.size(file) / 1e6;
      System.out.printf(
          Locale.ROOT,
          "%,d pieces, %.0f MB, heap at most %d MB%n",
          pieces,
          megabytes,
          Runtime.getRuntime().maxMemory() >> 20);
      for (int round = 0; round < ROUNDS; round++) {
        System.out.printf(Locale.ROOT, "%.0f MB/CPU-s%n", megabytes / seconds(file, pieces));
      }
    } finally {
      Files.delete(file);
    }
  }

  private static double seconds(Path file, int pieces) throws IOException {
    Against against = Against.rules(Samples.tables(), Set.of(), Against.DEFAULT_MOST_BYTES);
    long before = cpuNanos();
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
      CheckedFile checked = Preflight.check("bench", 0, bytes, against);
      if (checked.pieces() != pieces || !checked.findings().isEmpty()) {
        throw new IllegalStateException("the check found " + checked.findings());
      }
    }
    return (cpuNanos() - before) / 1e9;
  }

  /** Of all threads, the collector's too. */
  private static long cpuNanos() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof com.sun.management.OperatingSystemMXBean process
        ? process.getProcessCpuTime()
        : 0;
  }
}
