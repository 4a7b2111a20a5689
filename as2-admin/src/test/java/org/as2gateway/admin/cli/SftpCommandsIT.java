package org.as2gateway.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that look at an SFTP server of a partner, which is OpenSSH's. */
class SftpCommandsIT {
  @TempDir private Path folder;

  @Test
  void only_the_option_round_trip_writes_to_the_server() throws Exception {
    OpenSsh openSsh = new OpenSsh(folder);
    Path hostKey = openSsh.key("host", "ed25519", "");
    Path userKey = openSsh.key("user", "ed25519", "");
    Path in = Files.createDirectory(folder.resolve("in"));
    try (OpenSsh.Server sshd = openSsh.server(hostKey, List.of(userKey), "LogLevel DEBUG3")) {
      String url = "sftp://" + System.getProperty("user.name") + "@127.0.0.1:" + sshd.port() + in;
      Path home =
          new TestHome(folder.resolve("home"))
              .station("us", TestPki.rsa("us"))
              .partner("them", TestPki.rsa("them").certificate())
              .partnership(
                  "us",
                  "them",
                  Map.of(
                      "gw.transport",
                      "sftp",
                      "gw.sftp_url",
                      url,
                      "gw.sftp_key",
                      "us",
                      "gw.sftp_host_key",
                      openSsh.fingerprint(hostKey)))
              .path();
      Files.copy(userKey, home.resolve("certs/us/id_ed25519"));
      assertThat(ShellRun.of(home, "doctor", "them").out())
          .contains("SSH: 'SSH-2.0-OpenSSH", "sign-in: as")
          .doesNotContain("read back");
      assertThat(ShellRun.of(home, "partner", "test", "them").out()).doesNotContain("read back");
      assertThat(ShellRun.of(home, "doctor", "them", "--round-trip").err())
          .contains("--round-trip");
      ShellRun trip = ShellRun.of(home, "partner", "test", "them", "--round-trip");
      assertThat(trip.out())
          .contains("write, rename: 'as2-test-", "read back: the same", "remove: the test file");
      assertThat(in).isEmptyDirectory();
    }
  }
}
