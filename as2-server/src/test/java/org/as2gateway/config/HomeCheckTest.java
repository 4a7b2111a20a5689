package org.as2gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeCheckTest {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  @TempDir Path home;

  @Test
  void makes_missing_folders_and_closes_its_own_to_others() throws Exception {
    HomeCheck.prepare(home);

    for (String name : new String[] {"data", "inbox", "outbox", "sent", "failed", "certs"}) {
      assertThat(home.resolve(name)).isDirectory();
    }
    assertThat(mode(home.resolve("data"))).isEqualTo("rwx------");
    assertThat(mode(home.resolve("data/secrets"))).isEqualTo("rwx------");
  }

  @Test
  void leaves_the_mode_of_existing_folders_alone() throws Exception {
    Path data = Files.createDirectory(home.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-x---"));

    HomeCheck.prepare(home);

    assertThat(mode(data)).isEqualTo("rwxr-x---");
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void names_every_folder_that_is_none() throws IOException {
    Files.writeString(home.resolve("inbox"), "");
    Files.writeString(home.resolve("sent"), "");

    assertThatThrownBy(() -> HomeCheck.prepare(home))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("inbox' is not a folder")
        .hasMessageContaining("sent' is not a folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data", "inbox", "outbox", "sent", "failed"})
  void names_both_folders_that_lie_on_different_file_systems(String name) throws IOException {
    assumeThat(SHARED_MEMORY).isDirectory().isWritable();
    assumeThat(Files.getFileStore(SHARED_MEMORY)).isNotEqualTo(Files.getFileStore(home));
    Path elsewhere = Files.createTempDirectory(SHARED_MEMORY, "as2-home-check");
    try {
      Files.createSymbolicLink(home.resolve(name), elsewhere);

      assertThatThrownBy(() -> HomeCheck.prepare(home))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("'" + home.resolve("data") + "' and '" + home)
          .hasMessageContaining(home.resolve(name) + "'")
          .hasMessageContaining("are on different file systems");
    } finally {
      Files.deleteIfExists(elsewhere.resolve("secrets"));
      Files.delete(elsewhere);
    }
  }
}
