package org.as2gateway.transport.sftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.transport.sftp.ssh.HostKeys;
import org.as2gateway.transport.sftp.ssh.SshKeys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients other than OpenSSH's put a file and get one; each test is skipped without its client. */
final class OtherSftpClientsIT {
  private static final int FILE_BYTES = 3 * 1024 * 1024;
  private static final String PASSWORD = "correct-horse";

  @TempDir private Path folder;
  private final MemoryFiles files = new MemoryFiles();
  private Path key;
  private Path orders;
  private Path report;
  private Path got;
  private KeyPair hostKey;
  private SftpListener listener;

  @BeforeEach
  void start() throws Exception {
    key = new OpenSsh(folder).key("acme", "ed25519", "");
    hostKey = SshKeys.generate();
    files.user("acme", SshKeys.readPublic(Path.of(key + ".pub")).get(0));
    files.password("acme", PASSWORD);
    orders = random("orders", 1);
    report = random("report", 2);
    got = folder.resolve("got.txt");
    files.offer("acme", "report.txt", report);
    listener =
        new SftpListener(
            new SftpListener.ListenerParts(
                "127.0.0.1",
                0,
                List.of(hostKey),
                folder.resolve("unfinished"),
                files,
                files,
                ServerLimits.DEFAULT,
                Clock.systemUTC()));
    listener.start();
  }

  @AfterEach
  void stop() {
    if (listener != null) {
      listener.close();
    }
  }

  private Path random(String name, int seed) throws IOException {
    byte[] content = new byte[FILE_BYTES];
    new Random(seed).nextBytes(content);
    return Files.write(folder.resolve(name), content);
  }

  @Test
  void curl_puts_and_gets() throws Exception {
    require("curl", "curl");
    String fingerprint = HostKeys.fingerprint(hostKey.getPublic()).substring("SHA256:".length());
    List<String> curl =
        List.of("curl", "-sS", "-u", "acme:" + PASSWORD, "--hostpubsha256", fingerprint);
    String url = "sftp://127.0.0.1:" + listener.port();
    run(curl, "-T", orders.toString(), url + "/in/orders.txt");
    run(curl, "-o", got.toString(), url + "/out/report.txt");
    check();
  }

  @Test
  void putty_puts_and_gets() throws Exception {
    require("psftp", "putty-tools");
    Path batch =
        Files.writeString(
            folder.resolve("batch"),
            "put %s in/orders.txt\nget out/report.txt %s\n".formatted(orders, got));
    String fingerprint = HostKeys.fingerprint(hostKey.getPublic());
    run(
        List.of("psftp", "-batch", "-hostkey", fingerprint, "-pw", PASSWORD),
        "-P",
        Integer.toString(listener.port()),
        "-b",
        batch.toString(),
        "acme@127.0.0.1");
    check();
  }

  @Test
  void lftp_puts_and_gets() throws Exception {
    require("lftp", "lftp");
    String ssh = "ssh -a -x -F none -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null";
    run(
        List.of("lftp", "-c"),
        "set sftp:connect-program \"%s -i %s\"; set net:max-retries 1; open -p %d -u acme, sftp://127.0.0.1; put %s -o in/orders.txt; get out/report.txt -o %s; cd in"
            .formatted(ssh, key, listener.port(), orders, got));
    check();
  }

  @Test
  void paramiko_puts_and_gets() throws Exception {
    Path python = Path.of("/usr/bin/python3");
    assumeTrue(
        Files.isExecutable(python)
            && status(List.of("/usr/bin/python3", "-c", "import paramiko")) == 0,
        "paramiko is not installed: 'apt-get install python3-paramiko' to run this test");
    String script =
        """
        import paramiko
        ssh = paramiko.SSHClient()
        ssh.set_missing_host_key_policy(paramiko.AutoAddPolicy())
        ssh.connect('127.0.0.1', %d, 'acme', key_filename='%s', look_for_keys=False, allow_agent=False)
        sftp = ssh.open_sftp()
        sftp.put('%s', 'in/orders.part')
        sftp.rename('in/orders.part', 'in/orders.txt')
        sftp.get('out/report.txt', '%s')
        ssh.close()
        """
            .formatted(listener.port(), key, orders, got);
    run(List.of("/usr/bin/python3", "-c"), script);
    check();
  }

  private static void require(String program, String debianPackage) {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin", program)),
        program + " is not installed: 'apt-get install " + debianPackage + "' to run this test");
  }

  private void check() throws IOException {
    assertThat(got).hasSameBinaryContentAs(report);
    assertThat(files.received())
        .singleElement()
        .satisfies(
            received -> {
              assertThat(received.name()).isEqualTo("orders.txt");
              assertThat(received.content().toBytes()).isEqualTo(Files.readAllBytes(orders));
            });
    await() // some clients do not wait for the answer to the last request
        .untilAsserted(() -> assertThat(files.collected()).containsExactly("acme/report.txt"));
  }

  private void run(List<String> start, String... more) throws Exception {
    List<String> command = new ArrayList<>(start);
    command.addAll(List.of(more));
    assertThat(status(command))
        .as(Files.readString(folder.resolve("output"), StandardCharsets.ISO_8859_1))
        .isZero();
  }

  private int status(List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", folder.toString());
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    try {
      return process.waitFor(2, TimeUnit.MINUTES) ? process.exitValue() : -1;
    } finally {
      process.destroyForcibly();
    }
  }
}
