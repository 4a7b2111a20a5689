package org.as2gateway.transport.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.as2.wire.Sha256;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.TcpProxy;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that exchanges files by SFTP, with OpenSSH at the other end. */
final class SftpTransportIT {
  private static final int FILE_BYTES = 2 * 1024 * 1024;

  @TempDir private Path folder;
  private OpenSsh openSsh;
  private Path hostKey;
  private Path remoteIn;
  private Path remoteOut;
  private OpenSsh.Server sshd;
  private TestHome home;
  private TestGateway gateway;

  @BeforeEach
  void write() throws Exception {
    openSsh = new OpenSsh(folder);
    hostKey = openSsh.key("host", "ed25519", "");
    remoteIn = Files.createDirectory(folder.resolve("remote-in"));
    remoteOut = Files.createDirectory(folder.resolve("remote-out"));
    home = new TestHome(folder.resolve("home"));
    home.settings(
        TestHome.SETTINGS + "sftp: { enabled: true, host: 127.0.0.1, port: 0, poll: 200ms }\n");
    OwnKey key = TestPki.rsa("US");
    home.station("US", key).partner("USPS", TestPki.rsa("USPS").certificate());
    Path userKey = openSsh.key("id_ed25519", "ed25519", "");
    Path own = home.path().resolve("certs/US");
    Files.copy(userKey, own.resolve("id_ed25519"));
    sshd = openSsh.server(hostKey, List.of(userKey));
  }

  @AfterEach
  void stop() {
    if (gateway != null) {
      gateway.close();
    }
    if (sshd != null) {
      sshd.close();
    }
  }

  private Map<String, String> remote(int port, String... more) throws IOException {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("gw.transport", "sftp");
    attributes.put(
        "gw.sftp_url",
        "sftp://" + System.getProperty("user.name") + "@127.0.0.1:" + port + remoteIn);
    attributes.put("gw.sftp_host_key", openSsh.fingerprint(hostKey));
    attributes.put("gw.sftp_key", "US");
    for (int i = 0; i < more.length; i += 2) {
      attributes.put(more[i], more[i + 1]);
    }
    return attributes;
  }

  private String evidence(String id) {
    return gateway.gateway().messages().evidence(id, EvidenceKind.TRANSFER).stream()
        .map(piece -> new String(piece.content().toBytes(), StandardCharsets.UTF_8))
        .findFirst()
        .orElse("");
  }

  @Test
  void an_upload_is_sent_once_it_is_renamed_and_has_evidence() throws Exception {
    home.partnership("US", "USPS", remote(sshd.port()));
    gateway = TestGateway.start(home);
    byte[] content = random(FILE_BYTES);
    MessageRecord sent = gateway.awaitEnd(gateway.submit("US-to-USPS", "orders.txt", content).id());
    assertThat(sent.status()).as(sent.error()).isEqualTo(MessageStatus.SENT);
    assertThat(remoteIn.resolve("orders.txt")).hasBinaryContent(content);
    try (var left = Files.list(remoteIn)) {
      assertThat(left).hasSize(1);
    }
    assertThat(evidence(sent.id()))
        .contains("server 127.0.0.1:" + sshd.port())
        .contains("host-key " + openSsh.fingerprint(hostKey))
        .contains("file orders.txt\nbytes " + FILE_BYTES + "\nsha-256 ")
        .contains(sent.payloads().get(0).sha256());
    assertThat(gateway.gateway().messages().evidence(sent.id(), EvidenceKind.CONTENT)).hasSize(1);
  }

