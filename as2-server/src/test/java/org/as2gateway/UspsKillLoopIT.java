package org.as2gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.as2gateway.testkit.GatewayProcess;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.usps.Samples;
import org.as2gateway.usps.files.ExtractLines;
import org.as2gateway.usps.files.PieceKey;
import org.as2gateway.usps.ledger.FileMessage;
import org.as2gateway.usps.ledger.FileState;
import org.as2gateway.usps.ledger.FileStep;
import org.as2gateway.usps.ledger.UspsFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process of a mailer's gateway is killed at random moments while manifests go out and answers
 * and extracts come in. At the end each file stands as its proofs say, and nothing counts twice.
 */
@Tag("slow")
final class UspsKillLoopIT {
  private static final Logger LOG = LoggerFactory.getLogger(UspsKillLoopIT.class);
  private static final String[] JVM = {"-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"};
  private static final int PIECES = 3;
  private static final int MOST_OPEN = 12; // manifests without an answer
  private static final long LEAST_LIFE_MILLIS = 3000;
  private static final int LONGEST_START_MILLIS = 2000;
  private static final Duration REST = Duration.ofMinutes(4);

  @TempDir private Path root;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private volatile boolean isOver;
  private volatile int dropped;
  private volatile int answered;
  private int again; // of the thread that drops files, until it has ended
  private TestHome home;

  /** What becomes of a manifest; each one in turn. */
  private enum Fate {
    STOPPED(FileState.BLOCKED),
    ONE_PIECE_REJECTED(FileState.PARTLY),
    REJECTED(FileState.REJECTED),
    SCANNED(FileState.SCANNED);

    private final FileState state;

    Fate(FileState state) {
      this.state = state;
    }

    static Fate of(int serial) {
      return values()[serial % values().length];
    }
  }

  @Test
  void five_kills_leave_each_file_as_its_proofs_say() throws Exception {
    killTimes(5);
  }

  @Test
  @Tag("long")
  void hundred_kills_leave_each_file_as_its_proofs_say() throws Exception {
    killTimes(100);
  }

  private void killTimes(int kills) throws Exception {
    int port = freePort();
    var ours = TestPki.rsa("CN=us");
    var theirs = TestPki.rsa("CN=them");
    TestHome partner =
        new TestHome(root.resolve("them"))
            .settings(settings(0))
            .station("them", theirs)
            .partner("us", ours.certificate())
            .partnership("us", "them", Map.of());
    try (TestGateway them = TestGateway.start(partner)) {
      Map<String, String> manifests = new LinkedHashMap<>(TestHome.sending(them.url()));
      manifests.put("gw.usps", "manifests");
      home =
          new TestHome(root.resolve("us"))
              .settings(settings(port))
              .station("us", ours)
              .partner("them", theirs.certificate())
              .partnership("us", "them", manifests)
              .partnership("them", "us", Map.of("gw.usps", "answers"));
      partner.partnership(
          "them", "us", TestHome.sending(URI.create("http://127.0.0.1:" + port + "/as2")));
      them.awaitPartnership("them-to-us");
      List<Thread> workers = List.of(new Thread(this::drop), new Thread(() -> answer(them)));
      workers.forEach(Thread::start);
      try {
        kill(kills);
      } finally {
        isOver = true;
      }
      check(kills, workers);
    }
  }

