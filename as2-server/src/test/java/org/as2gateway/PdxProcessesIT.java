package org.as2gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.GatewayProcess;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.pdx.synthetic.SyntheticPdx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gateways in JVMs of their own send and receive by PDX: killed, and with little memory. */
@Tag("slow")
class PdxProcessesIT {
  private static final Logger LOG = LoggerFactory.getLogger(PdxProcessesIT.class);
  private static final String[] JVM = {"-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"};
  private static final long MIB = 1L << 20;
  private static final String SETTINGS =
      """
      as2:
        http: { host: 127.0.0.1, port: 0 }
      admin: { port: 0 }
      limits: { disk-reserve: 1 MiB }
      outbox: { settle: 1ms }
      retry: { first: 100ms, factor: 1, max: 100ms, budget: 1h }
      """;

  @TempDir private Path root;

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private SyntheticPdx pdx;
  private TestHome home;

  @BeforeEach
  void open() throws Exception {
    pdx = SyntheticPdx.open(root.resolve("pdx"), 0, "synthetic-user", "secret", Clock.systemUTC());
    home =
        new TestHome(root.resolve("home"))
            .settings(SETTINGS)
            .station("mailer", TestPki.rsa("mailer"))
            .partner("usps", TestPki.rsa("usps").certificate());
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("gw.transport", "pdx");
    attributes.put("gw.pdx_environment", "TEM");
    attributes.put("gw.pdx_login", "pdx-login");
    attributes.put("gw.pdx_interval", "1s");
    attributes.put("gw.pdx_requests", "100000");
    home.partnership("mailer", "usps", attributes);
    home.partnership("usps", "mailer", attributes);
    Path secrets = Files.createDirectories(home.path().resolve("data/secrets"));
    Files.writeString(secrets.resolve("pdx-login"), "synthetic-user\nsecret\n" + pdx.url() + "\n");
    home.config(); // makes the database
  }

  @AfterEach
  void close() {
    pdx.close();
  }

  @Test
  void five_kills_lose_and_repeat_nothing() throws Exception {
    killTimes(5);
  }

  @Test
  @Tag("long")
  void a_hundred_kills_lose_and_repeat_nothing() throws Exception {
    killTimes(100);
  }

  private void killTimes(int kills) throws Exception {
    List<String> names = new ArrayList<>();
    for (int round = 0; round < kills; round++) {
      try (GatewayProcess process = GatewayProcess.start(home.path(), JVM)) {
        for (int i = 0; i < 5; i++) {
          String name = "file-" + round + "-" + i;
          names.add(name);
          submit(name);
          pdx.offer("TEM", name, content(name));
        }
        TimeUnit.MILLISECONDS.sleep(random.nextInt(2500)); // a random moment is what is tried
        process.kill();
      }
    }
    try (GatewayProcess last = GatewayProcess.start(home.path(), JVM)) {
      await().atMost(Duration.ofMinutes(3)).until(() -> isOutboxEmpty() && inbox() == names.size());
      assertThat(last.isAlive()).isTrue();
    }
    check(names, kills);
  }

  private void submit(String name) throws IOException {
    Path outbox = Files.createDirectories(home.path().resolve("outbox/mailer-to-usps"));
    Path written = Files.write(root.resolve(name), content(name).readAllBytes());
    Files.move(written, outbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static InputStream content(String name) {
    String text = (name + "\n").repeat(20_000);
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  private boolean isOutboxEmpty() throws IOException {
    try (Stream<Path> files = Files.list(home.path().resolve("outbox/mailer-to-usps"))) {
      return files.findAny().isEmpty();
    }
  }

  private int inbox() throws IOException {
    Path inbox = home.path().resolve("inbox/usps");
    if (Files.notExists(inbox)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(inbox)) {
      return (int) files.count();
    }
  }

  /** What PDX has, what the gateway says, and what is in the inbox agree. */
  private void check(List<String> names, int kills) throws Exception {
    int asked = 0;
    try (Gateway gateway = Gateway.open(home.config(), Clock.systemUTC())) {
      Map<String, MessageRecord> sent = new LinkedHashMap<>();
      for (MessageStatus status : MessageStatus.values()) {
        gateway
            .messages()
            .forEachInStatus(
                Direction.OUT, status, m -> sent.put(m.payloads().get(0).filename(), m));
      }
      assertThat(sent.keySet()).as("seed " + seed).containsExactlyInAnyOrderElementsOf(names);
      for (String name : names) {
        long uploads = pdx.uploads().stream().filter(f -> f.filename().equals(name)).count();
        MessageRecord message = sent.get(name);
        assertThat(uploads).as(name + " uploaded, seed " + seed).isLessThanOrEqualTo(1);
        if (message.status() == MessageStatus.FAILED) {
          asked++;
          assertThat(message.state().failure().reason()).isEqualTo(Reason.OUTCOME_UNKNOWN);
        } else {
          assertThat(message.status()).as(name).isEqualTo(MessageStatus.SENT);
          assertThat(uploads).as(name + " uploaded, seed " + seed).isEqualTo(1);
        }
      }
    }
    for (String name : names) {
      assertThat(Files.readAllBytes(home.path().resolve("inbox/usps/" + name)))
          .isEqualTo(content(name).readAllBytes());
    }
    LOG.warn(
        "{} kills, {} files each way: lost 0, uploaded twice 0, received twice 0, asked {}",
        kills,
        names.size(),
        asked);
  }

  @Test
  void more_than_the_heap_passes_both_ways() throws Exception {
    exchange(160 * MIB);
  }

  @Test
  @Tag("long")
  void one_gibibyte_passes_both_ways_through_128_mebibytes_of_heap() throws Exception {
    exchange(1024 * MIB);
  }

  private void exchange(long bytes) throws Exception {
    Path file = root.resolve("large");
    byte[] block = new byte[(int) MIB];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long i = 0; i < bytes / MIB; i++) {
        random.nextBytes(block);
        out.write(block);
      }
    }
    String digest = sha256(file);
    try (InputStream content = Files.newInputStream(file)) {
      pdx.offer("TEM", "large.dat", content);
    }
    long begin = System.nanoTime();
    try (GatewayProcess process = GatewayProcess.start(home.path(), JVM)) {
      Path outbox = Files.createDirectories(home.path().resolve("outbox/mailer-to-usps"));
      Files.move(file, outbox.resolve("large"), StandardCopyOption.ATOMIC_MOVE);
      await()
          .atMost(Duration.ofMinutes(10))
          .until(
              () -> hasFailed() || (isOutboxEmpty() && inbox() == 1 && pdx.uploads().size() == 1));
      LOG.warn(
          "{} MiB up and down in {} s, {} of processor time, {} MiB resident",
          bytes / MIB,
          Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
          process.processorTime(),
          process.peakResidentMiB());
    }
    try (Gateway gateway = Gateway.open(home.config(), Clock.systemUTC())) {
      gateway.messages().forEachInStatus(Direction.OUT, MessageStatus.FAILED, m -> fail(m.error()));
    }
    assertThat(pdx.uploads().get(0).sha256()).isEqualTo(digest);
    assertThat(sha256(home.path().resolve("inbox/usps/large.dat"))).isEqualTo(digest);
  }

  private boolean hasFailed() {
    return Files.exists(home.path().resolve("failed/mailer-to-usps"));
  }

  private static String sha256(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
