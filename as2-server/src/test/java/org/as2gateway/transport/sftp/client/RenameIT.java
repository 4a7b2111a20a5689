package org.as2gateway.transport.sftp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.transport.sftp.ssh.SshKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is noted of the rename that completes an upload, with OpenSSH at the other end. */
final class RenameIT {
  private static final int FILE_BYTES = 1000;

  @TempDir private Path folder;
  private final TestNotes notes = new TestNotes(() -> {});
  private SftpConnector connector;
  private OpenSsh.Server sshd;
  private SftpSession session;
  private Path remote;
  private Path file;

  @BeforeEach
  void connect() throws Exception {
    OpenSsh openSsh = new OpenSsh(folder);
    remote = Files.createDirectory(folder.resolve("remote"));
    file = Files.write(folder.resolve("payload"), new byte[FILE_BYTES]);
    Path hostKey = openSsh.key("host", "ed25519", "");
    Path userKey = openSsh.key("id_ed25519", "ed25519", "");
    sshd = openSsh.server(hostKey, List.of(userKey));
    connector = new SftpConnector(SftpTimeLimits.DEFAULT, Clock.systemUTC());
    session =
        connector.connect(
            new SftpServer(
                "127.0.0.1",
                sshd.port(),
                System.getProperty("user.name"),
                List.of(openSsh.fingerprint(hostKey))),
            new SftpLogin(SshKeys.readPrivate(userKey, Optional.empty()), Optional.empty()));
  }

  @AfterEach
  void stop() {
    if (session != null) {
      session.close();
    }
    if (connector != null) {
      connector.close();
    }
    if (sshd != null) {
      sshd.close();
    }
  }

  @Test
  void a_rename_is_noted_before_and_confirmed_after() throws Exception {
    session.upload(upload(false), notes);
    assertThat(notes.calls()).containsExactly("begin", "confirm");
  }

  @Test
  void a_rename_whose_answer_was_lost_is_seen_by_the_file() throws Exception {
    Files.copy(file, remote.resolve("a.txt"));
    session.upload(upload(true), notes);
    assertThat(String.join("\n", session.log())).contains("has 1000 bytes: it was renamed before");
    assertThat(notes.calls()).isEmpty();
  }

  @Test
  void a_file_that_is_nowhere_is_not_taken_for_renamed() {
    assertThat(problemOf(upload(true), notes))
        .isEqualTo(
            new SftpProblem.RenameUnknown(remote + "/a.txt", FILE_BYTES, OptionalLong.empty()));
  }

  @Test
  void another_file_of_the_name_is_not_taken_for_renamed() throws Exception {
    Files.writeString(remote.resolve("a.txt"), "other");
    assertThat(problemOf(upload(true), notes))
        .isEqualTo(
            new SftpProblem.RenameUnknown(remote + "/a.txt", FILE_BYTES, OptionalLong.of(5)));
  }

  @Test
  void a_refused_rename_takes_its_note_back() {
    TestNotes taken = new TestNotes(() -> Files.writeString(remote.resolve("a.txt"), "old"));
    assertThat(problemOf(upload(false), taken)).isInstanceOf(SftpProblem.NameTaken.class);
    assertThat(taken.calls()).containsExactly("begin", "take back");
  }

  @Test
  void a_temporary_file_that_we_remove_takes_the_note_back() throws Exception {
    Upload.Source real = Upload.Source.of(file);
    Upload.Source lied = new Upload.Source(real.opener(), FILE_BYTES + 1, real.sha256());
    Files.write(remote.resolve(".a.part"), new byte[10]);
    Upload upload = new Upload(lied, remote.toString(), "a.txt", ".a.part", true);
    assertThat(problemOf(upload, notes)).isInstanceOf(SftpProblem.SizeDiffers.class);
    assertThat(notes.calls()).containsExactly("take back");
    assertThat(remote).isEmptyDirectory();
  }

  private SftpProblem problemOf(Upload upload, RenameNotes noted) {
    return catchThrowableOfType(SftpFailure.class, () -> session.upload(upload, noted)).problem();
  }

  private Upload upload(boolean mayBeRenamed) {
    try {
      return new Upload(
          Upload.Source.of(file), remote.toString(), "a.txt", ".a.part", mayBeRenamed);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
