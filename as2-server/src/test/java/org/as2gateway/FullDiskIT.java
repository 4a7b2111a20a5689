package org.as2gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.OptionalInt;
import org.as2gateway.testkit.SmallDisk;
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

  @TempDir private Path root;
  private SmallDisk disk;

  @AfterEach
  void unmount() throws Exception {
    if (disk != null) {
      disk.close();
    }
  }

  @Test
  void a_home_without_room_takes_nothing_and_goes_on_when_there_is_some() throws Exception {
    disk = SmallDisk.mount(root.resolve("home"), "24m");
    fillUp();
  }

  @Test
  void a_database_without_room_takes_nothing_and_goes_on_when_there_is_some() throws Exception {
    disk = SmallDisk.mount(root.resolve("home/data/db"), "8m");
    fillUp();
  }

  private void fillUp() throws Exception {
    try (PlainPartner partner = PlainPartner.start(root.resolve("bodies"))) {
      TestHome home = partner.home(root.resolve("home"), SETTINGS);
      try (TestGateway gateway = TestGateway.start(home)) {
        assertThat(accepted(partner, gateway.url(), "before", 5)).isEqualTo(5);

        disk.fill();
        for (int i = 0; i < FILES; i++) {
          drop(partner, home.path(), "order-" + i + ".edi");
        }
        assertThat(accepted(partner, gateway.url(), "full", MANY)).isLessThan(MANY);

        disk.free();
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
}
