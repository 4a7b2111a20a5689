package org.as2gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.testkit.promise.PlainPartner;
import org.as2gateway.testkit.promise.PromiseCheck;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real file system that fills up to its last octet under load: the whole home's, or that of the
 * database alone. Where the machine lets nobody mount a small one, these tests are left out.
 */
@Tag("slow")
class FullDiskIT {
  private static final String SETTINGS =
      """
      as2:
        http: { host: 127.0.0.1, port: 0 }
      admin: { port: 0 }
      limits: { disk-reserve: 0 B }
      outbox: { settle: 1ms }
      retry: { first: 50ms, factor: 1, max: 50ms, budget: 10m }
      """;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MANY = 20;
  private static final int FILES = 5;
  private static final byte[] BLOCK = new byte[64 * 1024];

  @TempDir private Path root;
  private Path mounted = Path.of("");

  @AfterEach
  void unmount() throws Exception {
    if (!mounted.equals(Path.of(""))) {
      assertThat(run("umount", "-l", mounted.toString())).isZero();
    }
  }

  private void mount(Path folder, String size) throws Exception {
    Files.createDirectories(folder);
    int status = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
    assumeTrue(status == 0, "this machine lets us mount no small file system");
    mounted = folder;
  }

  private static int run(String... command) throws Exception {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).inheritIO().start();
      return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (IOException e) {
      return -1; // there is no such program
    }
  }

  @Test
  void a_home_without_room_takes_nothing_and_goes_on_when_there_is_some() throws Exception {
    mount(root.resolve("home"), "24m");
    fillUp();
  }

  @Test
  void a_database_without_room_takes_nothing_and_goes_on_when_there_is_some() throws Exception {
    mount(root.resolve("home/data/db"), "8m");
    fillUp();
  }

  private void fillUp() throws Exception {
    try (PlainPartner partner = PlainPartner.start(root.resolve("bodies"))) {
      TestHome home = partner.home(root.resolve("home"), SETTINGS);
      Path filler = mounted.resolve("filler");
      try (TestGateway gateway = TestGateway.start(home)) {
        assertThat(accepted(partner, gateway.url(), "before", 5)).isEqualTo(5);

        fill(filler);
        for (int i = 0; i < FILES; i++) {
          drop(partner, home.path(), "order-" + i + ".edi");
        }
        assertThat(accepted(partner, gateway.url(), "full", MANY)).isLessThan(MANY);

        Files.delete(filler);
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> accepted(partner, gateway.url(), "after", 1) == 1);
        assertThat(accepted(partner, gateway.url(), "full", MANY)).isEqualTo(MANY); // repeats
        assertThat(
                PromiseCheck.atRest(
                    gateway.gateway(),
                    home.path(),
                    TestPki.rsa("us").certificate(),
                    partner.history(),
                    PATIENCE))
            .matches(PromiseCheck.Findings::isClean);
      }
    }
  }

  /** An operator's file, if there is room for it. */
  private void drop(PlainPartner partner, Path home, String name) throws IOException {
    byte[] payload = ("file " + name).getBytes(StandardCharsets.US_ASCII);
    Path outbox = home.resolve("outbox/us-to-them");
    Path temporary = home.resolve("next.tmp");
    try {
      Files.createDirectories(outbox);
      Files.write(temporary, payload);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      return; // no room: the operator knows
    }
    partner.history().queues(name, payload);
    Files.move(temporary, outbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** How many of these messages are accepted; all others have to be told to come again. */
  private static int accepted(PlainPartner partner, URI url, String name, int count) {
    int accepted = 0;
    for (int i = 0; i < count; i++) {
      String messageId = "<" + name + "." + i + "@them>";
      byte[] payload = ("payload of " + messageId).getBytes(StandardCharsets.US_ASCII);
      OptionalInt status = partner.post(url, messageId, payload, false);
      assertThat(status.orElse(503)).isIn(200, 503);
      accepted += status.orElse(0) == 200 ? 1 : 0;
    }
    return accepted;
  }

  /** To the last octet. */
  private static void fill(Path filler) throws IOException {
    try (OutputStream out = Files.newOutputStream(filler)) {
      for (int size = BLOCK.length; size > 0; ) {
        try {
          out.write(BLOCK, 0, size);
        } catch (IOException e) {
          size /= 2; // no room for that much
        }
      }
    }
  }
}
