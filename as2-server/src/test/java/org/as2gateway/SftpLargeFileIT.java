package org.as2gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.as2gateway.as2.wire.Sha256;
import org.as2gateway.pgp.PgpNewKey;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.ImportOptions;
import org.as2gateway.testkit.GatewayProcess;
import org.as2gateway.testkit.Gpg;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files larger than the heap, by SFTP, in all four directions, and one with OpenPGP around it; what
 * they cost is logged.
 */
@Tag("slow")
final class SftpLargeFileIT {
  private static final Logger LOG = LoggerFactory.getLogger(SftpLargeFileIT.class);
  private static final String HEAP = "-Xmx128m";
  private static final long MIB = 1L << 20;

  @TempDir private Path root;
  private OpenSsh openSsh;
  private TestHome home;
  private Path remoteIn;
  private Path remoteOut;
  private Path hostKey;
  private Path userKey;
  private OpenSsh.Client acme;

  @Test
  void one_gibibyte_each_way_in_128_mebibytes_of_heap() throws Exception {
    exchange(1024 * MIB, Duration.ofMinutes(4));
  }

  @Test
  @Tag("long")
  void ten_gibibytes_each_way_in_128_mebibytes_of_heap() throws Exception {
    exchange(10 * 1024 * MIB, Duration.ofMinutes(60));
  }

  @Test
  @Tag("long")
  void one_gibibyte_goes_encrypted_and_signed_in_128_mebibytes_of_heap() throws Exception {
    assumeTrue(Gpg.isInstalled(), "gpg is not installed: nothing to decrypt with");
    prepare();
    try (OpenSsh.Server sshd = openSsh.server(hostKey, List.of(userKey));
        Gpg gpg = new Gpg()) {
      write(sshd);
      exchangePgpKeys(gpg);
      Map<String, String> protectedBy = remote(sshd);
      protectedBy.put("gw.pgp_encrypt", "USPS");
      protectedBy.put("gw.pgp_sign", "US");
      home.partnership("US", "USPS", protectedBy);
      Path large = random(1024 * MIB);
      try (GatewayProcess gateway = GatewayProcess.start(home.path(), HEAP, "-XX:+UseSerialGC")) {
        upload(gateway, large, remoteIn.resolve("large.bin.pgp"), Duration.ofMinutes(10));
        LOG.warn("OpenPGP with {}: peak RSS {} MiB", HEAP, gateway.peakResidentMiB());
      }
      Path opened = root.resolve("opened");
      Gpg.Result result = gpg.open(remoteIn.resolve("large.bin.pgp"), opened);
      assertThat(result.output()).contains("Good signature");
      assertThat(sha256(opened)).isEqualTo(sha256(large));
    }
  }

  private void exchangePgpKeys(Gpg gpg) throws Exception {
    gpg.newCurveKey("usps", "2y");
    CertificateFolder certs =
        new CertificateFolder(
            home.path(), Map.of("AS2_KEYSTORE_PASSWORD", KeyFiles.PASSWORD), Clock.systemUTC());
    PgpNewKey ours = new PgpNewKey("our-company", PgpNewKey.Kind.CURVE_25519, Duration.ofDays(100));
    certs.pgp().newKey("US", ours, Optional.empty());
    gpg.importKeys(certs.pgp().exportArmor("US").getBytes(StandardCharsets.US_ASCII));
    certs.importContent("USPS", "usps", gpg.export("usps"), ImportOptions.NONE);
  }

  private void prepare() throws IOException {
    openSsh = new OpenSsh(root);
    remoteIn = Files.createDirectory(root.resolve("remote-in"));
    remoteOut = Files.createDirectory(root.resolve("remote-out"));
    hostKey = openSsh.key("host", "ed25519", "");
    userKey = openSsh.key("id_ed25519", "ed25519", "");
  }

  private void exchange(long bytes, Duration limit) throws Exception {
    prepare();
    try (OpenSsh.Server sshd = openSsh.server(hostKey, List.of(userKey))) {
      write(sshd);
      Path large = random(bytes);
      String digest = sha256(large);
      try (GatewayProcess gateway = GatewayProcess.start(home.path(), HEAP, "-XX:+UseSerialGC")) {
        upload(gateway, large, remoteIn.resolve("large.bin"), limit);
        assertThat(sha256(remoteIn.resolve("large.bin"))).isEqualTo(digest);
        Files.move(remoteIn.resolve("large.bin"), remoteOut.resolve("large.bin"));
        download(gateway, bytes, limit);
        assertThat(sha256(home.path().resolve("inbox/USPS/large.bin"))).isEqualTo(digest);
        Files.delete(home.path().resolve("inbox/USPS/large.bin"));
        put(gateway, large, limit);
        assertThat(sha256(home.path().resolve("inbox/ACME/large.bin"))).isEqualTo(digest);
        Files.delete(home.path().resolve("inbox/ACME/large.bin"));
        Path got = root.resolve("got");
        get(gateway, large, got, limit);
        assertThat(sha256(got)).isEqualTo(digest);
        LOG.warn("{} MiB with {}: peak RSS {} MiB", bytes / MIB, HEAP, gateway.peakResidentMiB());
      }
    }
  }

