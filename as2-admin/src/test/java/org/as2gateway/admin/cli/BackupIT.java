package org.as2gateway.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.as2gateway.admin.server.RunningGateway;
import org.as2gateway.config.GatewayConfigReader;
import org.as2gateway.store.log.Direction;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.TestHome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway copied while it sends, lost, and made anew of the copy. */
@Tag("slow")
class BackupIT {
  private static final int MESSAGES = 40;

  @TempDir private Path folder;

  private static Map<String, String> usual() {
    return new LinkedHashMap<>(TestHome.sending(java.net.URI.create("http://127.0.0.1/")));
  }

  private static List<String> submitAll(RunningGateway station) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      byte[] payload = ("payload " + i).getBytes(StandardCharsets.US_ASCII);
      try {
        ids.add(
            station
                .gateway()
                .submit(
                    "usual",
                    i + ".edi",
                    Optional.empty(),
                    Optional.empty(),
                    new ByteArrayInputStream(payload))
                .id());
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    return ids;
  }

  @Test
  void what_was_under_way_comes_back_unknown_and_is_delivered_once() throws Exception {
    Path copy = folder.resolve("copy");
    Path restored = folder.resolve("restored");
    try (TwoStations stations = new TwoStations(folder).cases(Map.of("usual", usual())).start()) {
      CompletableFuture<List<String>> load =
          CompletableFuture.supplyAsync(() -> submitAll(stations.us()));
      ShellRun run = ShellRun.of(stations.ours.path(), "backup", copy);
      assertThat(run.err()).isEmpty();
      assertThat(run.status()).isZero();
      load.join().forEach(stations::awaitEnd);
      stations.us().close();

      ShellRun restore = ShellRun.of(restored, "restore", copy);
      assertThat(restore.err()).isEmpty();
      try (RunningGateway again =
          RunningGateway.start(
              GatewayConfigReader.read(restored, Map.of()), Map.of(), Clock.systemUTC())) {
        resendUnknown(again);
        assertThat(ShellRun.of(restored, "evidence-check").out())
            .contains("✓ no records missing or altered");
      }
      assertDeliveredOnce(stations);
    }
  }

  private static void resendUnknown(RunningGateway again) throws Exception {
    List<MessageRecord> all =
        again.gateway().messages().search(MessageQuery.newest(1000)).messages();
    for (MessageRecord message : all) {
      assertThat(message.status()).isIn(MessageStatus.ACKNOWLEDGED, MessageStatus.FAILED);
      if (message.status() == MessageStatus.FAILED) {
        assertThat(message.error()).contains("restored from a backup, outcome unknown");
        again.gateway().resend(message.id());
        MessageRecord ended =
            org.awaitility.Awaitility.await()
                .until(
                    () -> again.gateway().messages().find(message.id()).orElseThrow(),
                    found -> found.status().isEnd());
        assertThat(ended.status())
            .as(String.valueOf(ended.error()))
            .isEqualTo(MessageStatus.ACKNOWLEDGED);
        assertThat(ended.as2().messageId()).isEqualTo(message.as2().messageId());
      }
    }
  }

  private static void assertDeliveredOnce(TwoStations stations) throws Exception {
    try (var files = Files.list(stations.theirs.path().resolve("inbox/us-usual"))) {
      assertThat(files).hasSize(MESSAGES);
    }
    assertThat(stations.them().gateway().messages().search(MessageQuery.newest(1000)).messages())
        .filteredOn(message -> message.direction() == Direction.IN)
        .hasSize(MESSAGES)
        .allMatch(message -> message.status() == MessageStatus.DELIVERED);
  }

  /** The old outbox is brought along, as somebody would who has lost nothing but the database. */
  @Test
  void a_file_that_was_being_sent_comes_back_failed_and_is_no_new_message() throws Exception {
    Path copy = folder.resolve("copy");
    Path restored = folder.resolve("restored");
    try (TwoStations stations = new TwoStations(folder).cases(Map.of("usual", usual())).start()) {
      Path home = stations.ours.path();
      assertThat(ShellRun.of(home, "hold", "usual").status()).isZero();
      Path file = Files.createDirectories(home.resolve("outbox/usual")).resolve("a.edi");
      Files.writeString(file, "order");
      org.awaitility.Awaitility.await()
          .until(() -> stations.us().gateway().messages().countOpen("usual") == 1);
      assertThat(ShellRun.of(home, "backup", copy).status()).isZero();
      stations.us().close();
      assertThat(ShellRun.of(restored, "restore", copy).status()).isZero();
      Path brought = Files.createDirectories(restored.resolve("outbox/usual")).resolve("a.edi");
      Files.copy(file, brought, StandardCopyOption.COPY_ATTRIBUTES);
    }
    try (RunningGateway again =
        RunningGateway.start(
            GatewayConfigReader.read(restored, Map.of()), Map.of(), Clock.systemUTC())) {
      assertThat(restored.resolve("outbox/usual")).isEmptyDirectory();
      assertThat(restored.resolve("failed/usual/a.edi")).hasContent("order");
      assertThat(again.gateway().messages().search(MessageQuery.newest(10)).messages())
          .singleElement()
          .satisfies(message -> assertThat(message.status()).isEqualTo(MessageStatus.FAILED));
    }
  }

  @Test
  void a_backup_goes_into_an_empty_folder_and_a_restore_into_an_empty_home() throws Exception {
    Path copy = folder.resolve("copy");
    try (TwoStations stations = new TwoStations(folder).cases(Map.of("usual", usual()))) {
      stations.startUs();
      Path home = stations.ours.path();
      for (Path wrong :
          List.of(home, home.resolve("data/copy"), home.resolve("inbox"), folder, home.getRoot())) {
        ShellRun run = ShellRun.of(home, "backup", wrong);
        assertThat(run.status()).as(wrong + run.out()).isEqualTo(1);
      }
      assertThat(ShellRun.of(home, "backup", copy).status()).isZero();
      assertThat(ShellRun.of(home, "backup", copy).err()).contains("is not empty");
      assertThat(ShellRun.of(home, "restore", copy).err()).contains("is not empty");
    }
    Path half = folder.resolve("half");
    Path database = copy.resolve("database.zip");
    Files.move(database, copy.resolve("kept"));
    Files.writeString(database, "cut short");
    ShellRun damaged = ShellRun.of(half, "restore", copy);
    assertThat(damaged.status()).isEqualTo(1);
    assertThat(damaged.err()).contains("database.zip' is damaged");
    assertThat(half).as("nothing half-made").doesNotExist();
    Files.delete(copy.resolve("backup-complete"));
    ShellRun run = ShellRun.of(folder.resolve("new"), "restore", copy);
    assertThat(run.err()).contains("is not a complete backup");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void an_existing_folder_becomes_private_and_an_unreadable_file_is_named() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("copy"));
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (TwoStations stations = new TwoStations(folder).cases(Map.of("usual", usual()))) {
      stations.startUs();
      Path home = stations.ours.path();
      Files.createSymbolicLink(home.resolve("certs/nowhere.pem"), folder.resolve("nowhere"));
      ShellRun run = ShellRun.of(home, "backup", copy);
      assertThat(run.status()).as(run.err()).isZero();
      assertThat(run.out())
          .contains("its mode was changed to 0700")
          .contains("note: '" + home.resolve("certs/nowhere.pem") + "' is not copied");
    }
    try (var all = Files.walk(copy)) {
      assertThat(all)
          .allSatisfy(
              path ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                      .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }
  }
}
