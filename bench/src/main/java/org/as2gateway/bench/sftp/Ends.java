package org.as2gateway.bench.sftp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.as2gateway.Gateway;
import org.as2gateway.testkit.GatewayProcess;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.sftp.client.RemoteFile;
import org.as2gateway.transport.sftp.client.RenameNotes;
import org.as2gateway.transport.sftp.client.SftpConnector;
import org.as2gateway.transport.sftp.client.SftpLogin;
import org.as2gateway.transport.sftp.client.SftpServer;
import org.as2gateway.transport.sftp.client.SftpSession;
import org.as2gateway.transport.sftp.client.SftpTimeLimits;
import org.as2gateway.transport.sftp.client.Upload;
import org.as2gateway.transport.sftp.ssh.SshKeys;

/**
 * OpenSSH's server and client, and a gateway in a JVM of its own with a heap of 128 MB that is a
 * client of the one and a server of the other; each transfer returns the processor time of the end
 * under test.
 */
final class Ends implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final String NAME = "large.bin";

  private final Path folder;
  private final Path file;
  private final OpenSsh openSsh;
  private final OpenSsh.Server sshd;
  private final OpenSsh.Server polled;
  private final Path hostKey;
  private final Path userKey;
  private final Path in;
  private final Path out;
  private final String[] options;
  private final TestHome home;
  private final OpenSsh.Client toSshd;
  private final OpenSsh.Client toGateway;
  private final GatewayProcess gateway;

  /** Starts all of it in a folder; the options are those of the {@code sftp} command. */
  Ends(Path folder, Path file, String... options) throws Exception {
    this.folder = folder;
    this.file = file;
    this.options = options;
    openSsh = new OpenSsh(folder);
    hostKey = openSsh.key("host", "ed25519", "");
    userKey = openSsh.key("id_ed25519", "ed25519", "");
    in = Files.createDirectory(folder.resolve("in"));
    out = Files.createDirectory(folder.resolve("out"));
    sshd = openSsh.server(hostKey, List.of(userKey));
    polled = openSsh.server(hostKey, List.of(userKey)); // sessions of the gateway do not count
    toSshd = new OpenSsh.Client(sshd.port(), user(), userKey, openSsh.publicKey(hostKey));
    home = new TestHome(folder.resolve("home"));
    int port = freePort();
    writeHome(port);
    try (Gateway first = Gateway.open(home.config(), Clock.systemUTC())) {
      first.start(); // makes the host key
    }
    Path serverKey = home.path().resolve("data/secrets/sftp-host-key");
    toGateway = new OpenSsh.Client(port, "ACME", userKey, openSsh.publicOf(serverKey).strip());
    gateway = GatewayProcess.start(home.path(), "-Xmx128m", "-XX:+UseSerialGC");
  }

  private void writeHome(int port) throws IOException {
    home.settings(
        TestHome.SETTINGS
            + "sftp: { enabled: true, host: 127.0.0.1, port: %d, poll: 1s }\n".formatted(port));
    home.station("US", TestPki.rsa("US"))
        .partner("USPS", TestPki.rsa("USPS").certificate())
        .partner("ACME", TestPki.rsa("ACME").certificate());
    Files.copy(userKey, home.path().resolve("certs/US/id_ed25519"));
    Files.copy(Path.of(userKey + ".pub"), home.path().resolve("certs/ACME/acme.pub"));
    Map<String, String> remote = new LinkedHashMap<>();
    remote.put("gw.transport", "sftp");
    remote.put("gw.sftp_url", "sftp://" + user() + "@127.0.0.1:" + polled.port() + in);
    remote.put("gw.sftp_host_key", openSsh.fingerprint(hostKey));
    remote.put("gw.sftp_key", "US");
    home.partnership("US", "USPS", remote);
    remote.put("gw.sftp_poll", out.toString());
    home.partnership("USPS", "US", remote);
    home.partnership("ACME", "US", Map.of("gw.transport", "sftp"));
    home.partnership("US", "ACME", Map.of("gw.transport", "sftp"));
  }

  private static String user() {
    return System.getProperty("user.name");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** OpenSSH's client puts a file to OpenSSH's server; the client counts. */
  double sftpUploads() throws IOException {
    double before = CpuTime.ofEndedPrograms();
    sftp(toSshd, "put " + file + " " + in.resolve(NAME));
    double spent = CpuTime.ofEndedPrograms() - before;
    Files.delete(in.resolve(NAME));
    return spent;
  }

  /** OpenSSH's client gets a file from OpenSSH's server; the client counts. */
  double sftpDownloads() throws IOException {
    double before = CpuTime.ofEndedPrograms();
    sftp(toSshd, "get " + file + " " + folder.resolve("got"));
    return CpuTime.ofEndedPrograms() - before;
  }

  /** OpenSSH's client puts a file to OpenSSH's server; the server counts. */
  double sshdReceives() throws Exception {
    double before = CpuTime.of(sshd.pid());
    sftp(toSshd, "put " + file + " " + in.resolve(NAME));
    awaitEndOfSessions();
    Files.delete(in.resolve(NAME));
    return CpuTime.of(sshd.pid()) - before;
  }

  /** OpenSSH's client gets a file from OpenSSH's server; the server counts. */
  double sshdSends() throws Exception {
    double before = CpuTime.of(sshd.pid());
    sftp(toSshd, "get " + file + " " + folder.resolve("got"));
    awaitEndOfSessions();
    return CpuTime.of(sshd.pid()) - before;
  }

  /** A session is accounted for once it has ended. */
  private void awaitEndOfSessions() throws Exception {
    await(() -> ProcessHandle.of(sshd.pid()).orElseThrow().children().findAny().isEmpty());
  }

  /** The client of the gateway alone, in this JVM. */
  double clientUploads(Upload.Source source) throws Exception {
    double before = CpuTime.ofThisJvm();
    try (SftpConnector connector = connector();
        SftpSession session = connect(connector)) {
      session.upload(new Upload(source, in.toString(), NAME, ".part", false), new NoNotes());
    }
    double spent = CpuTime.ofThisJvm() - before;
    Files.delete(in.resolve(NAME));
    return spent;
  }

  private static String folderOf(Path file) {
    return String.valueOf(file.toAbsolutePath().getParent());
  }

  /** The client of the gateway alone, in this JVM. */
  double clientDownloads() throws Exception {
    double before = CpuTime.ofThisJvm();
    try (SftpConnector connector = connector();
        SftpSession session = connect(connector);
        OutputStream to = Files.newOutputStream(folder.resolve("got"))) {
      RemoteFile found =
          session.list(folderOf(file)).stream()
              .filter(listed -> listed.name().equals(file.getFileName().toString()))
              .findFirst()
              .orElseThrow();
      session.download(folderOf(file), found, to);
    }
    return CpuTime.ofThisJvm() - before;
  }

  private static SftpConnector connector() {
    return new SftpConnector(SftpTimeLimits.DEFAULT, Clock.systemUTC());
  }

  private SftpSession connect(SftpConnector connector) throws Exception {
    return connector.connect(
        new SftpServer("127.0.0.1", sshd.port(), user(), List.of(openSsh.fingerprint(hostKey))),
        new SftpLogin(SshKeys.readPrivate(userKey, Optional.empty()), Optional.empty()));
  }

  /** The gateway takes a file from its outbox, keeps it and uploads it. */
  double gatewayUploads() throws Exception {
    double before = CpuTime.of(gateway.pid());
    drop("outbox/US-to-USPS");
    await(() -> Files.exists(in.resolve(NAME)));
    double spent = CpuTime.of(gateway.pid()) - before;
    Files.delete(in.resolve(NAME));
    return spent;
  }

  /** The gateway polls a file, keeps it and puts it into its inbox. */
  double gatewayDownloads() throws Exception {
    Path received = home.path().resolve("inbox/USPS").resolve(NAME);
    Path copy = Files.copy(file, folder.resolve("copy"));
    double before = CpuTime.of(gateway.pid());
    Files.move(copy, out.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    await(() -> Files.exists(received) && Files.notExists(out.resolve(NAME)));
    double spent = CpuTime.of(gateway.pid()) - before;
    Files.delete(received);
    return spent;
  }

  /** OpenSSH's client puts a file to the gateway, which keeps it and puts it into its inbox. */
  double gatewayReceives() throws Exception {
    Path received = home.path().resolve("inbox/ACME").resolve(NAME);
    double before = CpuTime.of(gateway.pid());
    sftp(toGateway, "put " + file + " in/" + NAME);
    await(() -> Files.exists(received));
    double spent = CpuTime.of(gateway.pid()) - before;
    Files.delete(received);
    return spent;
  }

  /** OpenSSH's client gets a file that waits at the gateway. */
  double gatewaySends() throws Exception {
    drop("outbox/US-to-ACME");
    await(() -> openSsh.sftp(toGateway, "ls out\n").output().contains(NAME));
    double before = CpuTime.of(gateway.pid());
    sftp(toGateway, "get out/" + NAME + " " + folder.resolve("got"));
    return CpuTime.of(gateway.pid()) - before;
  }

  private void drop(String outbox) throws IOException {
    Path to = Files.createDirectories(home.path().resolve(outbox));
    Path copy = Files.copy(file, folder.resolve("copy"));
    Files.move(copy, to.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
  }

  private void sftp(OpenSsh.Client client, String command) throws IOException {
    OpenSsh.Result result = openSsh.sftp(client, command + "\n", LIMIT, options);
    if (result.status() != 0) {
      throw new IOException(command + ": " + result.output());
    }
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new IOException("a transfer did not end within " + LIMIT);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static final class NoNotes implements RenameNotes {
    @Override
    public void begin() {
      // nothing is remembered
    }

    @Override
    public void confirm() {
      // nothing is remembered
    }

    @Override
    public void takeBack() {
      // nothing is remembered
    }
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    sshd.close();
    polled.close();
  }
}
