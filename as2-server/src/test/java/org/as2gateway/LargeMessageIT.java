package org.as2gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.as2gateway.testkit.CuttingProxy;
import org.as2gateway.testkit.GatewayProcess;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A message far larger than the heap goes out of one gateway and into another, each in a JVM with
 * 128 MiB of heap.
 */
@Tag("slow")
class LargeMessageIT {
  private static final Logger LOG = LoggerFactory.getLogger(LargeMessageIT.class);
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final String HEAP = "-Xmx128m";

  @TempDir private Path root;

  @Test
  void more_than_the_heap_passes() throws Exception {
    exchange(160 * MIB, List.of("aes256-cbc", "aes256-gcm"), Duration.ofMinutes(10));
  }

  @Test
  @Tag("long")
  void one_gibibyte_passes_through_128_mebibytes_of_heap() throws Exception {
    exchange(GIB, List.of("aes256-cbc", "aes256-gcm"), Duration.ofMinutes(10));
  }

  @Test
  @Tag("long")
  void ten_gibibytes_pass_through_128_mebibytes_of_heap() throws Exception {
    exchange(10 * GIB, List.of("aes256-cbc"), Duration.ofMinutes(60));
  }

  @Test // protocol.md §7.7
  @Tag("long")
  void two_gibibytes_go_on_where_the_wire_broke() throws Exception {
    Map<String, String> restart = Map.of("gw.restart", "true");
    TestHome receiving = receiver(restart);
    TestHome sending = sender().settings(TestHome.SETTINGS.replace("budget: 30s", "budget: 20m"));
    long bytes = 2 * GIB;
    Random random = new Random();
    List<Long> cuts =
        List.of(
            random.nextLong(GIB / 2), random.nextLong(GIB / 2), random.nextLong(GIB / 2), 4 * GIB);
    try (GatewayProcess receiver = GatewayProcess.start(receiving.path(), HEAP);
        CuttingProxy wire = CuttingProxy.before(receiver.url()).cutAfter(cuts)) {
      Map<String, String> attributes = new HashMap<>(TestHome.sending(wire.url()));
      attributes.putAll(restart);
      sending.partnership("alice", "bob", attributes);
      try (GatewayProcess sender = GatewayProcess.start(sending.path(), HEAP)) {
        String digest = drop(sending.path(), "alice", bytes);
        long start = System.nanoTime();
        awaitSent(sending, "alice", Duration.ofMinutes(20));
        assertThat(sha256(receiving.path().resolve("inbox/alice/large.bin"))).isEqualTo(digest);
        assertThat(wire.posts()).as("cut at " + cuts).isEqualTo(cuts.size() + 1);
        assertThat(wire.passedBytes())
            .as("little goes twice, cut at " + cuts)
            .isBetween(bytes, bytes + bytes / 1000);
        LOG.warn(
            "2048 MiB cut {} times with {}: {} s, peak RSS {} MiB sending, {} MiB receiving,"
                + " {} octets of bodies on the wire",
            cuts.size(),
            HEAP,
            Duration.ofNanos(System.nanoTime() - start).toSeconds(),
            sender.peakResidentMiB(),
            receiver.peakResidentMiB(),
            wire.passedBytes());
      }
    }
  }

  private TestHome receiver(Map<String, String> attributes) throws IOException {
    return new TestHome(root.resolve("bob"))
        .station("bob", TestPki.rsa("bob"))
        .partner("alice", TestPki.rsa("alice").certificate())
        .partnership("alice", "bob", attributes);
  }

  private TestHome sender() throws IOException {
    return new TestHome(root.resolve("alice"))
        .station("alice", TestPki.rsa("alice"))
        .partner("bob", TestPki.rsa("bob").certificate());
  }

  private static void awaitSent(TestHome sending, String station, Duration limit) {
    Path sent = sending.path().resolve("sent/" + station + "-to-bob/large.bin");
    await().atMost(limit).pollInterval(Duration.ofSeconds(1)).until(() -> Files.exists(sent));
  }

  /** One message after the other between the same gateways, each cipher with its own station. */
  private void exchange(long bytes, List<String> ciphers, Duration limit) throws Exception {
    TestHome receiving = receiver(Map.of());
    TestHome sending = sender();
    for (String cipher : ciphers) {
      receiving.partner(cipher, TestPki.rsa(cipher).certificate());
      receiving.partnership(cipher, "bob", Map.of());
      sending.station(cipher, TestPki.rsa(cipher));
    }
    try (GatewayProcess receiver = GatewayProcess.start(receiving.path(), HEAP)) {
      for (String cipher : ciphers) {
        Map<String, String> attributes = new HashMap<>(TestHome.sending(receiver.url()));
        attributes.put("encrypt", cipher);
        sending.partnership(cipher, "bob", attributes);
      }
      try (GatewayProcess sender = GatewayProcess.start(sending.path(), HEAP)) {
        for (String cipher : ciphers) {
          String digest = drop(sending.path(), cipher, bytes);
          Path received = receiving.path().resolve("inbox").resolve(cipher).resolve("large.bin");
          awaitSent(sending, cipher, limit);
          assertThat(sha256(received)).isEqualTo(digest);
          LOG.warn(
              "{} MiB with {} and {}: peak RSS {} MiB sending, {} MiB receiving",
              bytes >> 20,
              cipher,
              HEAP,
              sender.peakResidentMiB(),
              receiver.peakResidentMiB());
        }
      }
    }
  }

  /** Writes random octets beside the outbox and renames them in, as a careful program would. */
  private static String drop(Path home, String station, long bytes) throws Exception {
    Path outbox = home.resolve("outbox/" + station + "-to-bob");
    await().until(() -> Files.isDirectory(outbox));
    Path temporary = home.resolve("large.tmp");
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    SplittableRandom random = new SplittableRandom(bytes);
    byte[] block = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(temporary)) {
      for (long written = 0; written < bytes; written += block.length) {
        random.nextBytes(block);
        digest.update(block);
        out.write(block);
      }
    }
    Files.move(temporary, outbox.resolve("large.bin"), StandardCopyOption.ATOMIC_MOVE);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String sha256(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    byte[] block = new byte[1 << 20];
    try (InputStream in = Files.newInputStream(file)) {
      int count;
      while ((count = in.read(block)) >= 0) {
        digest.update(block, 0, count);
      }
    } catch (IOException e) {
      throw new AssertionError("the received file cannot be read", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
