package org.as2gateway.transport.sftp.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.TcpProxy;
import org.as2gateway.transport.sftp.ssh.SshKeyException;
import org.as2gateway.transport.sftp.ssh.SshKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions with OpenSSH's sshd. */
final class SftpSessionIT {
  private static final int FILE_BYTES = 3 * 1024 * 1024;
  private static final RenameNotes NOTHING = new TestNotes(() -> {});

  @TempDir private Path folder;
  private OpenSsh openSsh;
  private OpenSsh.Server sshd;
  private Path hostKey;
  private Path userKey;
  private Path remote;
  private SftpConnector connector;

  @BeforeEach
  void start() throws IOException {
    openSsh = new OpenSsh(folder);
    hostKey = openSsh.key("host", "ed25519", "");
    userKey = openSsh.key("user", "ed25519", "");
    remote = Files.createDirectory(folder.resolve("remote"));
    sshd = openSsh.server(hostKey, List.of(userKey));
    SftpTimeLimits limits =
        new SftpTimeLimits(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20));
    connector = new SftpConnector(limits, Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    if (sshd != null) {
      connector.close();
      sshd.close();
    }
  }

  @Test
  void uploads_under_a_temporary_name_and_renames() throws Exception {
    Path file = random(FILE_BYTES);
    try (SftpSession session = connect()) {
      boolean[] seen = new boolean[1];
      session.upload(
          upload(file),
          new TestNotes(() -> seen[0] = Files.size(remote.resolve(".a.part")) == FILE_BYTES));
      assertThat(seen[0]).as("complete under its temporary name before the rename").isTrue();
      assertThat(session.hostKey()).isEqualTo(openSsh.fingerprint(hostKey));
      assertThat(String.join("\n", session.log())).contains("OpenSSH", "signed in", "renamed to");
    }
    assertThat(remote.resolve("a.txt")).hasSameBinaryContentAs(file);
    assertThat(remote.resolve(".a.part")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 25, 50, 99})
  void continues_an_upload_that_was_cut(int percent) throws Exception {
    Path file = random(FILE_BYTES);
    try (TcpProxy wire = TcpProxy.countingUploads(sshd.port())) {
      wire.cutAfter(5000 + (long) FILE_BYTES * percent / 100);
      SftpServer server = server(wire.port(), openSsh.fingerprint(hostKey));
      SftpFailure failure =
          catchThrowableOfType(
              SftpFailure.class,
              () -> {
                try (SftpSession session = connector.connect(server, login(userKey, ""))) {
                  session.upload(upload(file), NOTHING);
                }
              });
      assertThat(failure.problem()).isInstanceOf(SftpProblem.Cut.class);
      assertThat(failure.problem().isTemporary()).isTrue();
      assertThat(remote.resolve("a.txt")).doesNotExist();
      try (SftpSession session = connector.connect(server, login(userKey, ""))) {
        session.upload(upload(file), NOTHING);
        assertThat(String.join("\n", session.log()))
            .contains("write '.a.part' from byte " + (percent < 50 ? "0 of" : ""));
      }
      assertThat(wire.broken()).isEqualTo(1);
    }
    assertThat(remote.resolve("a.txt")).hasSameBinaryContentAs(file);
  }

  @Test
  void never_overwrites_a_file() throws Exception {
    Files.writeString(remote.resolve("a.txt"), "old");
    SftpProblem problem = problemOf(session -> session.upload(upload(random(1000)), NOTHING));
    assertThat(problem).isInstanceOf(SftpProblem.NameTaken.class);
    assertThat(remote.resolve("a.txt")).hasContent("old");
  }

  @Test
  void never_overwrites_a_file_that_came_during_the_upload() throws Exception {
    SftpProblem problem =
        problemOf(
            session ->
                session.upload(
                    upload(random(1000)),
                    new TestNotes(() -> Files.writeString(remote.resolve("a.txt"), "old"))));
    assertThat(problem).isInstanceOf(SftpProblem.NameTaken.class);
    assertThat(remote.resolve("a.txt")).hasContent("old");
  }

