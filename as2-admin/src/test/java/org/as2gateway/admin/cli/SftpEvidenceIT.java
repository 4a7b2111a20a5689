package org.as2gateway.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.as2gateway.admin.server.RunningGateway;
import org.as2gateway.as2.wire.Sha256;
import org.as2gateway.store.log.MessageQuery;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bundles of files that moved by SFTP, with OpenSSH at the other end in each case. */
@Tag("slow")
class SftpEvidenceIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String USER = System.getProperty("user.name");
  private static final String TIME = "20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\S*Z";

  @TempDir private static Path folder;
  private static OpenSsh openSsh;
  private static Path hostKey;
  private static Path userKey;
  private static Path partnerKey;
  private static Path remoteIn;
  private static Path remoteOut;
  private static OpenSsh.Server sshd;
  private static RunningGateway us;
  private static Path home;

  @BeforeAll
  static void start() throws Exception {
    openSsh = new OpenSsh(folder);
    hostKey = openSsh.key("host", "ed25519", "");
    userKey = openSsh.key("user", "ed25519", "");
    partnerKey = openSsh.key("partner", "ed25519", "");
    remoteIn = Files.createDirectory(folder.resolve("remote-in"));
    remoteOut = Files.createDirectory(folder.resolve("remote-out"));
    sshd = openSsh.server(hostKey, List.of(userKey));
    Map<String, String> remote = new LinkedHashMap<>();
    remote.put("gw.transport", "sftp");
    remote.put("gw.sftp_url", "sftp://" + USER + "@127.0.0.1:" + sshd.port() + remoteIn);
    remote.put("gw.sftp_poll", remoteOut.toString());
    remote.put("gw.sftp_key", "us");
    remote.put("gw.sftp_host_key", openSsh.fingerprint(hostKey));
    Map<String, String> atOurs = Map.of("gw.transport", "sftp");
    TestHome ours =
        new TestHome(folder.resolve("home"))
            .settings(
                TestHome.SETTINGS.replace(
                        "admin: { port: 0 }", "admin: { port: " + freePort() + " }")
                    + "sftp: { enabled: true, host: 127.0.0.1, port: 0, poll: 200ms }\n")
            .station("us", TestPki.rsa("us"))
            .partner("usps", TestPki.rsa("usps").certificate())
            .partner("guest", TestPki.rsa("guest").certificate())
            .partnership("us", "usps", remote)
            .partnership("usps", "us", remote)
            .partnership("us", "guest", atOurs)
            .partnership("guest", "us", atOurs);
    home = ours.path();
    Files.copy(userKey, home.resolve("certs/us/id_ed25519"));
    Files.copy(Path.of(partnerKey + ".pub"), home.resolve("certs/guest/partner.pub"));
    us = RunningGateway.start(ours.config(), Map.of(), Clock.systemUTC());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @AfterAll
  static void stop() {
    if (us != null) {
      us.close();
    }
    if (sshd != null) {
      sshd.close();
    }
  }

  @Test
  void a_bundle_of_an_upload_tells_server_host_key_times_and_digest() throws Exception {
    byte[] content = content("upload.txt");
    String id = send("us-to-usps", "upload.txt", "--wait");
    assertThat(bundle(id, content))
        .contains("server 127.0.0.1:" + sshd.port() + "\n")
        .contains("user " + USER + "\n")
        .contains("host-key " + openSsh.fingerprint(hostKey) + "\n")
        .contains(file("upload.txt", content))
        .containsPattern("(?m)^started " + TIME + "$")
        .containsPattern("(?m)^ended " + TIME + "$")
        .containsPattern("(?m)^log " + TIME + " write '\\.as2-");
  }

  @Test
  void a_bundle_of_a_download_tells_server_host_key_times_and_digest() throws Exception {
    byte[] content = content("download.txt");
    Files.write(remoteOut.resolve("download.txt"), content);
    String id = awaitReceived("download.txt").id();
    assertThat(bundle(id, content))
        .contains("server 127.0.0.1:" + sshd.port() + "\n")
        .contains("user " + USER + "\n")
        .contains("host-key " + openSsh.fingerprint(hostKey) + "\n")
        .contains(file("download.txt", content))
        .containsPattern("(?m)^modified " + TIME + "$")
        .containsPattern("(?m)^received-at " + TIME + "$")
        .containsPattern("(?m)^log " + TIME + " read '.*download\\.txt': " + content.length);
  }

  @Test
  void a_bundle_of_a_file_put_at_our_server_tells_who_put_it_and_our_host_key() throws Exception {
    byte[] content = content("put.txt");
    Path file = Files.write(folder.resolve("put.txt"), content);
    sftp("put " + file + " in/put.txt\n");
    String id = awaitReceived("put.txt").id();
    assertThat(bundle(id, content))
        .contains(guest())
        .contains(file("put.txt", content))
        .containsPattern("(?m)^signed-in-at " + TIME + "$")
        .containsPattern("(?m)^received-at " + TIME + "$");
  }

  @Test
  void a_bundle_of_a_file_collected_from_our_server_tells_who_collected_it() throws Exception {
    byte[] content = content("offer.txt");
    String id = send("us-to-guest", "offer.txt");
    Awaitility.await().atMost(PATIENCE).until(() -> sftp("ls out\n").contains("offer.txt"));
    Path got = folder.resolve("got");
    sftp("get out/offer.txt " + got + "\n");
    assertThat(got).hasBinaryContent(content);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> message(id).status(), status -> status == MessageStatus.SENT);
    assertThat(bundle(id, content))
        .contains(guest())
        .contains(file("offer.txt", content))
        .containsPattern("(?m)^signed-in-at " + TIME + "$")
        .containsPattern("(?m)^collected-at " + TIME + "$");
  }

  private static byte[] content(String name) {
    return ("content of " + name + "\n").repeat(50).getBytes(StandardCharsets.UTF_8);
  }

  private static String file(String name, byte[] content) {
    return "file %s\nbytes %d\nsha-256 %s\n".formatted(name, content.length, Sha256.hex(content));
  }

  private static String[] guest() throws Exception {
    return new String[] {
      "user guest\n",
      "address 127.0.0.1:",
      "login key " + openSsh.fingerprint(partnerKey) + "\n",
      "client SSH-2.0-OpenSSH",
      "host-key " + ourFingerprint() + "\n"
    };
  }

  private static Path ourHostKey() {
    return home.resolve("data/secrets/sftp-host-key");
  }

  private static String ourFingerprint() throws Exception {
    Path copy = folder.resolve("our-host-key");
    Files.writeString(Path.of(copy + ".pub"), openSsh.publicOf(ourHostKey()));
    return openSsh.fingerprint(copy);
  }

  private static String sftp(String batch) throws Exception {
    int port = us.gateway().sftp().port().get().orElseThrow();
    String known = openSsh.publicOf(ourHostKey()).strip();
    OpenSsh.Result result =
        openSsh.sftp(new OpenSsh.Client(port, "guest", partnerKey, known), batch);
    assertThat(result.status()).as(result.output()).isZero();
    return result.output();
  }

  private static String send(String partnership, String name, String... options) throws Exception {
    Path file = Files.write(folder.resolve(name), content(name));
    Object[] arguments = new Object[3 + options.length];
    arguments[0] = "send";
    arguments[1] = partnership;
    arguments[2] = file;
    System.arraycopy(options, 0, arguments, 3, options.length);
    ShellRun run = ShellRun.of(home, arguments);
    assertThat(run.status()).as(run.out() + run.err()).isZero();
    Matcher id = Pattern.compile("queued as (\\S+)").matcher(run.out());
    assertThat(id.find()).as(run.out()).isTrue();
    return id.group(1);
  }

  private static MessageRecord message(String id) {
    return us.gateway().messages().find(id).orElseThrow();
  }

  private static MessageRecord awaitReceived(String name) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                us.gateway().messages().search(MessageQuery.newest(50)).messages().stream()
                    .filter(m -> m.status() == MessageStatus.DELIVERED)
                    .filter(m -> m.payloads().get(0).filename().equals(name))
                    .findFirst(),
            found -> found.isPresent())
        .orElseThrow();
  }

  /**
   * Exports the bundle of a message, checks what all of them have in common, and finds each altered
   * file; what the gateway saw of the transfer.
   */
  private static String bundle(String id, byte[] content) throws Exception {
    Path zip = folder.resolve(id + ".zip");
    ShellRun export = ShellRun.of(home, "evidence", id, "-o", zip);
    assertThat(export.status()).as(export.err()).isZero();
    UnpackedBundle bundle = UnpackedBundle.of(zip, folder.resolve(id));
    checkParts(bundle, content);
    ShellRun good = verify(zip);
    assertThat(good.status()).as(good.out()).isZero();
    assertThat(good.out()).contains("✓ gateway      manifest signed", "✓ payload");
    for (String name : bundle.names()) {
      Path place = folder.resolve(id + "-" + name.replace('/', '-'));
      UnpackedBundle forged = UnpackedBundle.of(zip, place).tamper(name);
      ShellRun careless = verify(forged.zip(Path.of(place + "-1.zip")));
      assertThat(careless.status()).as(name + "\n" + careless.out()).isEqualTo(1);
      if (name.equals("transfer.txt")) {
        ShellRun careful = verify(forged.coverUp().zip(Path.of(place + "-2.zip")));
        assertThat(careful.status()).isEqualTo(1);
        assertThat(careful.out()).contains("✓ manifest", "✗ gateway");
      }
    }
    return Files.readString(bundle.folder().resolve("transfer.txt"));
  }

  private static void checkParts(UnpackedBundle bundle, byte[] content) throws Exception {
    assertThat(bundle.names())
        .contains("transfer.txt", "payload-0.bin", "message.json", "events.json", "proof.html")
        .doesNotContain(
            "message-id.txt", "request-headers.txt", "sent-mics.txt", "content-headers.mime")
        .doesNotContain("signature.der", "signer.pem")
        .noneMatch(name -> name.startsWith("mdn/") || name.startsWith("answers/"));
    assertThat(bundle.folder().resolve("payload-0.bin")).hasBinaryContent(content);
    JsonNode message =
        JsonMapper.shared().readTree(Files.readAllBytes(bundle.folder().resolve("message.json")));
    assertThat(message.path("transport").asString("")).isEqualTo("sftp");
    assertThat(message.path("mic").asString("")).isEmpty();
    assertThat(message.path("messageId").asString("")).isEmpty();
    assertThat(bundle.folder().resolve("README.txt"))
        .content()
        .contains("EVIDENCE OF ONE MESSAGE BY SFTP")
        .doesNotContain("MDN", "MIC");
    UnpackedBundle.Run run = bundle.runReadme();
    assertThat(run.status()).as(run.commands() + "\n" + run.output()).isZero();
  }

  private static ShellRun verify(Path zip) {
    return ShellRun.of(folder.resolve("no-such-home"), "verify", zip);
  }
}
