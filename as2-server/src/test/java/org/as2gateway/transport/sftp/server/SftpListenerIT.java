package org.as2gateway.transport.sftp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.TcpProxy;
import org.as2gateway.transport.sftp.client.RemoteFile;
import org.as2gateway.transport.sftp.client.SftpConnector;
import org.as2gateway.transport.sftp.client.SftpFailure;
import org.as2gateway.transport.sftp.client.SftpLogin;
import org.as2gateway.transport.sftp.client.SftpProblem;
import org.as2gateway.transport.sftp.client.SftpServer;
import org.as2gateway.transport.sftp.client.SftpSession;
import org.as2gateway.transport.sftp.client.SftpTimeLimits;
import org.as2gateway.transport.sftp.client.TestNotes;
import org.as2gateway.transport.sftp.client.Upload;
import org.as2gateway.transport.sftp.ssh.HostKeys;
import org.as2gateway.transport.sftp.ssh.SshKeys;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The listener with OpenSSH's sftp, and with our own client, as partners. */
final class SftpListenerIT {
  private static final int FILE_BYTES = 3 * 1024 * 1024;

  @TempDir private Path folder;
  private final MemoryFiles files = new MemoryFiles();
  private OpenSsh openSsh;
  private Path acmeKey;
  private KeyPair hostKey;
  private SftpListener listener;

  @BeforeEach
  void start() throws Exception {
    openSsh = new OpenSsh(folder);
    acmeKey = openSsh.key("acme", "ed25519", "");
    hostKey = SshKeys.generate();
    files.user("acme", SshKeys.readPublic(Path.of(acmeKey + ".pub")).get(0));
    files.password("acme", "correct horse");
    listen(ServerLimits.DEFAULT);
  }

  private void listen(ServerLimits limits) throws IOException {
    listener =
        new SftpListener(
            new SftpListener.ListenerParts(
                "0.0.0.0",
                0,
                List.of(hostKey),
                folder.resolve("unfinished"),
                files,
                files,
                limits,
                Clock.systemUTC()));
    listener.start();
  }

  @AfterEach
  void stop() {
    if (listener != null) {
      listener.close();
    }
  }

  @Test
  void receives_a_file_when_it_is_closed() throws Exception {
    Path file = random(FILE_BYTES);
    sftp("put " + file + " in/orders.txt\nls -l in\n");
    assertThat(files.received()).hasSize(1);
    assertThat(files.received().get(0).name()).isEqualTo("orders.txt");
    assertThat(files.received().get(0).content().toBytes()).isEqualTo(Files.readAllBytes(file));
    assertThat(unfinished()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders.txt.tmp", "orders.part", "orders.txt.filepart", "O.TMP"})
  void receives_a_file_when_it_gets_its_final_name(String temporary) throws Exception {
    Path file = random(1000);
    sftp("put " + file + " in/" + temporary + "\n");
    assertThat(files.received()).isEmpty();
    sftp("rename in/" + temporary + " in/orders.txt\n");
    assertThat(files.received())
        .extracting(MemoryFiles.Received::name)
        .containsExactly("orders.txt");
    assertThat(files.received().get(0).content().toBytes()).isEqualTo(Files.readAllBytes(file));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 25, 50, 99})
  void never_shows_half_a_file_and_continues_it(int percent) throws Exception {
    Path file = random(FILE_BYTES);
    try (TcpProxy wire = TcpProxy.countingUploads(listener.port())) {
      wire.cutAfter(6000 + (long) FILE_BYTES * percent / 100);
      OpenSsh.Result cut = run(wire.port(), "put " + file + " in/orders.txt\n");
      assertThat(cut.status()).isNotZero();
    }
    Awaitility.await().until(() -> listener.connections() == 0);
    assertThat(files.received()).isEmpty();
    restart();
    OpenSsh.Result again =
        run(
            listener.port(),
            "-reput " + file + " in/orders.txt\n-put " + file + " in/unused.tmp\n");
    assertThat(again.status()).as(again.output()).isZero();
    if (files.received().isEmpty()) { // cut before the file was there: nothing to continue
      sftp("put " + file + " in/orders.txt\n");
    }
    assertThat(files.received()).hasSize(1);
    assertThat(files.received().get(0).content().toBytes()).isEqualTo(Files.readAllBytes(file));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 25, 50, 99})
  void offers_files_until_they_are_read_to_their_end(int percent) throws Exception {
    Path file = random(FILE_BYTES);
    files.offer("acme", "report.txt", file);
    Path got = folder.resolve("got");
    try (TcpProxy wire = TcpProxy.countingDownloads(listener.port())) {
      wire.cutAfter(6000 + (long) FILE_BYTES * percent / 100);
      assertThat(run(wire.port(), "get out/report.txt " + got + "\n").status()).isNotZero();
    }
    Awaitility.await().until(() -> listener.connections() == 0);
    assertThat(files.collected()).isEmpty();
    assertThat(Files.exists(got) ? Files.size(got) : 0).isLessThan(FILE_BYTES);
    sftp("reget out/report.txt " + got + "\nrm out/report.txt\nls out\n");
    assertThat(files.collected()).containsExactly("acme/report.txt");
    assertThat(got).hasSameBinaryContentAs(file);
  }