  private static String settings(int port) {
    return """
        as2:
          http: { host: 127.0.0.1, port: %d }
        admin: { port: 0 }
        limits: { disk-reserve: 1 MiB }
        outbox: { settle: 1ms }
        retry: { first: 50ms, factor: 1, max: 50ms, budget: 1h }
        """
        .formatted(port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void kill(int kills) throws Exception {
    for (int i = 0; i < kills; i++) {
      if (i % 4 == 3) {
        GatewayProcess.startAndKill(
            home.path(), Duration.ofMillis(random.nextInt(LONGEST_START_MILLIS)), JVM);
        continue;
      }
      long begin = System.nanoTime();
      try (GatewayProcess gateway = GatewayProcess.start(home.path(), JVM)) {
        long start = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        TimeUnit.MILLISECONDS.sleep(random.nextLong(Math.max(LEAST_LIFE_MILLIS, 2 * start)));
        gateway.kill();
      }
    }
  }

  private static String manifest(int serial) {
    String manifest = Samples.manifest(Samples.efn(serial), serial * 10, PIECES);
    return Fate.of(serial) == Fate.STOPPED ? Samples.with(manifest, 1, 17, "000000009") : manifest;
  }

  /** Manifests, and now and then one of them once more, which must not be sent. */
  private void drop() {
    Path outbox = home.path().resolve("outbox/us-to-them");
    try {
      Files.createDirectories(outbox);
      for (int serial = 1; !isOver; serial++) {
        drop(outbox, serial + ".manifest", manifest(serial));
        dropped = serial;
        if (serial % 5 == 0) {
          drop(outbox, (serial - 3) + ".again.manifest", manifest(serial - 3));
          again++;
        }
        do {
          TimeUnit.MILLISECONDS.sleep(50);
        } while (!isOver && dropped - dropped / Fate.values().length - answered > MOST_OPEN);
      }
    } catch (IOException e) {
      complaints.add("a file could not be dropped: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drop(Path outbox, String name, String text) throws IOException {
    Path temporary = Files.writeString(root.resolve(name + ".tmp"), text, ISO_8859_1);
    Files.move(temporary, outbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Answers each manifest once it has arrived, with two extracts that overlap where it scans. */
  private void answer(TestGateway them) {
    Set<String> arrived = new HashSet<>();
    Set<Path> seen = new HashSet<>();
    try {
      while (!isOver || answered < arriving()) {
        for (Path file : them.inbox("us")) {
          if (seen.add(file)) {
            String efn = Files.readString(file, ISO_8859_1).split("\\|", 3)[1];
            if (!arrived.add(efn)) {
              complaints.add(efn + " was sent twice");
            }
            answer(them, serial(efn));
            answered = arrived.size();
          }
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    } catch (Exception e) {
      complaints.add("an answer could not be sent: " + e);
    }
  }

  /** How many manifests are to arrive. */
  private int arriving() {
    int arriving = 0;
    for (int serial = 1; serial <= dropped; serial++) {
      arriving += Fate.of(serial) == Fate.STOPPED ? 0 : 1;
    }
    return arriving;
  }

  private static int serial(String efn) {
    return Integer.parseInt(efn.substring(14, 21));
  }

  private static void answer(TestGateway them, int serial) throws Exception {
    String efn = Samples.efn(serial);
    switch (Fate.of(serial)) {
      case STOPPED -> throw new IllegalStateException(efn + " should have been stopped");
      case ONE_PIECE_REJECTED ->
          submit(
              them, serial + ".err", efn + " " + Samples.pic(serial * 10) + " CHECK DIGIT ERROR");
      case REJECTED -> submit(them, serial + ".err", efn + " INVALID MAILER ID");
      case SCANNED -> {
        submit(them, serial + ".a.txt", line(serial, 0) + line(serial, 1));
        submit(them, serial + ".b.txt", line(serial, 1) + line(serial, 0));
      }
    }
  }

  private static void submit(TestGateway them, String name, String text) throws Exception {
    them.submit("them-to-us", name, (text + "\r\n").getBytes(ISO_8859_1));
  }

  private static String line(int serial, int piece) {
    String pic = Samples.pic(serial * 10 + piece);
    String line = ExtractLines.line(pic, "07", "ARRIVAL", "20260118", "1305");
    return ExtractLines.inFile(Samples.efn(serial), line) + "\r\n";
  }

  /** Lets a gateway come to rest on what is left, then looks. */
  private void check(int kills, List<Thread> workers) throws Exception {
    try (Gateway gateway = Gateway.open(home.config(), Clock.systemUTC())) {
      gateway.start();
      for (Thread worker : workers) {
        worker.join(REST.toMillis());
        assertThat(worker.isAlive()).as("seed " + seed).isFalse();
      }
      assertThat(complaints).as("seed " + seed).isEmpty();
      List<String> faults = new ArrayList<>();
      for (int serial = 1; serial <= dropped; serial++) {
        faults.addAll(faults(gateway, serial));
      }
      LOG.warn(
          "{} kills: {} manifests, {} of them sent; faults: {}", kills, dropped, answered, faults);
      assertThat(faults).as("seed " + seed).isEmpty();
      assertThat(answered).as("manifests that arrived").isEqualTo(arriving());
      assertThat(dropped).as("manifests").isGreaterThan(kills);
      assertThat(waiting(home.path().resolve("outbox/us-to-them")))
          .as("files of stopped messages, which wait for a person")
          .isEqualTo(dropped - arriving() + again);
    }
  }

  private static long waiting(Path outbox) throws IOException {
    try (Stream<Path> files = Files.list(outbox)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private static List<String> faults(Gateway gateway, int serial) {
    Fate fate = Fate.of(serial);
    String efn = Samples.efn(serial);
    var ledger = gateway.usps().ledger();
    UspsFile file =
        Awaitility.await(efn)
            .atMost(REST)
            .until(
                () -> ledger.files().find(efn).orElse(null),
                found -> found != null && isAtRest(found, fate));
    List<String> faults = new ArrayList<>();
    expect(faults, efn + " has pieces", file.pieces(), PIECES);
    expect(faults, efn + " is scanned", file.scans().scanned(), fate == Fate.SCANNED ? 2 : 0);
    expect(
        faults,
        efn + " has rejected pieces",
        file.answered().rejected(),
        fate == Fate.REJECTED ? PIECES : fate == Fate.ONE_PIECE_REJECTED ? 1 : 0);
    long sent =
        ledger.messages().ofFile(file.id()).stream()
            .filter(message -> message.state() == FileMessage.State.RECEIVED)
            .count();
    expect(faults, efn + " is sent", sent, fate == Fate.STOPPED ? 0 : 1);
    long steps =
        ledger.files().steps(file.id()).stream()
            .map(FileStep::kind)
            .filter(fate.state.text()::equals)
            .count();
    expect(
        faults,
        efn + " has steps to " + fate.state.text(),
        steps,
        fate == Fate.STOPPED ? steps : 1);
    if (fate != Fate.STOPPED) {
      faults.addAll(faultsOfPieces(gateway, serial));
    }
    return faults;
  }

  private static List<String> faultsOfPieces(Gateway gateway, int serial) {
    List<String> faults = new ArrayList<>();
    for (int piece = 0; piece < PIECES; piece++) {
      String pic = Samples.pic(serial * 10 + piece);
      long hash = PieceKey.of(pic).hash();
      var files =
          gateway.usps().ledger().pieces().filesOf(List.of(hash)).getOrDefault(hash, Set.of());
      expect(faults, pic + " is in files", files.size(), 1);
      int events = Fate.of(serial) == Fate.SCANNED && piece < 2 ? 1 : 0;
      expect(faults, pic + " has events", gateway.usps().scans().ofPiece(pic).size(), events);
    }
    return faults;
  }

  private static boolean isAtRest(UspsFile file, Fate fate) {
    return file.state() == fate.state
        && file.pieces() == PIECES
        && (fate != Fate.SCANNED || file.scans().scanned() == 2);
  }

  private static void expect(List<String> faults, String what, long found, long expected) {
    if (found != expected) {
      faults.add(what + ": " + found + ", expected " + expected);
    }
  }
}
