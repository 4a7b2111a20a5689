package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.FakeClock;
import org.as2gateway.testkit.TestHome;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message that is recorded and cannot be brought to the inbox. */
@Tag("slow")
class RedeliveryIT {
  private static final Path OTHER_DISK = Path.of("/dev/shm");

  @TempDir private Path folder;

  @Test
  void nothing_is_accepted_for_a_folder_on_another_disk() throws Exception {
    Path elsewhere = elsewhere();
    try (PartnerSide side = PartnerSide.open(folder)) {
      Path inbox = side.gateway().home().path().resolve("inbox/clear");
      Files.createSymbolicLink(inbox, elsewhere);
      MimeEntity message = side.signed(PartnerSide.payload("a.txt", "order"));
      for (int i = 0; i < 2; i++) {
        assertThat(side.send("clear", PartnerSide.SIGNED_RECEIPT, message).status()).isEqualTo(503);
      }
      assertThat(side.gateway().messages()).isEmpty();
      Files.delete(inbox);
      side.accepted("clear", message);
    } finally {
      Files.delete(elsewhere);
    }
  }

  private Path elsewhere() throws IOException {
    assumeThat(OTHER_DISK).isDirectory();
    assumeThat(Files.getFileStore(OTHER_DISK)).isNotEqualTo(Files.getFileStore(folder));
    return Files.createTempDirectory(OTHER_DISK, "inbox");
  }

  /** A link to another disk that takes the folder's place: names are chosen, no file gets in. */
  @Test
  void what_is_accepted_reaches_the_inbox_when_it_can_whatever_the_clock_says() throws Exception {
    Path elsewhere = elsewhere();
    FakeClock clock = new FakeClock(Instant.now());
    try (PartnerSide side = PartnerSide.open(folder, TestHome.SETTINGS, clock)) {
      Path inbox = side.gateway().home().path().resolve("inbox/clear");
      MimeEntity message = side.signed(PartnerSide.payload("a.txt", "order"));
      side.accepted("clear", message);
      Files.move(inbox, folder.resolve("before"));
      Files.createSymbolicLink(inbox, elsewhere);

      PartnerSide.Exchange exchange = side.send("clear", PartnerSide.SIGNED_RECEIPT, message);
      assertThat(exchange.status()).isEqualTo(503);
      assertThat(side.record(exchange).status()).isEqualTo(MessageStatus.ACCEPTED);

      clock.jump(Duration.ofDays(-3650));
      Files.delete(inbox);
      MessageRecord delivered =
          Awaitility.await()
              .atMost(Duration.ofSeconds(60))
              .until(() -> side.record(exchange), now -> now.status() == MessageStatus.DELIVERED);
      assertThat(side.delivered(delivered, 0)).hasContent("order");
      assertThat(elsewhere).isEmptyDirectory();
    } finally {
      Files.delete(elsewhere);
    }
  }
}