  @Test
  void keeps_a_file_that_was_not_read() throws Exception {
    files.offer("acme", "report.txt", random(10));
    assertThat(run(listener.port(), "rm out/report.txt\n").output()).contains("Permission denied");
    assertThat(run(listener.port(), "rename out/report.txt out/x\n").status()).isNotZero();
    assertThat(files.offered("acme")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get /etc/passwd /tmp/never",
        "get ../../../etc/passwd /tmp/never",
        "cd /etc",
        "ln -s /etc/passwd in/link",
        "ln in/a in/b",
        "mkdir in/sub",
        "rmdir in",
        "chown 0 in",
        "get in/../../out/../etc/shadow /tmp/never",
        "put /etc/hostname out/x"
      })
  void has_nothing_but_the_two_folders(String command) throws Exception {
    OpenSsh.Result result = run(listener.port(), command + "\n");
    assertThat(result.status()).as(command + ": " + result.output()).isNotZero();
    assertThat(Path.of("/tmp/never")).doesNotExist();
    assertThat(files.received()).isEmpty();
  }

  @Test
  void tells_the_partner_that_a_file_was_not_accepted_and_keeps_it() throws Exception {
    files.refuse("disk of the gateway is full");
    Path file = random(1000);
    OpenSsh.Result result =
        run(listener.port(), "put " + file + " in/a.part\nrename in/a.part in/a\n");
    assertThat(result.status()).isNotZero();
    assertThat(unfinished()).hasSize(1);
    files.refuse("");
    sftp("rename in/a in/a.part\nrename in/a.part in/a\n");
    assertThat(files.received()).hasSize(1);
  }

  @Test
  void accepts_the_password_of_the_user_only() throws Exception {
    try (SftpConnector connector = connector()) {
      SftpLogin right = new SftpLogin(List.of(), Optional.of("correct horse"));
      try (SftpSession session = connector.connect(server(listener.port()), right)) {
        assertThat(session.list("in")).isEmpty();
      }
      SftpLogin wrong = new SftpLogin(List.of(), Optional.of("wrong"));
      SftpFailure failure =
          catchThrowableOfType(
              SftpFailure.class, () -> connector.connect(server(listener.port()), wrong));
      assertThat(failure.problem()).isInstanceOf(SftpProblem.SignInRefused.class);
    }
  }

  @Test
  void refuses_the_key_of_another_user() throws Exception {
    Path other = openSsh.key("other", "ed25519", "");
    OpenSsh.Client client = new OpenSsh.Client(listener.port(), "acme", other, hostLine());
    assertThat(openSsh.sftp(client, "ls\n").output()).contains("Permission denied");
    OpenSsh.Client unknown = new OpenSsh.Client(listener.port(), "nobody", acmeKey, hostLine());
    assertThat(openSsh.sftp(unknown, "ls\n").output()).contains("Permission denied");
  }

  @Test
  void does_not_offer_the_cipher_that_costs_twice_as_much() throws Exception {
    OpenSsh.Client client = new OpenSsh.Client(listener.port(), "acme", acmeKey, hostLine());
    OpenSsh.Result result =
        openSsh.sftp(client, "ls\n", Duration.ofMinutes(1), "-c", "chacha20-poly1305@openssh.com");
    assertThat(result.output()).contains("no matching cipher found");
  }

  @Test
  void takes_no_more_bytes_than_are_accepted_and_than_there_is_room_for() throws Exception {
    Path file = random(FILE_BYTES);
    files.limit(FILE_BYTES - 1);
    OpenSsh.Result large = run(listener.port(), "put " + file + " in/orders.txt\n");
    assertThat(large.status()).as(large.output()).isNotZero();
    assertThat(large.output()).contains("write").doesNotContain("internal error");
    files.limit(FILE_BYTES);
    files.fill();
    assertThat(run(listener.port(), "put " + file + " in/other.txt\n").status()).isNotZero();
    assertThat(files.received()).isEmpty();
  }