  private void upload(GatewayProcess gateway, Path large, Path uploaded, Duration limit)
      throws Exception {
    Duration before = gateway.processorTime();
    drop(large, "outbox/US-to-USPS");
    await().atMost(limit).pollInterval(Duration.ofMillis(200)).until(() -> Files.exists(uploaded));
    log("upload", Files.size(large), gateway.processorTime().minus(before));
  }

  private void drop(Path large, String outbox) throws IOException {
    Path folder = Files.createDirectories(home.path().resolve(outbox));
    Path copy = Files.copy(large, root.resolve("copy"));
    Files.move(copy, folder.resolve("large.bin"), StandardCopyOption.ATOMIC_MOVE);
  }

  private void download(GatewayProcess gateway, long bytes, Duration limit) {
    Duration before = gateway.processorTime();
    await()
        .atMost(limit)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () ->
                Files.exists(home.path().resolve("inbox/USPS/large.bin"))
                    && Files.notExists(remoteOut.resolve("large.bin")));
    log("download", bytes, gateway.processorTime().minus(before));
  }

  private void put(GatewayProcess gateway, Path large, Duration limit) throws Exception {
    Duration before = gateway.processorTime();
    OpenSsh.Result put = openSsh.sftp(acme, "put " + large + " in/large.bin\n", limit);
    assertThat(put.status()).as(put.output()).isZero();
    log("put to our server", Files.size(large), gateway.processorTime().minus(before));
  }

  private void get(GatewayProcess gateway, Path large, Path to, Duration limit) throws Exception {
    drop(large, "outbox/US-to-ACME");
    await()
        .atMost(limit)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> openSsh.sftp(acme, "ls out\n").output().contains("large.bin"));
    Duration before = gateway.processorTime();
    OpenSsh.Result get = openSsh.sftp(acme, "get out/large.bin " + to + "\n", limit);
    assertThat(get.status()).as(get.output()).isZero();
    log("get from our server", Files.size(large), gateway.processorTime().minus(before));
  }

  private static void log(String what, long bytes, Duration cpu) {
    LOG.warn(
        "{}: {} MiB took {} s of CPU: {} MiB a CPU-second",
        what,
        bytes / MIB,
        cpu.toMillis() / 1000.0,
        bytes / MIB * 1000 / Math.max(1, cpu.toMillis()));
  }

  private void write(OpenSsh.Server sshd) throws Exception {
    int port = freePort();
    home = new TestHome(root.resolve("home"));
    home.settings(
        TestHome.SETTINGS
            + "sftp: { enabled: true, host: 127.0.0.1, port: "
            + port
            + ", poll: 1s }\n");
    home.station("US", TestPki.rsa("US"))
        .partner("USPS", TestPki.rsa("USPS").certificate())
        .partner("ACME", TestPki.rsa("ACME").certificate());
    Files.copy(userKey, home.path().resolve("certs/US/id_ed25519"));
    Path acmeKey = openSsh.key("acme", "ed25519", "");
    Files.copy(Path.of(acmeKey + ".pub"), home.path().resolve("certs/ACME/acme.pub"));
    Map<String, String> remote = remote(sshd);
    home.partnership("US", "USPS", remote);
    remote.put("gw.sftp_poll", remoteOut.toString());
    home.partnership("USPS", "US", remote);
    home.partnership("ACME", "US", Map.of("gw.transport", "sftp"));
    home.partnership("US", "ACME", Map.of("gw.transport", "sftp"));
    try (Gateway first = Gateway.open(home.config(), Clock.systemUTC())) {
      first.start(); // makes the host key
    }
    Path serverKey = home.path().resolve("data/secrets/sftp-host-key");
    acme = new OpenSsh.Client(port, "ACME", acmeKey, openSsh.publicOf(serverKey).strip());
  }

  private Map<String, String> remote(OpenSsh.Server sshd) throws IOException {
    Map<String, String> remote = new LinkedHashMap<>();
    remote.put("gw.transport", "sftp");
    remote.put(
        "gw.sftp_url",
        "sftp://" + System.getProperty("user.name") + "@127.0.0.1:" + sshd.port() + remoteIn);
    remote.put("gw.sftp_host_key", openSsh.fingerprint(hostKey));
    remote.put("gw.sftp_key", "US");
    return remote;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Path random(long bytes) throws IOException {
    Path file = root.resolve("large");
    byte[] block = new byte[(int) MIB];
    Random random = new Random(bytes);
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long written = 0; written < bytes; written += block.length) {
        random.nextBytes(block);
        out.write(block);
      }
    }
    return file;
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.hex(in);
    }
  }
}