  @Test
  void compares_the_size_before_it_renames() throws Exception {
    Path file = random(1000);
    Upload.Source real = Upload.Source.of(file);
    Upload.Source lied = new Upload.Source(real.opener(), 1001, real.sha256());
    Upload upload = new Upload(lied, remote.toString(), "a.txt", ".a.part", false);
    SftpProblem problem = problemOf(session -> session.upload(upload, NOTHING));
    assertThat(problem).isEqualTo(new SftpProblem.SizeDiffers(remote + "/.a.part", 1001, 1000));
    assertThat(remote).isEmptyDirectory();
  }

  @Test
  void renames_nothing_but_what_was_submitted() throws Exception {
    Upload.Source real = Upload.Source.of(random(1000));
    Upload.Source changed = new Upload.Source(real.opener(), 1000, "0".repeat(64));
    Upload upload = new Upload(changed, remote.toString(), "a.txt", ".a.part", false);
    SftpProblem problem = problemOf(session -> session.upload(upload, NOTHING));
    assertThat(problem).isEqualTo(new SftpProblem.ContentChanged("a.txt"));
    assertThat(remote.resolve("a.txt")).doesNotExist();
  }

  @Test
  void says_that_permission_is_denied() throws Exception {
    try (OpenSsh.Server readOnly =
            openSsh.server(hostKey, List.of(userKey), "ForceCommand internal-sftp -R");
        SftpSession session =
            connector.connect(
                server(readOnly.port(), openSsh.fingerprint(hostKey)), login(userKey, ""))) {
      Upload upload = upload(random(10));
      SftpFailure failure =
          catchThrowableOfType(SftpFailure.class, () -> session.upload(upload, NOTHING));
      assertThat(failure.problem())
          .isEqualTo(new SftpProblem.PermissionDenied("write", remote + "/.a.part"));
    }
  }

