package org.as2gateway.transport.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that stay on a server of OpenSSH, as the gateway tells of them. */
@Tag("slow")
final class SftpLeftFilesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PARTNERSHIP = "USPS-to-US";
  private static final int MOST_BYTES = 1000;

  @TempDir private Path folder;
  private Path remote;
  private OpenSsh.Server sshd;
  private TestHome home;
  private Map<String, String> attributes;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    OpenSsh openSsh = new OpenSsh(folder);
    Path hostKey = openSsh.key("host", "ed25519", "");
    Path userKey = openSsh.key("id_ed25519", "ed25519", "");
    remote = Files.createDirectory(folder.resolve("remote"));
    sshd = openSsh.server(hostKey, List.of(userKey));
    home = new TestHome(folder.resolve("home"));
    home.settings(TestHome.SETTINGS + "sftp: { poll: 200ms }\n");
    home.station("US", TestPki.rsa("US")).partner("USPS", TestPki.rsa("USPS").certificate());
    Files.copy(userKey, home.path().resolve("certs/US/id_ed25519"));
    attributes = new LinkedHashMap<>();
    attributes.put("gw.transport", "sftp");
    attributes.put(
        "gw.sftp_url",
        "sftp://" + System.getProperty("user.name") + "@127.0.0.1:" + sshd.port() + remote);
    attributes.put("gw.sftp_host_key", openSsh.fingerprint(hostKey));
    attributes.put("gw.sftp_key", "US");
    attributes.put("gw.sftp_poll", remote.toString());
    attributes.put("gw.keep_filenames", "true");
    attributes.put("gw.max_bytes", Integer.toString(MOST_BYTES));
    home.partnership("USPS", "US", attributes);
    gateway = TestGateway.start(home);
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

  @Test
  void a_file_that_is_too_large_is_told_until_the_limit_is_raised() throws Exception {
    Path large = Files.write(remote.resolve("large.txt"), new byte[MOST_BYTES + 1]);
    LeftFile left = awaitLeft("large.txt", Reason.CONTENT_UNREADABLE);
    assertThat(left.partnership()).isEqualTo(PARTNERSHIP);
    assertThat(left.bytes()).isEqualTo(MOST_BYTES + 1);
    assertThat(left.modified().getEpochSecond())
        .isEqualTo(Files.getLastModifiedTime(large).toInstant().getEpochSecond());
    assertThat(left.text())
        .contains("'large.txt' has 1001 bytes, more than the 1000", "Raise gw.max_bytes");
    desk().takeAgain().accept(PARTNERSHIP);
    assertThat(awaitLaterLook(left).text()).isEqualTo(left.text());
    assertThat(gateway.messages()).isEmpty();
    attributes.put("gw.max_bytes", Integer.toString(MOST_BYTES + 1));
    home.partnership("USPS", "US", attributes);
    awaitTaken("large.txt");
  }

  @Test
  void a_file_whose_name_is_taken_is_told_and_read_again_on_request() throws Exception {
    Path inbox = Files.createDirectories(home.path().resolve("inbox/USPS"));
    Files.writeString(inbox.resolve("extract.txt"), "older");
    Files.writeString(remote.resolve("extract.txt"), "newer");
    LeftFile left = awaitLeft("extract.txt", Reason.FILENAME_TAKEN);
    assertThat(left.text())
        .contains("a file named 'extract.txt' is in the inbox", "the file stays on the server");
    Files.delete(inbox.resolve("extract.txt"));
    assertThat(awaitLaterLook(left).reason()).contains(Reason.FILENAME_TAKEN);
    assertThat(gateway.messages()).isEmpty();
    assertThat(remote.resolve("extract.txt")).hasContent("newer");
    desk().takeAgain().accept("another-partnership");
    assertThat(awaitLaterLook(left("extract.txt").orElseThrow()).reason())
        .contains(Reason.FILENAME_TAKEN);
    desk().takeAgain().accept(PARTNERSHIP);
    awaitTaken("extract.txt");
    assertThat(inbox.resolve("extract.txt")).hasContent("newer");
  }

  @Test
  void a_file_that_the_partner_removes_is_told_no_longer() throws Exception {
    Path large = Files.write(remote.resolve("large.txt"), new byte[MOST_BYTES + 1]);
    LeftFile left = awaitLeft("large.txt", Reason.CONTENT_UNREADABLE);
    assertThat(left.name()).isEqualTo("large.txt");
    Files.delete(large);
    Awaitility.await().atMost(PATIENCE).until(() -> desk().left().get().isEmpty());
    Awaitility.await().atMost(PATIENCE).until(() -> desk().troubles().get().isEmpty());
  }

  private SftpDesk desk() {
    return gateway.gateway().sftp();
  }

  private Optional<LeftFile> left(String name) {
    return desk().left().get().stream().filter(file -> file.name().equals(name)).findFirst();
  }

  private LeftFile awaitLeft(String name, Reason reason) {
    return Awaitility.await()
        .alias(name + " is left for " + reason)
        .atMost(PATIENCE)
        .until(
            () -> left(name),
            found -> found.flatMap(LeftFile::reason).filter(reason::equals).isPresent())
        .orElseThrow();
  }

  /** What the look after the next one finds: it has begun after this call. */
  private LeftFile awaitLaterLook(LeftFile before) {
    LeftFile next = awaitLook(left(before.name()).orElseThrow());
    return awaitLook(next);
  }

  private LeftFile awaitLook(LeftFile before) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> left(before.name()),
            found -> found.filter(file -> file.seenAt().isAfter(before.seenAt())).isPresent())
        .orElseThrow();
  }

  private void awaitTaken(String name) {
    Path received = home.path().resolve("inbox/USPS").resolve(name);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> Files.exists(received) && Files.notExists(remote.resolve(name)));
    Awaitility.await().atMost(PATIENCE).until(() -> left(name).isEmpty());
    assertThat(gateway.messages()).hasSize(1);
  }
}
