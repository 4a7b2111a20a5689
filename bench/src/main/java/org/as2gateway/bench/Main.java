package org.as2gateway.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * Prints what this gateway and as2-lib 5.1.7 need for the same work: signed with SHA-256 and
 * RSA-2048, encrypted with AES-256-CBC, synchronous signed MDN. Rounds of the two take turns;
 * figures are medians. {@code --quick} makes it a check that everything runs, {@code
 * --only=gateway} or {@code --only=as2-lib} leaves one out.
 */
public final class Main {
  static final List<Integer> CONCURRENCIES = List.of(1, 16);
  private static final long KILOBYTE = 1_000;
  private static final long MEGABYTE = 1_000_000;

  /** A JVM needs so many messages until it compiles no more for them. */
  private static final int WARM_UP_MESSAGES = 15_000;

  private static final int WARM_UP_TRANSFERS = 5;

  private final Path folder;
  private final Keys keys;
  private final MdnPartner partner;
  private final List<String> options;
  private final boolean isQuick;

  private Main(Path folder, Keys keys, MdnPartner partner, List<String> options) {
    this.folder = folder;
    this.keys = keys;
    this.partner = partner;
    this.options = options;
    this.isQuick = options.contains("--quick");
  }

  /** A product with a heap. */
  private record Setup(Product product, String heap) {
    String title() {
      return product.title() + " -Xmx" + heap;
    }
  }

  /** Runs all of it. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path folder = Files.createTempDirectory("as2-bench");
    Keys keys = Keys.create(folder);
    System.out.printf(
        Locale.ROOT,
        "cryptography alone of receiving 10 KB: %.2f CPU-ms%n",
        new Primitives(keys).cpuMillis());
    try (MdnPartner partner = MdnPartner.start(keys)) {
      Main main = new Main(folder, keys, partner, List.of(arguments));
      for (boolean isReceiving : new boolean[] {true, false}) {
        main.small(isReceiving);
        main.large(isReceiving, 100 * MEGABYTE, 3);
        if (!main.isQuick) {
          main.large(isReceiving, 1000 * MEGABYTE, 1);
        }
      }
    } finally {
      Folders.deleteAll(folder);
    }
  }

  private void small(boolean isReceiving) throws IOException, InterruptedException {
    Work work = work(isReceiving, 10 * KILOBYTE);
    List<Setup> setups =
        wanted(new Setup(Product.GATEWAY, "128m"), new Setup(Product.AS2_LIB, "1g"));
    title(isReceiving, "10 KB", "messages/s   CPU-ms/message   peak RSS MB");
    List<Child> children = start(setups);
    try {
      int count = isQuick ? 50 : 500;
      for (Child child : children) {
        work.run(child, isQuick ? 50 : WARM_UP_MESSAGES, 16);
        child.clean();
      }
      for (int concurrency : CONCURRENCIES) {
        List<List<Measurement>> rounds =
            rounds(work, children, isQuick ? 1 : 5, count, concurrency);
        for (int i = 0; i < setups.size(); i++) {
          String label = setups.get(i).title() + ", " + concurrency + " at a time";
          print(label, rounds.get(i), children.get(i), true);
        }
      }
    } finally {
      stop(children);
    }
  }

  private void large(boolean isReceiving, long bytes, int roundCount)
      throws IOException, InterruptedException {
    Work work = work(isReceiving, bytes);
    title(isReceiving, bytes / MEGABYTE + " MB", "MB/s   MB/CPU-second   peak RSS MB");
    List<Setup> setups =
        wanted(
            new Setup(Product.GATEWAY, "128m"),
            new Setup(Product.AS2_LIB, "128m"),
            new Setup(Product.AS2_LIB, "1g"));
    List<Child> children = start(setups);
    try {
      if (!isQuick) {
        rounds(work(isReceiving, 20 * MEGABYTE), children, WARM_UP_TRANSFERS, 1, 1);
      }
      List<List<Measurement>> rounds = rounds(work, children, isQuick ? 1 : roundCount, 1, 1);
      for (int i = 0; i < setups.size(); i++) {
        print(setups.get(i).title(), rounds.get(i), children.get(i), false);
      }
    } finally {
      stop(children);
      Folders.deleteAll(work.folder());
    }
  }

  private List<Setup> wanted(Setup... setups) {
    Optional<String> only = options.stream().filter(o -> o.startsWith("--only=")).findFirst();
    return Arrays.stream(setups)
        .filter(s -> only.isEmpty() || only.get().endsWith("=" + s.product().title()))
        .toList();
  }

  private Work work(boolean isReceiving, long bytes) throws IOException {
    Path own = Files.createTempDirectory(folder, "work");
    Path payload = own.resolve(bytes + ".bin");
    Random random = new Random(bytes); // the same octets in every run
    byte[] block = new byte[10_000];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(payload))) {
      for (long left = bytes; left > 0; left -= block.length) {
        random.nextBytes(block);
        out.write(block, 0, (int) Math.min(block.length, left));
      }
    }
    Optional<Replay> replay =
        isReceiving ? Optional.of(Replay.of(payload, keys, own)) : Optional.empty();
    return new Work(own, payload, replay, bytes);
  }

  private static List<List<Measurement>> rounds(
      Work work, List<Child> children, int roundCount, int count, int concurrency)
      throws IOException, InterruptedException {
    List<List<Measurement>> results = new ArrayList<>();
    children.forEach(child -> results.add(new ArrayList<>()));
    for (int round = 0; round < roundCount; round++) {
      for (int i = 0; i < children.size(); i++) {
        Child child = children.get(i);
        results.get(i).add(work.run(child, count, concurrency));
        if (child.isAlive()) {
          child.clean();
        }
      }
    }
    return results;
  }

  private List<Child> start(List<Setup> setups) throws IOException {
    List<Child> children = new ArrayList<>();
    for (Setup setup : setups) {
      Path own = Files.createTempDirectory(folder, setup.product().name());
      Files.copy(folder.resolve("own.p12"), own.resolve("own.p12"));
      Files.copy(folder.resolve("partner.p12"), own.resolve("partner.p12"));
      children.add(Child.start(setup.product(), setup.heap(), own, partner.url()));
    }
    return children;
  }

  private static void stop(List<Child> children) throws IOException {
    for (Child child : children) {
      child.close();
    }
  }

  private static void title(boolean isReceiving, String size, String columns) {
    System.out.printf(
        Locale.ROOT, "%n%-40s %s%n", (isReceiving ? "receive " : "send ") + size, columns);
  }

  private static void print(String label, List<Measurement> rounds, Child child, boolean isSmall)
      throws IOException {
    Optional<String> failure =
        rounds.stream().flatMap(round -> round.failure().stream()).findFirst();
    if (failure.isPresent()) {
      System.out.printf(Locale.ROOT, "%-40s %s%n", label, failure.get());
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "%-40s %10.1f %15.2f %14.0f%n",
        label,
        Measurement.median(
            rounds, isSmall ? Measurement::messagesPerSecond : m -> m.bytes() / 1e6 / m.seconds()),
        Measurement.median(
            rounds,
            isSmall ? Measurement::cpuMillisPerMessage : Measurement::megabytesPerCpuSecond),
        child.peakRss() / 1e6);
  }
}