  @Test
  void says_that_the_disk_of_the_server_is_full() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small"));
    Assumptions.assumeTrue(
        mount("mount", "-t", "tmpfs", "-o", "size=1m", "none", small.toString()),
        "mounting is not allowed here: no small disk to fill");
    try {
      Path file = random(FILE_BYTES);
      Upload upload =
          new Upload(Upload.Source.of(file), small.toString(), "a.txt", ".a.part", false);
      SftpProblem problem = problemOf(session -> session.upload(upload, NOTHING));
      assertThat(problem).isInstanceOf(SftpProblem.DiskFull.class);
      assertThat(small.resolve("a.txt")).doesNotExist();
    } finally {
      mount("umount", small.toString());
    }
  }

  private static boolean mount(String... command) throws Exception {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }

  @Test
  void names_the_time_limit_of_a_server_that_is_silent() throws Exception {
    SftpTimeLimits limits =
        new SftpTimeLimits(Duration.ofMillis(500), Duration.ofMillis(500), Duration.ofSeconds(5));
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        SftpConnector hasty = new SftpConnector(limits, Clock.systemUTC())) {
      SftpFailure failure =
          catchThrowableOfType(
              SftpFailure.class,
              () -> hasty.connect(server(silent.getLocalPort(), "SHA256:x"), login(userKey, "")));
      assertThat(failure.problem()).isInstanceOf(SftpProblem.TimedOut.class);
    }
  }

  @Test
  void ends_a_session_whose_server_sends_a_byte_now_and_then() throws Exception {
    Upload upload =
        new Upload(Upload.Source.of(random(1000)), remote.toString(), "a.txt", ".a.part", false);
    SftpTimeLimits limits =
        new SftpTimeLimits(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(4));
    try (TcpProxy wire = TcpProxy.countingDownloads(sshd.port());
        SftpConnector client = new SftpConnector(limits, Clock.systemUTC());
        SftpSession session =
            client.connect(server(wire.port(), openSsh.fingerprint(hostKey)), login(userKey, ""))) {
      wire.dribble();
      SftpFailure failure =
          catchThrowableOfType(SftpFailure.class, () -> session.upload(upload, NOTHING));
      assertThat(failure.problem()).isInstanceOf(SftpProblem.TooSlow.class);
      assertThat(failure.problem().isConnectionLost()).isTrue();
      assertThat(failure.problem().sentence()).contains("less than 16384 bytes a second");
    }
  }

  @Test
  void names_a_folder_that_is_not_there() {
    assertThat(problemOf(session -> session.list(remote + "/missing")))
        .isEqualTo(new SftpProblem.NotFound("list", remote + "/missing"));
  }

  @Test
  void lists_reads_moves_and_removes_files() throws Exception {
    Path file = random(FILE_BYTES);
    Files.copy(file, remote.resolve("one.txt"));
    Files.writeString(remote.resolve("two.txt"), "2");
    Files.createDirectory(remote.resolve("done"));
    Files.createSymbolicLink(remote.resolve("link"), file);
    String in = remote.toString();
    try (SftpSession session = connect()) {
      List<RemoteFile> files = session.list(in);
      assertThat(files)
          .extracting(RemoteFile::name)
          .containsExactlyInAnyOrder("one.txt", "two.txt");
      RemoteFile one = files.stream().filter(f -> f.name().equals("one.txt")).findFirst().get();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      session.download(in, one, out);
      assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(file));
      session.move(in, one, remote + "/done");
      RemoteFile two = files.stream().filter(f -> f.name().equals("two.txt")).findFirst().get();
      assertThat(session.remove(in, new RemoteFile("two.txt", 2, two.modified()))).isFalse();
      assertThat(session.remove(in, new RemoteFile("two.txt", 1, Instant.MAX))).isFalse();
      assertThat(remote.resolve("two.txt")).exists();
      assertThat(session.remove(in, two)).isTrue();
      assertThat(session.remove(in, two)).as("it is gone already").isTrue();
    }
    assertThat(remote.resolve("done/one.txt")).exists();
    assertThat(remote.resolve("two.txt")).doesNotExist();
  }

  @Test
  void refuses_a_file_that_is_not_as_large_as_listed() throws Exception {
    Files.writeString(remote.resolve("a.txt"), "12345");
    for (long listed : new long[] {4, 6}) {
      RemoteFile file = new RemoteFile("a.txt", listed, Instant.EPOCH);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      SftpProblem problem = problemOf(session -> session.download(remote.toString(), file, out));
      assertThat(problem).isEqualTo(new SftpProblem.SizeDiffers(remote + "/a.txt", listed, 5));
      assertThat(out.size()).as("never more than was listed").isLessThanOrEqualTo(5);
    }
  }

  @Test
  void refuses_a_host_key_that_is_not_pinned_and_shows_both() throws Exception {
    String other = openSsh.fingerprint(openSsh.key("other", "ed25519", ""));
    SftpFailure failure =
        catchThrowableOfType(
            SftpFailure.class,
            () -> connector.connect(server(sshd.port(), other), login(userKey, "")));
    assertThat(failure.problem())
        .isEqualTo(
            new SftpProblem.WrongHostKey(
                "127.0.0.1:" + sshd.port(),
                List.of(other),
                "ssh-ed25519",
                openSsh.fingerprint(hostKey)));
    assertThat(sshd.log()).doesNotContain("Accepted publickey");
  }

  @Test
  void accepts_each_pinned_key_during_a_change() throws Exception {
    String other = openSsh.fingerprint(openSsh.key("other", "ed25519", ""));
    SftpServer server = server(sshd.port(), other, openSsh.fingerprint(hostKey));
    try (SftpSession session = connector.connect(server, login(userKey, ""))) {
      assertThat(session.hostKey()).isEqualTo(openSsh.fingerprint(hostKey));
    }
  }

  @Test
  void finds_the_pinned_key_among_several_of_a_server() throws Exception {
    Path rsa = openSsh.key("rsa", "rsa", "", "-b", "3072");
    try (OpenSsh.Server two = openSsh.server(hostKey, List.of(userKey), "HostKey " + rsa);
        SftpSession session =
            connector.connect(server(two.port(), openSsh.fingerprint(rsa)), login(userKey, ""))) {
      assertThat(session.hostKey()).isEqualTo(openSsh.fingerprint(rsa));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519,,''",
    "ed25519,,secret",
    "rsa,3072,''",
    "rsa,3072,secret",
    "ecdsa,256,''",
    "ecdsa,384,secret",
    "pem-rsa,3072,''",
    "pem-rsa,3072,secret",
    "pem-ecdsa,256,''"
  })
  void signs_in_with_keys_of_every_type(String type, String bits, String passphrase)
      throws Exception {
    boolean isPem = type.startsWith("pem-");
    List<String> options = new ArrayList<>();
    if (bits != null) {
      options.addAll(List.of("-b", bits));
    }
    if (isPem) {
      options.addAll(List.of("-m", "PEM"));
    }
    Path key =
        openSsh.key("try", type.replace("pem-", ""), passphrase, options.toArray(String[]::new));
    try (OpenSsh.Server server = openSsh.server(hostKey, List.of(key));
        SftpSession session =
            connector.connect(
                server(server.port(), openSsh.fingerprint(hostKey)), login(key, passphrase))) {
      assertThat(session.list(remote.toString())).isEmpty();
    }
  }

  @Test
  void says_which_key_the_server_refused() throws Exception {
    Path stranger = openSsh.key("stranger", "ed25519", "");
    SftpFailure failure =
        catchThrowableOfType(
            SftpFailure.class,
            () ->
                connector.connect(
                    server(sshd.port(), openSsh.fingerprint(hostKey)), login(stranger, "")));
    assertThat(failure.problem()).isInstanceOf(SftpProblem.SignInRefused.class);
    assertThat(failure.getMessage()).contains(openSsh.fingerprint(stranger));
  }

  @Test
  void says_that_a_server_is_not_there() throws Exception {
    int port = sshd.port();
    sshd.close();
    SftpFailure failure =
        catchThrowableOfType(
            SftpFailure.class,
            () -> connector.connect(server(port, "SHA256:x"), login(userKey, "")));
    assertThat(failure.problem()).isInstanceOf(SftpProblem.NotReachable.class);
  }

  @Test
  void asks_for_the_passphrase_of_an_encrypted_key() throws Exception {
    Path key = openSsh.key("locked", "ed25519", "secret");
    SshKeyException none =
        catchThrowableOfType(
            SshKeyException.class, () -> SshKeys.readPrivate(key, Optional.empty()));
    assertThat(none).hasMessageContaining("needs its passphrase");
    SshKeyException wrong =
        catchThrowableOfType(
            SshKeyException.class, () -> SshKeys.readPrivate(key, Optional.of("wrong")));
    assertThat(wrong).hasMessageContaining("passphrase is right");
  }

  private interface Work {
    void in(SftpSession session) throws IOException;
  }

  private SftpProblem problemOf(Work work) {
    return catchThrowableOfType(
            SftpFailure.class,
            () -> {
              try (SftpSession session = connect()) {
                work.in(session);
              }
            })
        .problem();
  }

  private SftpSession connect() throws Exception {
    return connector.connect(server(sshd.port(), openSsh.fingerprint(hostKey)), login(userKey, ""));
  }

  private static SftpServer server(int port, String... pinned) {
    return new SftpServer("127.0.0.1", port, System.getProperty("user.name"), List.of(pinned));
  }

  private static SftpLogin login(Path key, String passphrase) throws SshKeyException {
    List<KeyPair> pairs =
        SshKeys.readPrivate(key, passphrase.isEmpty() ? Optional.empty() : Optional.of(passphrase));
    return new SftpLogin(pairs, Optional.empty());
  }

  private Upload upload(Path file) throws IOException {
    return new Upload(Upload.Source.of(file), remote.toString(), "a.txt", ".a.part", false);
  }

  private Path random(int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return Files.write(Files.createTempFile(folder, "payload", ""), content);
  }
}
