package org.as2gateway.admin.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.as2gateway.admin.doctor.Finding.Verdict;
import org.as2gateway.admin.home.HomeRegistry;
import org.as2gateway.registry.Registry;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.proxy.Proxies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSH's server as it is looked at before anything is sent to it. */
class SftpProbeIT {
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir private Path root;
  private OpenSsh openSsh;
  private OpenSsh.Server sshd;
  private Path hostKey;
  private Path userKey;
  private Path in;
  private TestHome home;

  @BeforeEach
  void write() throws Exception {
    openSsh = new OpenSsh(root);
    hostKey = openSsh.key("host", "ed25519", "");
    userKey = openSsh.key("user", "ed25519", "");
    in = Files.createDirectory(root.resolve("in"));
    home =
        new TestHome(root.resolve("home"))
            .station("us", TestPki.rsa("us"))
            .partner("them", TestPki.rsa("them").certificate());
    Files.copy(userKey, home.path().resolve("certs/us/id_ed25519"));
  }

  @AfterEach
  void close() {
    if (sshd != null) {
      sshd.close();
    }
  }

  private void serve(String... settings) throws IOException {
    sshd = openSsh.server(hostKey, List.of(userKey), settings);
  }

  private Map<String, String> attributes(int port) throws IOException {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("gw.transport", "sftp");
    attributes.put(
        "gw.sftp_url", "sftp://" + System.getProperty("user.name") + "@127.0.0.1:" + port + in);
    attributes.put("gw.sftp_host_key", openSsh.fingerprint(hostKey));
    attributes.put("gw.sftp_key", "us");
    return attributes;
  }

  private Section examine(boolean hasRoundTrip) throws Exception {
    Registry registry = HomeRegistry.read(home.path(), Map.of(), CLOCK);
    PartnerChecks checks =
        new PartnerChecks(
            home.path(),
            registry,
            Proxies.of(home.config(), () -> registry, CLOCK),
            Map.of(),
            CLOCK);
    List<Section> sections =
        (hasRoundTrip ? checks.withRoundTrip() : checks)
            .examine(registry.partnerships().partner("them").orElseThrow());
    assertThat(sections).hasSize(2);
    return sections.get(1);
  }

