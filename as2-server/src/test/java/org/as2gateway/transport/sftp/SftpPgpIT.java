package org.as2gateway.transport.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.pgp.PgpNewKey;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.certs.ImportOptions;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.Gpg;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.OpenSsh;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files over SFTP with OpenPGP around them: OpenSSH and gpg are the partner. */
final class SftpPgpIT {
  private static final String CONTENT = "H1|020|manifest\r\n".repeat(5000);

  @TempDir private Path folder;
  private OpenSsh openSsh;
  private Gpg gpg;
  private OpenSsh.Server sshd;
  private Path remoteIn;
  private Path remoteOut;
  private TestHome home;
  private TestGateway gateway;

  @BeforeEach
  void write() throws Exception {
    assumeTrue(Gpg.isInstalled(), "gpg is not installed: run .ci/run or 'apt-get install gnupg'");
    openSsh = new OpenSsh(folder);
    gpg = new Gpg();
    gpg.newCurveKey("usps", "2y");
    gpg.newCurveKey("stranger", "2y");
    remoteIn = Files.createDirectory(folder.resolve("remote-in"));
    remoteOut = Files.createDirectory(folder.resolve("remote-out"));
    home = new TestHome(folder.resolve("home"));
    home.settings(TestHome.SETTINGS + "sftp: { poll: 200ms }\n");
    home.station("US", TestPki.rsa("US")).partner("USPS", TestPki.rsa("USPS").certificate());
    Path hostKey = openSsh.key("host", "ed25519", "");
    Path userKey = openSsh.key("id_ed25519", "ed25519", "");
    Files.copy(userKey, home.path().resolve("certs/US/id_ed25519"));
    sshd = openSsh.server(hostKey, List.of(userKey));
    exchangeKeys();
    home.partnership("US", "USPS", remote(hostKey, "gw.pgp_encrypt", "USPS", "gw.pgp_sign", "US"));
    home.partnership(
        "USPS",
        "US",
        remote(
            hostKey, "gw.sftp_poll", remoteOut.toString(), "gw.pgp_require", "encrypted, signed"));
    gateway = TestGateway.start(home);
  }

  private void exchangeKeys() throws Exception {
    CertificateFolder certs =
        new CertificateFolder(
            home.path(), Map.of("AS2_KEYSTORE_PASSWORD", KeyFiles.PASSWORD), Clock.systemUTC());
    certs
        .pgp()
        .newKey(
            "US",
            new PgpNewKey("our-company", PgpNewKey.Kind.CURVE_25519, Duration.ofDays(100)),
            Optional.empty());
    gpg.importKeys(certs.pgp().exportArmor("US").getBytes(StandardCharsets.US_ASCII));
    assertThat(
            certs.importContent("USPS", "usps", gpg.export("usps"), ImportOptions.NONE).refusals())
        .isEmpty();
  }

  private Map<String, String> remote(Path hostKey, String... more) throws Exception {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("gw.transport", "sftp");
    attributes.put(
        "gw.sftp_url",
        "sftp://" + System.getProperty("user.name") + "@127.0.0.1:" + sshd.port() + remoteIn);
    attributes.put("gw.sftp_host_key", openSsh.fingerprint(hostKey));
    attributes.put("gw.sftp_key", "US");
    for (int i = 0; i < more.length; i += 2) {
      attributes.put(more[i], more[i + 1]);
    }
    return attributes;
  }

  @AfterEach
  void stop() throws Exception {
    if (gateway != null) {
      gateway.close();
    }
    if (sshd != null) {
      sshd.close();
    }
    if (gpg != null) {
      gpg.close();
    }
  }

  @Test
  void gpg_decrypts_and_verifies_what_is_uploaded() throws Exception {
    byte[] content = CONTENT.getBytes(StandardCharsets.US_ASCII);
    MessageRecord sent = gateway.awaitEnd(gateway.submit("US-to-USPS", "m.txt", content).id());
    assertThat(sent.status()).as(sent.error()).isEqualTo(MessageStatus.SENT);
    assertThat(sent.facts().isSigned()).isTrue();
    assertThat(sent.facts().isEncrypted()).isTrue();
    try (var files = Files.list(remoteIn)) {
      assertThat(files).containsExactly(remoteIn.resolve("m.txt.pgp"));
    }
    Path opened = folder.resolve("opened.txt");
    Gpg.Result result = gpg.open(remoteIn.resolve("m.txt.pgp"), opened);
    assertThat(result.output()).contains("Good signature");
    assertThat(opened).hasBinaryContent(content);
  }

  @Test
  void what_gpg_made_comes_open_into_the_inbox() throws Exception {
    put("extract.txt.gpg", message("usps", "--sign", "--encrypt"));
    Path received = home.path().resolve("inbox/USPS/extract.txt");
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(received));
    assertThat(received).hasContent(CONTENT);
    MessageRecord message = gateway.messages().get(0);
    assertThat(message.facts().isSigned()).isTrue();
    assertThat(message.facts().isEncrypted()).isTrue();
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> Files.notExists(remoteOut.resolve("extract.txt.gpg")));
  }

  @Test
  void a_file_of_a_stranger_is_refused_once_and_stays_where_it_is() throws Exception {
    put("forged.txt.gpg", message("stranger", "--sign", "--encrypt"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> gateway.messages().stream().anyMatch(m -> m.status().isEnd()));
    MessageRecord refused = gateway.messages().get(0);
    assertThat(refused.status()).isEqualTo(MessageStatus.REFUSED);
    assertThat(refused.reason()).isEqualTo(Reason.SIGNATURE_NOT_VERIFIED);
    Awaitility.await().during(Duration.ofSeconds(2)).until(() -> gateway.messages().size() == 1);
    assertThat(remoteOut.resolve("forged.txt.gpg")).exists();
    assertThat(home.path().resolve("inbox/USPS"))
        .satisfiesAnyOf(
            inbox -> assertThat(inbox).doesNotExist(),
            inbox -> assertThat(inbox).isEmptyDirectory());
    assertThat(home.path().resolve("data/stage")).isEmptyDirectory();
  }

  private Path message(String signer, String... options) throws Exception {
    Path plain = Files.writeString(folder.resolve("plain.txt"), CONTENT);
    String[] all = new String[options.length + 4];
    System.arraycopy(options, 0, all, 0, options.length);
    all[options.length] = "--local-user";
    all[options.length + 1] = signer;
    all[options.length + 2] = "--recipient";
    all[options.length + 3] = "our-company";
    return gpg.message(plain, all);
  }

  private void put(String name, Path file) throws Exception {
    Path temporary = remoteOut.resolve("." + name);
    Files.copy(file, temporary);
    Files.move(temporary, remoteOut.resolve(name));
  }
}
