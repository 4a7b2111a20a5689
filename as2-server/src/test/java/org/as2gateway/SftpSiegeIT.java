package org.as2gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.testkit.GatewayProcess;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.RawHttp;
import org.as2gateway.testkit.SshSiege;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Slow connections besiege the SFTP port of a gateway with 128 MiB of heap. Meanwhile a partner
 * puts and gets files with OpenSSH's client, and the AS2 port answers ({@code docs/abuse.md}).
 */
@Tag("slow")
final class SftpSiegeIT {
  private static final Logger LOG = LoggerFactory.getLogger(SftpSiegeIT.class);
  private static final int FILES = 10; // each way
  private static final int MOST_NOT_SIGNED_IN = 100;
  private static final int MOST_FROM_ONE_ADDRESS = 20;
  private static final int MAX_RESIDENT_MIB = 512;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path root;
  private OpenSsh openSsh;
  private TestHome home;
  private OpenSsh.Client acme;
  private GatewayProcess gateway;

  @BeforeEach
  void start() throws Exception {
    openSsh = new OpenSsh(root);
    int port = freePort();
    home = new TestHome(root.resolve("home"));
    home.settings(
        TestHome.SETTINGS + "sftp: { enabled: true, host: 0.0.0.0, port: " + port + " }\n");
    home.station("US", TestPki.rsa("US")).partner("ACME", TestPki.rsa("ACME").certificate());
    Path key = openSsh.key("acme", "ed25519", "");
    Files.copy(Path.of(key + ".pub"), home.path().resolve("certs/ACME/acme.pub"));
    Map<String, String> ours = Map.of("gw.transport", "sftp");
    home.partnership("US", "ACME", ours).partnership("ACME", "US", ours);
    try (Gateway first = Gateway.open(home.config(), Clock.systemUTC())) {
      first.start(); // makes the host key
    }
    Path hostKey = home.path().resolve("data/secrets/sftp-host-key");
    acme = new OpenSsh.Client(port, "ACME", key, openSsh.publicOf(hostKey).strip());
    gateway = GatewayProcess.start(home.path(), "-Xmx128m", "-XX:+UseSerialGC");
  }

  @AfterEach
  void stop() throws IOException {
    if (gateway != null) {
      gateway.close();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void two_hundred_slow_connections_keep_no_partner_out() throws Exception {
    endure(200, 25);
  }

  @Test
  void two_hundred_slow_connections_from_one_address_keep_no_partner_out() throws Exception {
    endure(200, 1);
  }

  @Test
  @Tag("long")
  void two_thousand_slow_connections_keep_no_partner_out() throws Exception {
    endure(2000, 200);
  }

  @Test
  @Tag("long")
  void two_thousand_slow_connections_from_one_address_keep_no_partner_out() throws Exception {
    endure(2000, 1);
  }

  private void endure(int connections, int addresses) throws Exception {
    for (int i = 0; i < FILES; i++) {
      place("out-" + i);
    }
    await()
        .atMost(PATIENCE)
        .until(() -> openSsh.sftp(acme, "ls out\n").output().contains("out-" + (FILES - 1)));
    Duration before = gateway.processorTime();
    try (SshSiege siege = SshSiege.begin(acme.port(), connections, addresses)) {
      for (int i = 0; i < FILES; i++) {
        siege.drip();
        serve(i);
        siege.comeAgain(MOST_NOT_SIGNED_IN / 5);
      }
      assertThat(siege.open())
          .as("connections that are kept of %s from %s addresses", connections, addresses)
          .isBetween(1, addresses == 1 ? MOST_FROM_ONE_ADDRESS : MOST_NOT_SIGNED_IN);
      LOG.warn(
          "{} slow SFTP connections from {} addresses: {} kept, {} files each way meanwhile, {} s"
              + " of CPU, peak RSS {} MiB",
          connections,
          addresses,
          siege.open(),
          FILES,
          gateway.processorTime().minus(before).toMillis() / 1000.0,
          gateway.peakResidentMiB());
    }
    assertThat(gateway.isAlive()).isTrue();
    assertThat(gateway.peakResidentMiB()).isLessThan(MAX_RESIDENT_MIB);
  }

  /** A file each way, and an answer of the AS2 port. */
  private void serve(int i) throws Exception {
    String name = "in-" + i;
    Path file = Files.write(root.resolve(name), content(name));
    Path got = root.resolve("got-" + i);
    OpenSsh.Result result =
        openSsh.sftp(acme, "put " + file + " in/" + name + "\nget out/out-" + i + " " + got + "\n");
    assertThat(result.status()).as(result.output()).isZero();
    assertThat(got).hasBinaryContent(content("out-" + i));
    Path received = home.path().resolve("inbox/ACME").resolve(name);
    await().atMost(PATIENCE).until(() -> Files.exists(received));
    assertThat(received).hasBinaryContent(content(name));
    RawHttp.Response answer =
        RawHttp.post(gateway.url(), Headers.of("AS2-From", "nobody", "AS2-To", "US"), new byte[1]);
    assertThat(answer.status()).isPositive();
  }

  private void place(String name) throws IOException {
    Path outbox = Files.createDirectories(home.path().resolve("outbox/US-to-ACME"));
    Path written = Files.write(root.resolve(name), content(name));
    Files.move(written, outbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] content(String name) {
    return ("content of " + name + " ").repeat(2000).getBytes(StandardCharsets.US_ASCII);
  }
}