  private static Finding of(Section section, String subject) {
    return section.findings().stream()
        .filter(finding -> finding.subject().equals(subject))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + subject + ": " + section));
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.toList();
    }
  }

  @Test
  void looks_from_the_name_of_the_host_to_the_folders_and_changes_nothing() throws Exception {
    serve();
    Map<String, String> back = attributes(sshd.port());
    back.put("gw.sftp_poll", root.toString());
    home.partnership("us", "them", attributes(sshd.port())).partnership("them", "us", back);
    Section section = examine(false);
    assertThat(section.hasFailed()).as(section.toString()).isFalse();
    assertThat(section.findings())
        .extracting(Finding::subject)
        .containsExactly("DNS", "TCP", "SSH", "host key", "sign-in", "folder", "folder");
    assertThat(of(section, "SSH").text()).contains("OpenSSH");
    assertThat(of(section, "host key").text()).contains(openSsh.fingerprint(hostKey));
    assertThat(left()).isEmpty();
    assertThat(sshd.log()).doesNotContain("as2-test");
  }

  @Test
  void a_host_key_that_is_not_pinned_is_shown_beside_the_pinned_one() throws Exception {
    serve();
    Map<String, String> attributes = attributes(sshd.port());
    String pinned = openSsh.fingerprint(openSsh.key("other", "ed25519", ""));
    attributes.put("gw.sftp_host_key", pinned);
    home.partnership("us", "them", attributes);
    Section section = examine(true);
    String found = openSsh.fingerprint(hostKey);
    assertThat(of(section, "host key").verdict()).isEqualTo(Verdict.FAILED);
    assertThat(of(section, "host key").text()).contains(found, pinned, "Nothing was sent");
    assertThat(section.hostKey().orElseThrow().found()).isEqualTo(found);
    assertThat(section.findings()).extracting(Finding::subject).doesNotContain("sign-in");
    assertThat(left()).isEmpty();
  }

  @Test
  void the_host_key_is_shown_before_there_is_a_key_to_sign_in_with() throws Exception {
    serve();
    Files.delete(home.path().resolve("certs/us/id_ed25519"));
    Map<String, String> attributes = attributes(sshd.port());
    attributes.remove("gw.sftp_host_key");
    home.partnership("us", "them", attributes);
    Section section = examine(false);
    assertThat(of(section, "key").text()).contains("ssh-keygen -t ed25519 -f certs/us/id_ed25519");
    assertThat(of(section, "host key").text())
        .contains(openSsh.fingerprint(hostKey), "none is pinned");
    assertThat(section.hostKey()).isPresent();
  }

  @Test
  void a_round_trip_writes_renames_reads_back_and_removes() throws Exception {
    serve();
    home.partnership("us", "them", attributes(sshd.port()));
    Section section = examine(true);
    assertThat(section.hasFailed()).as(section.toString()).isFalse();
    for (String step : List.of("write, rename", "read back", "remove")) {
      assertThat(of(section, step).verdict()).as(step).isEqualTo(Verdict.GOOD);
    }
    assertThat(left()).isEmpty();
  }

  @Test
  void a_folder_for_writing_only_is_good_and_says_what_stays_there() throws Exception {
    serve("ForceCommand internal-sftp -P read,remove,opendir,readdir");
    home.partnership("us", "them", attributes(sshd.port()));
    Section section = examine(true);
    assertThat(section.hasFailed()).as(section.toString()).isFalse();
    assertThat(of(section, "folder").verdict()).isEqualTo(Verdict.NOTE);
    assertThat(of(section, "write, rename").verdict()).isEqualTo(Verdict.GOOD);
    assertThat(of(section, "read back").verdict()).isEqualTo(Verdict.NOTE);
    assertThat(of(section, "remove").verdict()).isEqualTo(Verdict.WARNING);
    assertThat(left()).hasSize(1);
    String name = left().get(0).getFileName().toString();
    assertThat(of(section, "remove").text()).contains(name, "stays in");
  }

  @Test
  void a_folder_that_does_not_allow_a_rename_fails_and_nothing_is_left() throws Exception {
    serve("ForceCommand internal-sftp -P rename,posix-rename");
    home.partnership("us", "them", attributes(sshd.port()));
    Section section = examine(true);
    assertThat(of(section, "write, rename").verdict()).isEqualTo(Verdict.FAILED);
    assertThat(of(section, "write, rename").text()).contains("permission denied to rename");
    assertThat(left()).isEmpty();
  }

  @Test
  void a_refused_login_names_the_key_that_was_tried() throws Exception {
    serve();
    Files.delete(home.path().resolve("certs/us/id_ed25519"));
    Path stranger = openSsh.key("stranger", "ed25519", "");
    Files.copy(stranger, home.path().resolve("certs/us/id_ed25519"));
    home.partnership("us", "them", attributes(sshd.port()));
    assertThat(of(examine(false), "SFTP").text())
        .contains("refused user", openSsh.fingerprint(stranger));
  }

  @Test
  void a_server_that_speaks_something_else_is_told_by_its_greeting() throws Exception {
    try (ServerSocket ftp = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread greeter =
          new Thread(
              () -> {
                while (!ftp.isClosed()) {
                  try (Socket socket = ftp.accept()) {
                    socket
                        .getOutputStream()
                        .write("220 FTP ready\r\n".repeat(30).getBytes(StandardCharsets.US_ASCII));
                  } catch (IOException e) {
                    return; // the test is over
                  }
                }
              });
      greeter.start();
      home.partnership("us", "them", attributes(ftp.getLocalPort()));
      assertThat(of(examine(false), "SSH").text()).contains("'220 FTP ready'", "SSH-2.0-");
    }
  }

  @Test
  void a_host_that_has_no_address_ends_the_look() throws Exception {
    Map<String, String> attributes = attributes(22);
    attributes.put("gw.sftp_url", "sftp://us@sftp.partner.invalid/in");
    home.partnership("us", "them", attributes);
    Section section = examine(true);
    assertThat(section.findings()).extracting(Finding::subject).containsExactly("DNS");
    assertThat(section.hasFailed()).isTrue();
  }

  @Test
  void a_partner_who_comes_to_our_server_needs_the_server_and_a_key() throws Exception {
    home.partnership("them", "us", Map.of("gw.transport", "sftp"));
    Section off = examine(false);
    assertThat(of(off, "server").text()).contains("sftp.enabled: true");
    assertThat(of(off, "sign-in").text()).contains("neither key nor password", "certs/them/");

    home.settings(
        TestHome.SETTINGS + "sftp: { enabled: true, host: 127.0.0.1, port: 0, poll: 1s }\n");
    Files.copy(Path.of(userKey + ".pub"), home.path().resolve("certs/them/user.pub"));
    Section on = examine(false);
    assertThat(on.hasFailed()).as(on.toString()).isFalse();
    assertThat(of(on, "sign-in").text()).contains(openSsh.fingerprint(userKey));
  }
}