  @Test
  void a_file_dropped_into_the_outbox_is_uploaded() throws Exception {
    home.partnership("US", "USPS", remote(sshd.port()));
    gateway = TestGateway.start(home);
    byte[] content = random(1000);
    Path outbox = Files.createDirectories(home.path().resolve("outbox/US-to-USPS"));
    Files.write(outbox.resolve("dropped.txt"), content);
    Path sent = home.path().resolve("sent/US-to-USPS/dropped.txt");
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(sent));
    assertThat(remoteIn.resolve("dropped.txt")).hasBinaryContent(content);
    String id = gateway.messages().get(0).id();
    assertThat(evidence(id)).contains("sha-256 " + Sha256.hex(content));
  }

  @Test
  void an_upload_goes_on_over_connections_that_are_cut() throws Exception {
    byte[] content = random(FILE_BYTES);
    try (TcpProxy wire = TcpProxy.countingUploads(sshd.port())) {
      for (int percent : new int[] {0, 25, 50, 99}) {
        wire.cutAfter(6000 + (long) FILE_BYTES * percent / 100);
      }
      home.partnership("US", "USPS", remote(wire.port()));
      gateway = TestGateway.start(home);
      MessageRecord sent = gateway.awaitEnd(gateway.submit("US-to-USPS", "a.txt", content).id());
      assertThat(sent.status()).as(sent.error()).isEqualTo(MessageStatus.SENT);
      assertThat(wire.broken()).isEqualTo(4);
    }
    assertThat(remoteIn.resolve("a.txt")).hasBinaryContent(content);
  }

  @Test
  void a_changed_host_key_stops_the_upload_and_shows_both_keys() throws Exception {
    Path other = openSsh.key("other", "ed25519", "");
    home.partnership(
        "US", "USPS", remote(sshd.port(), "gw.sftp_host_key", openSsh.fingerprint(other)));
    gateway = TestGateway.start(home);
    String id = gateway.submit("US-to-USPS", "a.txt", random(10)).id();
    MessageRecord waiting = gateway.await(id, message -> message.error() != null);
    assertThat(waiting.state().failure().reason()).isEqualTo(Reason.SSH_HOST_KEY_NOT_PINNED);
    assertThat(waiting.error())
        .contains(openSsh.fingerprint(other))
        .contains(openSsh.fingerprint(hostKey))
        .contains("gw.sftp_host_key");
    assertThat(remoteIn).isEmptyDirectory();
    assertThat(gateway.gateway().sftp().troubles().get())
        .singleElement()
        .satisfies(trouble -> assertThat(trouble.isHostKey()).isTrue());
  }

  @Test
  void a_name_that_is_taken_waits_until_it_is_free() throws Exception {
    Files.writeString(remoteIn.resolve("a.txt"), "old");
    home.partnership("US", "USPS", remote(sshd.port()));
    gateway = TestGateway.start(home);
    String id = gateway.submit("US-to-USPS", "a.txt", random(10)).id();
    MessageRecord waiting = gateway.await(id, message -> message.error() != null);
    assertThat(waiting.state().failure().reason()).isEqualTo(Reason.PARTNER_HAS_FILENAME);
    assertThat(remoteIn.resolve("a.txt")).hasContent("old");
    Files.delete(remoteIn.resolve("a.txt"));
    assertThat(gateway.awaitEnd(id).status()).isEqualTo(MessageStatus.SENT);
  }

  @Test
  void an_upload_gets_the_name_of_the_template_and_the_folders_are_made() throws Exception {
    home.partnership(
        "US",
        "USPS",
        remote(sshd.port(), "gw.sftp_name", "{partner}/{date:yyyy}/{name}-{id}.{ext}"));
    gateway = TestGateway.start(home);
    byte[] content = random(1000);
    MessageRecord sent = gateway.awaitEnd(gateway.submit("US-to-USPS", "orders.txt", content).id());
    assertThat(sent.status()).as(sent.error()).isEqualTo(MessageStatus.SENT);
    String year = sent.state().createdAt().toString().substring(0, 4);
    String path = "USPS/" + year + "/orders-" + sent.id() + ".txt";
    assertThat(remoteIn.resolve(path)).hasBinaryContent(content);
    try (var left = Files.list(remoteIn.resolve(path).getParent())) {
      assertThat(left).hasSize(1);
    }
    assertThat(evidence(sent.id())).contains("file " + path + "\n").contains("made folder");
  }

  @Test
  void a_message_keeps_the_name_of_its_first_attempt() throws Exception {
    Files.createDirectories(remoteIn.resolve("first"));
    Files.writeString(remoteIn.resolve("first/a.txt"), "old");
    home.partnership("US", "USPS", remote(sshd.port(), "gw.sftp_name", "first/{filename}"));
    gateway = TestGateway.start(home);
    String id = gateway.submit("US-to-USPS", "a.txt", random(10)).id();
    gateway.await(id, message -> message.error() != null);
    home.partnership("US", "USPS", remote(sshd.port(), "gw.sftp_name", "second/{filename}"));
    String other = gateway.submit("US-to-USPS", "b.txt", random(10)).id();
    gateway.awaitEnd(other);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              String next = "n" + System.nanoTime() + ".txt";
              gateway.awaitEnd(gateway.submit("US-to-USPS", next, random(10)).id());
              return Files.exists(remoteIn.resolve("second").resolve(next));
            });
    Files.delete(remoteIn.resolve("first/a.txt"));
    assertThat(gateway.awaitEnd(id).status()).isEqualTo(MessageStatus.SENT);
    assertThat(remoteIn.resolve("first/a.txt")).hasBinaryContent(random(10));
    assertThat(remoteIn.resolve("second/a.txt")).doesNotExist();
  }

  @Test
  void a_file_for_which_the_template_makes_no_name_is_blocked() throws Exception {
    home.partnership("US", "USPS", remote(sshd.port(), "gw.sftp_name", "{ext}/{name}"));
    gateway = TestGateway.start(home);
    String id = gateway.submit("US-to-USPS", "bare", random(10)).id();
    MessageRecord stopped = gateway.await(id, m -> m.status() == MessageStatus.BLOCKED);
    assertThat(gateway.gateway().inspection(stopped.id()).orElseThrow().findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo("upload-name");
              assertThat(finding.found()).isEqualTo("/bare");
              assertThat(finding.expected()).contains("has no name");
            });
    assertThat(remoteIn).isEmptyDirectory();
  }

  @Test
  void a_folder_that_may_not_be_made_is_told() throws Exception {
    Path userKey = folder.resolve("id_ed25519");
    try (OpenSsh.Server strict =
        openSsh.server(hostKey, List.of(userKey), "ForceCommand internal-sftp -P mkdir")) {
      home.partnership("US", "USPS", remote(strict.port(), "gw.sftp_name", "new/{filename}"));
      gateway = TestGateway.start(home);
      String id = gateway.submit("US-to-USPS", "a.txt", random(10)).id();
      MessageRecord waiting = gateway.await(id, message -> message.error() != null);
      assertThat(waiting.error())
          .contains("permission denied to make the folder '" + remoteIn.resolve("new") + "'");
      assertThat(remoteIn).isEmptyDirectory();
    }
  }

  @Test
  void polled_files_come_once_and_are_removed_there() throws Exception {
    byte[] content = random(FILE_BYTES);
    Files.write(remoteOut.resolve("extract.txt"), content);
    Files.write(remoteOut.resolve("growing.part"), content);
    home.partnership("USPS", "US", remote(sshd.port(), "gw.sftp_poll", remoteOut.toString()));
    gateway = TestGateway.start(home);
    Path received = home.path().resolve("inbox/USPS/extract.txt");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.exists(received) && Files.notExists(remoteOut.resolve("extract.txt")));
    assertThat(received).hasBinaryContent(content);
    assertThat(remoteOut.resolve("growing.part")).exists();
    assertThat(gateway.messages()).hasSize(1);
    assertThat(evidence(gateway.messages().get(0).id()))
        .contains("host-key " + openSsh.fingerprint(hostKey), "file extract.txt", "sha-256 ");
  }

  @Test
  void files_that_cannot_be_removed_come_once_each() throws Exception {
    Files.write(remoteOut.resolve("extract.txt"), random(1000));
    Files.write(remoteOut.resolve("report.txt"), random(2000));
    sshd.close();
    Path userKey = folder.resolve("id_ed25519");
    sshd = openSsh.server(hostKey, List.of(userKey), "ForceCommand internal-sftp -R");
    home.partnership("USPS", "US", remote(sshd.port(), "gw.sftp_poll", remoteOut.toString()));
    gateway = TestGateway.start(home);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !gateway.gateway().sftp().troubles().get().isEmpty());
    assertThat(gateway.gateway().sftp().troubles().get())
        .singleElement()
        .satisfies(
            trouble -> {
              assertThat(trouble.partnership()).isEqualTo("USPS-to-US");
              assertThat(trouble.text()).contains("permission denied to remove");
            });
    Path received = home.path().resolve("inbox/USPS");
    Awaitility.await().during(Duration.ofSeconds(2)).until(() -> gateway.messages().size() == 2);
    try (var files = Files.list(received)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void a_polled_file_that_is_too_large_stays_and_holds_no_other() throws Exception {
    Files.write(remoteOut.resolve("large.txt"), random(1001));
    Files.write(remoteOut.resolve("small.txt"), random(1000));
    home.partnership(
        "USPS",
        "US",
        remote(sshd.port(), "gw.sftp_poll", remoteOut.toString(), "gw.max_bytes", "1000"));
    gateway = TestGateway.start(home);
    Path received = home.path().resolve("inbox/USPS/small.txt");
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(received));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(gateway.gateway().sftp().troubles().get())
                    .singleElement()
                    .satisfies(
                        trouble ->
                            assertThat(trouble.text()).contains("large.txt", "gw.max_bytes")));
    assertThat(remoteOut.resolve("large.txt")).exists();
    assertThat(gateway.messages()).hasSize(1);
  }

  @Test
  void files_pass_below_the_rate_of_the_partnership() throws Exception {
    byte[] content = random(300_000);
    Files.write(remoteOut.resolve("down.txt"), content);
    Map<String, String> slow =
        remote(sshd.port(), "gw.sftp_rate", "256 KiB", "gw.sftp_poll", remoteOut.toString());
    home.partnership("US", "USPS", slow).partnership("USPS", "US", slow);
    gateway = TestGateway.start(home);
    MessageRecord sent = gateway.awaitEnd(gateway.submit("US-to-USPS", "up.txt", content).id());
    assertThat(sent.status()).as(sent.error()).isEqualTo(MessageStatus.SENT);
    assertThat(remoteIn.resolve("up.txt")).hasBinaryContent(content);
    Path received = home.path().resolve("inbox/USPS/down.txt");
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(received));
    assertThat(received).hasBinaryContent(content);
  }

  @Test
  void a_server_that_is_silent_is_given_up_after_the_time_of_the_partnership() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      home.partnership("US", "USPS", remote(silent.getLocalPort(), "gw.connect_timeout", "1s"));
      gateway = TestGateway.start(home);
      String id = gateway.submit("US-to-USPS", "a.txt", random(10)).id();
      MessageRecord waiting = gateway.await(id, message -> message.error() != null);
      assertThat(waiting.state().failure().reason()).isEqualTo(Reason.CONNECTION_TIMEOUT);
      assertThat(waiting.error()).contains("did not answer within 1 s during the key exchange");
    }
  }

  private Path pollTo(Path done, int port) throws Exception {
    home.partnership(
        "USPS",
        "US",
        remote(port, "gw.sftp_poll", remoteOut.toString(), "gw.sftp_done", done.toString()));
    gateway = TestGateway.start(home);
    return home.path().resolve("inbox/USPS");
  }

  private void awaitTrouble(String text) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(gateway.gateway().sftp().troubles().get())
                    .singleElement()
                    .satisfies(trouble -> assertThat(trouble.text()).contains(text)));
  }

  @Test
  void a_received_file_is_moved_below_and_does_not_come_again() throws Exception {
    Path done = Files.createDirectory(remoteOut.resolve("done"));
    Files.writeString(done.resolve("a.tar.gz"), "older");
    Files.writeString(done.resolve("a.tar-1.gz"), "old");
    Files.write(remoteOut.resolve("a.tar.gz"), random(1000));
    Path inbox = pollTo(done, sshd.port());
    Path moved = done.resolve("a.tar-2.gz");
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(moved));
    assertThat(moved).hasBinaryContent(random(1000));
    assertThat(inbox.resolve("a.tar.gz")).hasBinaryContent(random(1000));
    assertThat(done.resolve("a.tar.gz")).hasContent("older");
    assertThat(done.resolve("a.tar-1.gz")).hasContent("old");
    Files.write(remoteOut.resolve("b.txt"), random(10));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.exists(done.resolve("b.txt")));
    assertThat(gateway.messages()).hasSize(2);
  }

  @Test
  void a_file_that_may_not_be_moved_stays_and_comes_once() throws Exception {
    Path done = Files.createDirectory(folder.resolve("done"));
    Path userKey = folder.resolve("id_ed25519");
    Path file = Files.write(remoteOut.resolve("a.txt"), random(10));
    try (OpenSsh.Server strict =
        openSsh.server(hostKey, List.of(userKey), "ForceCommand internal-sftp -P rename,remove")) {
      pollTo(done, strict.port());
      awaitTrouble("permission denied to rename '" + file + "'");
      gateway.close();
      gateway = TestGateway.start(home);
      awaitTrouble("permission denied to rename '" + file + "'");
      assertThat(gateway.messages()).hasSize(1);
      assertThat(file).exists();
      assertThat(done).isEmptyDirectory();
    }
  }

  @Test
  void files_are_not_moved_to_where_they_are() throws Exception {
    Path same = Files.createSymbolicLink(folder.resolve("same"), remoteOut);
    Path file = Files.write(remoteOut.resolve("a.txt"), random(10));
    pollTo(same, sshd.port());
    awaitTrouble("'" + same + "' is the folder '" + remoteOut + "' by another name");
    assertThat(gateway.messages()).hasSize(1);
    assertThat(file).exists();
  }

  @Test
  void a_folder_to_move_to_that_is_missing_is_told() throws Exception {
    Files.write(remoteOut.resolve("a.txt"), random(10));
    pollTo(folder.resolve("nowhere"), sshd.port());
    awaitTrouble("cannot move files to '" + folder.resolve("nowhere") + "': it does not exist");
    assertThat(gateway.messages()).hasSize(1);
  }

  @Test
  void a_partner_puts_and_gets_files_at_our_server() throws Exception {
    Map<String, String> atOurs = Map.of("gw.transport", "sftp");
    home.partnership("US", "USPS", atOurs).partnership("USPS", "US", atOurs);
    Path partnerKey = openSsh.key("partner", "ed25519", "");
    Files.copy(Path.of(partnerKey + ".pub"), home.path().resolve("certs/USPS/partner.pub"));
    gateway = TestGateway.start(home);
    byte[] out = random(FILE_BYTES);
    String id = gateway.submit("US-to-USPS", "manifest.txt", out).id();
    Path in = Files.write(folder.resolve("extract.txt"), random(1000));
    OpenSsh.Client client =
        new OpenSsh.Client(
            gateway.gateway().sftp().port().get().orElseThrow(), "USPS", partnerKey, hostLine());
    Path got = folder.resolve("got.txt");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> openSsh.sftp(client, "ls out\n").output().contains("manifest.txt"));
    assertThat(gateway.gateway().messages().find(id).orElseThrow().status())
        .isEqualTo(MessageStatus.QUEUED);
    OpenSsh.Result result =
        openSsh.sftp(client, "get out/manifest.txt " + got + "\nput " + in + " in/\nls out\n");
    assertThat(result.status()).as(result.output()).isZero();
    assertThat(got).hasBinaryContent(out);
    assertThat(home.path().resolve("inbox/USPS/extract.txt")).hasSameBinaryContentAs(in);
    MessageRecord sent = gateway.awaitEnd(id);
    assertThat(sent.status()).isEqualTo(MessageStatus.SENT);
    assertThat(evidence(id)).contains("user USPS", "login key SHA256:", "collected-at");
  }

  private String hostLine() throws Exception {
    Path key = home.path().resolve("data/secrets/sftp-host-key");
    Files.writeString(Path.of(key + ".pub"), openSsh.publicOf(key));
    return openSsh.publicKey(key);
  }

  private static byte[] random(int bytes) {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return content;
  }
}
