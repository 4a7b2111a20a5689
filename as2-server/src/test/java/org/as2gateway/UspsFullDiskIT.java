package org.as2gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.SmallDisk;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.usps.Samples;
import org.as2gateway.usps.files.ExtractLines;
import org.as2gateway.usps.ledger.FileState;
import org.as2gateway.usps.ledger.UspsFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the database is full while the USPS desk works. */
@Tag("slow")
class UspsFullDiskIT {
  private static final String SETTINGS =
      """
      as2:
        http: { host: 127.0.0.1, port: 0 }
      admin: { port: 0 }
      limits: { disk-reserve: 0 B }
      retry: { first: 50ms, factor: 1, max: 50ms, budget: 10m }
      """;
  private static final String EFN = Samples.efn(1);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration A_WHILE = Duration.ofSeconds(4);
  private static final int PIECES = 6_000;

  @TempDir private Path root;
  private SmallDisk disk;
  private TestGateway them;
  private TestGateway us;

  private void start() throws Exception {
    var ours = TestPki.rsa("CN=us");
    var theirs = TestPki.rsa("CN=them");
    Path folder = root.resolve("us");
    disk = SmallDisk.mount(folder.resolve("data/db"), "24m");
    TestHome partner =
        new TestHome(root.resolve("them"))
            .settings(SETTINGS)
            .station("them", theirs)
            .partner("us", ours.certificate())
            .partnership("us", "them", Map.of());
    them = TestGateway.start(partner);
    us =
        TestGateway.start(
            new TestHome(folder)
                .settings(SETTINGS)
                .station("us", ours)
                .partner("them", theirs.certificate())
                .partnership("us", "them", manifests(them.url()))
                .partnership("them", "us", Map.of("gw.usps", "answers")));
    partner.partnership("them", "us", TestHome.sending(us.url()));
    them.awaitPartnership("them-to-us");
  }

  private static Map<String, String> manifests(URI url) {
    Map<String, String> attributes = new LinkedHashMap<>(TestHome.sending(url));
    attributes.put("gw.usps", "manifests");
    return attributes;
  }

  @AfterEach
  void stop() throws Exception {
    if (us != null) {
      us.close();
      them.close();
    }
    if (disk != null) {
      disk.close();
    }
  }

  private UspsFile await(FileState state, int scanned) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> us.gateway().usps().ledger().files().find(EFN).orElse(null),
            file -> file != null && file.state() == state && file.scans().scanned() == scanned);
  }

  @Test
  void manifest_in_its_check_is_sent_once_and_in_the_ledger_when_there_is_room_again()
      throws Exception {
    start();
    us.gateway().hold("us-to-them");
    String manifest = Samples.manifest(EFN, 100, 3);
    String id = us.submit("us-to-them", "full.manifest", manifest.getBytes(ISO_8859_1)).id();
    us.gateway().release("us-to-them");
    disk.fill();
    Awaitility.await().pollDelay(A_WHILE).until(() -> true);
    disk.free();

    UspsFile file = await(FileState.RECEIVED, 0);
    us.await(id, message -> message.status() == MessageStatus.ACKNOWLEDGED);
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> us.gateway().usps().ledger().messages().isEntered(file.id()));
    assertThat(them.inbox("us")).hasSize(1);
    assertThat(file.pieces()).isEqualTo(3);
  }

  @Test
  void extract_is_read_to_its_end_and_counts_once_when_there_is_room_again() throws Exception {
    start();
    String manifest = Samples.manifest(EFN, 0, PIECES);
    us.awaitEnd(us.submit("us-to-them", "big.manifest", manifest.getBytes(ISO_8859_1)).id());
    UspsFile file = await(FileState.RECEIVED, 0);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> us.gateway().usps().ledger().messages().isEntered(file.id()));

    disk.fillBut(768 << 10);
    StringBuilder extract = new StringBuilder();
    for (int i = 0; i < PIECES; i++) {
      String line = ExtractLines.line(Samples.pic(i), "07", "ARRIVAL", "20260118", "1305");
      extract.append(ExtractLines.inFile(EFN, line)).append("\r\n");
    }
    them.submit("them-to-us", "extract.txt", extract.toString().getBytes(ISO_8859_1));
    Awaitility.await().pollDelay(A_WHILE).until(() -> true);
    disk.free();

    await(FileState.SCANNED, PIECES);
    assertThat(us.gateway().usps().scans().ofPiece(Samples.pic(PIECES - 1))).hasSize(1);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> us.gateway().usps().scans().files().newest(9).get(0).isComplete());
    assertThat(us.gateway().usps().scans().files().newest(9))
        .singleElement()
        .satisfies(read -> assertThat(read.events()).isEqualTo(PIECES));
  }
}
