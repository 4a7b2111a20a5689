package org.as2gateway.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup may come from anywhere: nothing in it is believed. */
class RestoreHomeTest {
  private static final byte[] DATABASE =
      "H:2,block:2,…".getBytes(StandardCharsets.UTF_8); // as H2's files begin

  @TempDir private Path folder;
  private Path backup;
  private Path home;

  @BeforeEach
  void makeBackup() throws IOException {
    backup = Files.createDirectory(folder.resolve("backup"));
    home = folder.resolve("home");
    Files.writeString(backup.resolve("gateway.yaml"), "admin: { port: 0 }\n");
    Files.createDirectories(backup.resolve("certs/us"));
    Files.writeString(backup.resolve("certs/us/us.pem"), "a certificate");
    pack("gateway.mv.db", DATABASE);
    Files.writeString(
        backup.resolve("backup-complete"), "at now\n" + BackupContent.WITH_DATABASE + "\n");
  }

  private void pack(String name, byte[] content) throws IOException {
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(backup.resolve("database.zip")))) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
      zip.closeEntry();
    }
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(() -> RestoreHome.restore(backup, home))
        .isInstanceOf(BackupException.class)
        .hasMessageContainingAll(parts);
    assertThat(home).doesNotExist();
  }

  @Test
  void restores_files_for_their_owner_alone() throws Exception {
    Files.setPosixFilePermissions(
        backup.resolve("certs/us/us.pem"), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(RestoreHome.restore(backup, home)).isTrue();
    assertThat(home.resolve("data/db/gateway.mv.db")).hasBinaryContent(DATABASE);
    try (Stream<Path> all = Files.walk(home)) {
      assertThat(all.filter(path -> !path.equals(home)))
          .allSatisfy(
              path ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                      .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }
  }

  @Test
  void refuses_links_by_name() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "s");
    Files.createSymbolicLink(backup.resolve("certs/us/stolen.pem"), secret);
    Files.createSymbolicLink(backup.resolve("certs/other"), folder);
    assertRefused("certs/us/stolen.pem' is a symbolic link", "certs/other' is a symbolic link");
  }

  @Test
  void refuses_a_part_that_is_a_link_itself() throws Exception {
    Files.delete(backup.resolve("gateway.yaml"));
    Files.createSymbolicLink(backup.resolve("gateway.yaml"), Path.of("/etc/passwd"));
    assertRefused("gateway.yaml' is a symbolic link");
  }

  @Test
  void refuses_special_files() throws Exception {
    Path pipe = backup.resolve("certs/us/pipe.pem");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertRefused("pipe.pem' is neither a file nor a folder");
  }

  @Test
  void refuses_a_database_that_is_cut_short_or_something_else() throws Exception {
    Path zip = backup.resolve("database.zip");
    byte[] whole = Files.readAllBytes(zip);
    for (int length : List.of(0, 1, whole.length / 2, whole.length - 1)) {
      Files.write(zip, java.util.Arrays.copyOf(whole, length));
      assertRefused("database.zip' is damaged");
    }
    pack("gateway.mv.db", "something else".getBytes(StandardCharsets.US_ASCII));
    assertRefused("not contain an H2 database");
    Files.delete(zip);
    assertRefused("'database.zip' is missing");
  }

  @Test
  void refuses_a_database_whose_content_was_changed() throws Exception {
    Path zip = backup.resolve("database.zip");
    byte[] octets = Files.readAllBytes(zip);
    octets[30 + "gateway.mv.db".length() + 8] ^= 1; // in the compressed content
    Files.write(zip, octets);
    assertRefused("is damaged");
  }

  @Test
  void refuses_names_that_lead_out_of_the_home() throws Exception {
    for (String name :
        List.of("../gateway.mv.db", "/tmp/gateway.mv.db", "a\\b.mv.db", ".mv.db", "x.txt")) {
      pack(name, DATABASE);
      assertRefused("expected one file '*.mv.db'");
    }
  }

  @Test
  void leaves_an_empty_home_that_was_there_empty() throws Exception {
    Files.createDirectory(home);
    Files.delete(backup.resolve("database.zip"));
    assertThatThrownBy(() -> RestoreHome.restore(backup, home)).isInstanceOf(BackupException.class);
    assertThat(home).isEmptyDirectory();
  }
}
