package org.as2gateway.transport.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.SmallDisk;
import org.as2gateway.testkit.TcpProxy;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.sftp.ssh.HostKeys;
import org.as2gateway.transport.sftp.ssh.SshKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is wrong at the server of a partner: a message says in one sentence what, and the remedy.
 */
final class SftpFailuresIT {
  private static final int FILE_BYTES = 2 * 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private OpenSsh openSsh;
  private Path hostKey;
  private Path userKey;
  private Path remote;
  private TestHome home;
  private TestGateway gateway;

  @BeforeEach
  void write() throws Exception {
    openSsh = new OpenSsh(folder);
    hostKey = openSsh.key("host", "ed25519", "");
    userKey = openSsh.key("id_ed25519", "ed25519", "");
    remote = Files.createDirectory(folder.resolve("remote"));
    home = new TestHome(folder.resolve("home"));
    home.settings(TestHome.SETTINGS + "sftp: { poll: 200ms }\n");
    home.station("US", TestPki.rsa("US")).partner("USPS", TestPki.rsa("USPS").certificate());
    Files.copy(userKey, home.path().resolve("certs/US/id_ed25519"));
  }

  @AfterEach
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
  }

  private Map<String, String> attributes(int port, Path to) throws IOException {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("gw.transport", "sftp");
    attributes.put(
        "gw.sftp_url", "sftp://" + System.getProperty("user.name") + "@127.0.0.1:" + port + to);
    attributes.put("gw.sftp_host_key", openSsh.fingerprint(hostKey));
    attributes.put("gw.sftp_key", "US");
    return attributes;
  }

  /** Submits a file and waits for what an attempt to send it says. */
  private MessageRecord attempt(Map<String, String> attributes) throws Exception {
    home.partnership("US", "USPS", attributes);
    gateway = TestGateway.start(home);
    String id = gateway.submit("US-to-USPS", "a.txt", random()).id();
    return gateway.await(id, message -> message.error() != null);
  }

  private void awaitSent(MessageRecord message) throws Exception {
    MessageRecord sent = gateway.awaitEnd(message.id());
    assertThat(sent.status()).as(sent.error()).isEqualTo(MessageStatus.SENT);
    assertThat(remote.resolve("a.txt")).hasBinaryContent(random());
  }

  private static void check(MessageRecord message, Reason reason, String sentence, String remedy) {
    assertThat(message.state().failure().reason()).isEqualTo(reason);
    assertThat(message.error()).contains(sentence + ". " + remedy);
  }

  @Test
  void a_server_with_another_host_key() throws Exception {
    Path other = openSsh.key("other", "ed25519", "");
    try (OpenSsh.Server sshd = openSsh.server(other, List.of(userKey))) {
      check(
          attempt(attributes(sshd.port(), remote)),
          Reason.SSH_HOST_KEY_NOT_PINNED,
          "127.0.0.1:%d has host key %s (ssh-ed25519); pinned is %s"
              .formatted(sshd.port(), openSsh.fingerprint(other), openSsh.fingerprint(hostKey)),
          "Nothing was sent. Ask the partner, not by this connection, for the fingerprint");
      assertThat(remote).isEmptyDirectory();
    }
  }

  @Test
  void a_server_that_does_not_know_our_key() throws Exception {
    Path other = openSsh.key("other", "ed25519", "");
    try (OpenSsh.Server sshd = openSsh.server(hostKey, List.of(other))) {
      MessageRecord message = attempt(attributes(sshd.port(), remote));
      check(
          message,
          Reason.SFTP_SIGN_IN_REFUSED,
          "127.0.0.1:%d refused user '%s' with key %s"
              .formatted(
                  sshd.port(), System.getProperty("user.name"), openSsh.fingerprint(userKey)),
          "Send the partner the public key, or check user name, key and password.");
    }
  }

  @Test
  void a_folder_that_we_may_not_write_to() throws Exception {
    try (OpenSsh.Server sshd =
        openSsh.server(hostKey, List.of(userKey), "ForceCommand internal-sftp -R")) {
      MessageRecord message = attempt(attributes(sshd.port(), remote));
      assertThat(message.error()).contains("permission denied to write '" + remote + "/.as2-");
      check(
          message,
          Reason.SFTP_REFUSED,
          ".part'",
          "Ask the partner for the right to create, rename and remove files in this folder.");
    }
  }

  @Test
  void a_folder_that_does_not_exist() throws Exception {
    try (OpenSsh.Server sshd = openSsh.server(hostKey, List.of(userKey))) {
      MessageRecord message = attempt(attributes(sshd.port(), remote.resolve("missing")));
      check(
          message,
          Reason.SFTP_REFUSED,
          "it does not exist on the server",
          "Check the folder in gw.sftp_url, gw.sftp_poll or gw.sftp_done, or ask the partner to create it.");
    }
  }

  @Test
  void a_name_that_is_taken() throws Exception {
    Files.writeString(remote.resolve("a.txt"), "old");
    try (OpenSsh.Server sshd = openSsh.server(hostKey, List.of(userKey))) {
      MessageRecord message = attempt(attributes(sshd.port(), remote));
      check(
          message,
          Reason.PARTNER_HAS_FILENAME,
          "a file '" + remote + "/a.txt' is on the server already and was not overwritten",
          "Ask the partner to collect or remove the file, then send again, or use another name.");
      assertThat(remote.resolve("a.txt")).hasContent("old");
      Files.delete(remote.resolve("a.txt"));
      awaitSent(message);
    }
  }

  @Test
  void a_disk_that_is_full() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(remote, "8m");
        OpenSsh.Server sshd = openSsh.server(hostKey, List.of(userKey))) {
      disk.fillBut(FILE_BYTES / 2);
      MessageRecord message = attempt(attributes(sshd.port(), remote));
      assertThat(message.error())
          .contains("the server's disk is full: '" + remote + "/a.txt' needs ");
      check(
          message,
          Reason.SFTP_REFUSED,
          " are free",
          "Ask the partner to free space; the upload continues from where it stopped.");
      assertThat(remote.resolve("a.txt")).doesNotExist();
      disk.free();
      awaitSent(message);
    }
  }

  @Test
  void a_connection_that_is_cut() throws Exception {
    try (OpenSsh.Server sshd = openSsh.server(hostKey, List.of(userKey));
        TcpProxy wire = TcpProxy.countingUploads(sshd.port())) {
      wire.cutAfter(FILE_BYTES / 2);
      MessageRecord message = attempt(attributes(wire.port(), remote));
      if (message.status() != MessageStatus.SENT) { // the next attempt may be quicker than we are
        assertThat(message.error())
            .contains("the connection to 127.0.0.1:" + wire.port() + " was cut during 'write");
        check(
            message,
            Reason.CONNECTION_LOST,
            ".part'",
            "The next attempt continues from where this one stopped.");
      }
      awaitSent(message);
    }
  }

  @Test
  void a_server_that_says_a_wrong_size_of_what_we_uploaded() throws Exception {
    try (SshServer liar = lyingServer()) {
      MessageRecord message = attempt(lyingAttributes(liar));
      assertThat(message.error()).contains("/remote/.as2-");
      check(
          message,
          Reason.SFTP_REFUSED,
          ".part' has %d bytes; expected %d".formatted(FILE_BYTES + 1, FILE_BYTES),
          "Nothing was renamed or removed. The next attempt starts this file from its beginning.");
      assertThat(remote.resolve("a.txt")).doesNotExist();
    }
  }

  @Test
  void a_server_that_lists_a_wrong_size_of_what_we_fetch() throws Exception {
    Files.write(remote.resolve("extract.txt"), random());
    try (SshServer liar = lyingServer()) {
      Map<String, String> attributes = lyingAttributes(liar);
      attributes.put("gw.sftp_poll", "/remote");
      home.partnership("USPS", "US", attributes);
      gateway = TestGateway.start(home);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(gateway.gateway().sftp().troubles().get())
                      .singleElement()
                      .satisfies(
                          trouble ->
                              assertThat(trouble.text())
                                  .contains(
                                      "'/remote/extract.txt' has %d bytes; expected %d. "
                                          .formatted(FILE_BYTES, FILE_BYTES + 1))
                                  .contains("Nothing was renamed or removed.")));
      assertThat(remote.resolve("extract.txt")).exists();
      assertThat(gateway.messages()).isEmpty();
    }
  }

  private SshServer lyingServer() throws Exception {
    SshServer liar = SshServer.setUpDefaultServer();
    liar.setHost("127.0.0.1");
    liar.setKeyPairProvider(KeyPairProvider.wrap(SshKeys.readPrivate(hostKey, Optional.empty())));
    var known = SshKeys.readPublic(Path.of(userKey + ".pub")).get(0);
    liar.setPublickeyAuthenticator((user, key, session) -> KeyUtils.compareKeys(key, known));
    liar.setFileSystemFactory(new VirtualFileSystemFactory(folder));
    liar.setSubsystemFactories(
        List.of(
            new SftpSubsystemFactory.Builder().withFileSystemAccessor(new OneByteMore()).build()));
    liar.start();
    return liar;
  }

  private Map<String, String> lyingAttributes(SshServer liar) throws Exception {
    Map<String, String> attributes = attributes(liar.getPort(), Path.of("/remote"));
    attributes.put(
        "gw.sftp_host_key",
        HostKeys.fingerprint(SshKeys.readPublic(Path.of(hostKey + ".pub")).get(0)));
    return attributes;
  }

  /** Says of each file that it has one byte more than it has. */
  private static final class OneByteMore implements SftpFileSystemAccessor {
    @Override
    public Map<String, ?> readFileAttributes(
        SftpSubsystemProxy subsystem, Path file, String view, LinkOption... options)
        throws IOException {
      NavigableMap<String, Object> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      found.putAll(SftpFileSystemAccessor.super.readFileAttributes(subsystem, file, view, options));
      found.computeIfPresent("size", (name, size) -> ((Number) size).longValue() + 1);
      return found;
    }
  }

  @Test
  void a_server_whose_clock_is_wrong_changes_nothing() throws Exception {
    Map<String, Instant> times =
        Map.of(
            "future.txt", Instant.parse("2038-01-01T00:00:00Z"),
            "past.txt", Instant.parse("1975-01-01T00:00:00Z"));
    for (Map.Entry<String, Instant> file : times.entrySet()) {
      Path written = Files.write(remote.resolve("." + file.getKey()), random());
      Files.setLastModifiedTime(written, FileTime.from(file.getValue()));
      Files.move(written, remote.resolve(file.getKey()));
    }
    try (OpenSsh.Server sshd = openSsh.server(hostKey, List.of(userKey))) {
      Map<String, String> attributes = attributes(sshd.port(), remote);
      attributes.put("gw.sftp_poll", remote.toString());
      home.partnership("USPS", "US", attributes);
      gateway = TestGateway.start(home);
      for (String name : times.keySet()) {
        Path received = home.path().resolve("inbox/USPS").resolve(name);
        await()
            .atMost(PATIENCE)
            .until(() -> Files.exists(received) && Files.notExists(remote.resolve(name)));
        assertThat(received).hasBinaryContent(random());
      }
      assertThat(gateway.messages()).hasSize(2);
    }
  }

  @Test
  void a_file_that_is_fetched_over_connections_that_are_cut_comes_once() throws Exception {
    Files.write(remote.resolve("extract.txt"), random());
    try (OpenSsh.Server sshd = openSsh.server(hostKey, List.of(userKey));
        TcpProxy wire = TcpProxy.countingDownloads(sshd.port())) {
      wire.cutAfter(Long.MAX_VALUE); // the first look only lists
      for (int percent : new int[] {0, 25, 50, 99}) {
        wire.cutAfter(6000 + (long) FILE_BYTES * percent / 100);
      }
      Map<String, String> attributes = attributes(wire.port(), remote);
      attributes.put("gw.sftp_poll", remote.toString());
      home.partnership("USPS", "US", attributes);
      gateway = TestGateway.start(home);
      Path received = home.path().resolve("inbox/USPS/extract.txt");
      await()
          .atMost(PATIENCE)
          .until(() -> Files.exists(received) && Files.notExists(remote.resolve("extract.txt")));
      assertThat(received).hasBinaryContent(random());
      assertThat(wire.broken()).isEqualTo(4);
      assertThat(gateway.messages()).hasSize(1);
    }
  }

  private static byte[] random() {
    byte[] content = new byte[FILE_BYTES];
    new Random(FILE_BYTES).nextBytes(content);
    return content;
  }
}
