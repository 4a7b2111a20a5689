package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.testkit.TestHome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** protocol.md §1: no room → 503 with Retry-After and no MDN, ever. */
class NoRoomIT {
  /** As on a file system that the kernel has left for reading only. */
  @Test
  void a_disk_that_takes_no_file_is_503_and_not_ready(@TempDir Path folder) throws Exception {
    try (PartnerSide side = PartnerSide.open(folder)) {
      MimeEntity message = PartnerSide.payload("a.edi", "UNA");
      assertThat(side.gateway().gateway().notReadyReasons()).isEmpty();
      Path stage = side.gateway().home().path().resolve("data/stage");
      Files.delete(stage);
      assertThat(side.send("open", PartnerSide.NO_RECEIPT, message).status()).isEqualTo(503);
      assertThat(side.gateway().gateway().notReadyReasons())
          .singleElement()
          .asString()
          .contains("no file can be created");
      Files.createDirectory(stage);
      assertThat(side.send("open", PartnerSide.NO_RECEIPT, message).status()).isEqualTo(200);
      assertThat(side.gateway().gateway().notReadyReasons()).isEmpty();
    }
  }

  @Test
  void a_disk_without_its_reserve_is_503_with_retry_after_and_without_an_mdn(@TempDir Path folder)
      throws Exception {
    String settings = TestHome.SETTINGS.replace("disk-reserve: 1 MiB", "disk-reserve: 900000 GiB");
    try (PartnerSide side = PartnerSide.open(folder, settings)) {
      MimeEntity payload = PartnerSide.payload("a.edi", "UNA");
      MimeEntity unsigned = PartnerSide.payload("b.edi", "UNB");
      for (PartnerSide.Exchange exchange :
          new PartnerSide.Exchange[] {
            side.send("open", PartnerSide.SIGNED_RECEIPT, payload),
            // what would be refused for good is not refused while we cannot record it
            side.send("partner", PartnerSide.SIGNED_RECEIPT, unsigned)
          }) {
        assertThat(exchange.status()).isEqualTo(503);
        assertThat(exchange.response().headers().first("Retry-After").orElse(""))
            .matches("[1-9][0-9]*");
        assertThat(exchange.response().entity().length()).isZero();
      }
      assertThat(side.gateway().gateway().notReadyReasons()).isNotEmpty();
      assertThat(side.gateway().messages()).isEmpty();
      assertThat(side.gateway().inbox("open")).isEmpty();
      assertThat(side.send("stranger", PartnerSide.SIGNED_RECEIPT, payload).status())
          .isEqualTo(403);
    }
  }
}
