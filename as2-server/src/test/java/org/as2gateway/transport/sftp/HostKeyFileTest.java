package org.as2gateway.transport.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.as2gateway.store.payload.HomeFolders;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.transport.sftp.ssh.HostKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostKeyFileTest {
  private static final int NODES = 8;

  @TempDir private Path home;
  private HomeFolders folders;

  @BeforeEach
  void makeFolder() throws Exception {
    folders = new HomeFolders(home);
    Files.createDirectories(folders.secrets());
  }

  @Test
  void nodes_that_start_at_once_have_one_key() throws Exception {
    ExecutorService nodes = Executors.newFixedThreadPool(NODES);
    CountDownLatch ready = new CountDownLatch(NODES);
    List<Future<String>> keys = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      keys.add(
          nodes.submit(
              () -> {
                ready.countDown();
                ready.await();
                return HostKeys.fingerprint(HostKeyFile.openOrCreate(folders).get(0).getPublic());
              }));
    }
    String kept = keys.get(0).get();
    for (Future<String> key : keys) {
      assertThat(key.get()).isEqualTo(kept);
    }
    nodes.shutdown();
    try (var files = Files.list(folders.secrets())) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void a_key_that_is_there_stays_and_openssh_shows_the_same_fingerprint() throws Exception {
    assertThat(HostKeyFile.fingerprints(folders)).isEmpty();
    HostKeyFile.create(folders);
    Path file = folders.secrets().resolve("sftp-host-key");
    byte[] before = Files.readAllBytes(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    HostKeyFile.create(folders);
    assertThat(file).hasBinaryContent(before);
    OpenSsh openSsh = new OpenSsh(Files.createDirectory(home.resolve("openssh")));
    Files.writeString(Path.of(file + ".pub"), openSsh.publicOf(file));
    assertThat(HostKeyFile.fingerprints(folders)).containsExactly(openSsh.fingerprint(file));
  }
}