  @Test
  void works_with_our_own_client_both_ways() throws Exception {
    Path file = random(FILE_BYTES);
    files.offer("acme", "report.txt", file);
    SftpLogin login =
        new SftpLogin(SshKeys.readPrivate(acmeKey, Optional.empty()), Optional.empty());
    try (SftpConnector connector = connector();
        SftpSession session = connector.connect(server(listener.port()), login)) {
      session.upload(
          new Upload(Upload.Source.of(file), "in", "orders.txt", "orders.part", false),
          new TestNotes(() -> {}));
      List<RemoteFile> offered = session.list("out");
      assertThat(offered).extracting(RemoteFile::bytes).containsExactly((long) FILE_BYTES);
      Path got = folder.resolve("got");
      try (var out = Files.newOutputStream(got)) {
        session.download("out", offered.get(0), out);
      }
      assertThat(got).hasSameBinaryContentAs(file);
      assertThat(session.list("out")).isEmpty();
    }
    assertThat(files.received()).hasSize(1);
    assertThat(files.collected()).containsExactly("acme/report.txt");
  }

  @Test
  void serves_a_partner_while_idle_connections_besiege_it() throws Exception {
    listener.close();
    listen(new ServerLimits(100, 30, 20, Duration.ofSeconds(60), Duration.ofSeconds(60), 32));
    List<Socket> siege = new ArrayList<>();
    try {
      for (int i = 0; i < 400; i++) {
        Socket socket = new Socket();
        siege.add(socket);
        socket.bind(
            new InetSocketAddress(
                InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) (1 + i % 40)}), 0));
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()), 5000);
        socket.getOutputStream().write("SSH-2.0-s".getBytes(StandardCharsets.US_ASCII));
      }
      Path file = random(1000);
      sftp("put " + file + " in/orders.txt\n");
      assertThat(files.received()).hasSize(1);
    } finally {
      for (Socket socket : siege) {
        socket.close();
      }
    }
  }

  private void signInBy(String password) throws SftpFailure {
    try (SftpConnector client = connector();
        SftpSession session =
            client.connect(
                server(listener.port()), new SftpLogin(List.of(), Optional.of(password)))) {
      assertThat(session.hostKey()).isNotEmpty();
    }
  }

  @Test
  void wrong_passwords_keep_the_right_one_out_and_never_the_right_key() throws Exception {
    signInBy("correct horse");
    files.forgetUsual();
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> signInBy("wrong")).isInstanceOf(SftpFailure.class);
    }
    assertThatThrownBy(() -> signInBy("correct horse"))
        .isInstanceOf(SftpFailure.class)
        .hasMessageContaining("refused user 'acme'");
    sftp("ls\n"); // by its key
    signInBy("correct horse"); // the place is known now
  }

  @Test
  void limits_the_connections_of_one_address() throws Exception {
    listener.close();
    listen(new ServerLimits(100, 2, 100, Duration.ofSeconds(60), Duration.ofSeconds(60), 32));
    try (Socket one = new Socket(InetAddress.getLoopbackAddress(), listener.port());
        Socket two = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
      assertThat(one.getInputStream().read()).isEqualTo('S');
      assertThat(two.getInputStream().read()).isEqualTo('S');
      try (Socket three = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
        assertThat(readOrReset(three)).isEqualTo(-1);
      }
    }
    Awaitility.await().until(() -> listener.connections() == 0);
    sftp("ls\n");
  }

  private static int readOrReset(Socket socket) {
    try {
      socket.setSoTimeout(10_000);
      return socket.getInputStream().read();
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the connection was not closed", e);
    } catch (IOException e) {
      return -1; // reset
    }
  }

  private void restart() throws IOException {
    listener.close();
    listen(ServerLimits.DEFAULT);
  }

  private List<Path> unfinished() throws IOException {
    try (var found = Files.walk(folder.resolve("unfinished"))) {
      return found.filter(Files::isRegularFile).toList();
    }
  }

  private void sftp(String batch) throws Exception {
    OpenSsh.Result result = run(listener.port(), batch);
    assertThat(result.status()).as(result.output()).isZero();
  }

  private OpenSsh.Result run(int port, String batch) throws Exception {
    return openSsh.sftp(new OpenSsh.Client(port, "acme", acmeKey, hostLine()), batch);
  }

  private String hostLine() throws Exception {
    return SshKeys.writePublic(hostKey.getPublic(), "host").strip();
  }

  private SftpServer server(int port) {
    return new SftpServer(
        "127.0.0.1", port, "acme", List.of(HostKeys.fingerprint(hostKey.getPublic())));
  }

  private static SftpConnector connector() {
    return new SftpConnector(SftpTimeLimits.DEFAULT, Clock.systemUTC());
  }

  private Path random(int bytes) throws IOException {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return Files.write(Files.createTempFile(folder, "payload", ""), content);
  }
}
