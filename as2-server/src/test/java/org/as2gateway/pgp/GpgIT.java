package org.as2gateway.pgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.pgp.PgpFailure.Reason;
import org.as2gateway.testkit.Gpg;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real gpg on the other side, both ways. */
class GpgIT {
  private static final PgpLimits LIMITS = new PgpLimits(1L << 34, 1000);
  private static final char[] SECRET = "our secret".toCharArray();
  private static final String OLD = "--faked-system-time=20200101T000000!";
  private static Gpg gpg;
  private static PgpOwnKey us;
  private static Instant now;

  @TempDir private Path folder;
  private Path payload;

  @BeforeAll
  static void keys() throws Exception {
    assumeTrue(Gpg.isInstalled(), "gpg is not installed: run .ci/run or 'apt-get install gnupg'");
    gpg = new Gpg();
    now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    gpg.newRsaKey("partner-rsa", "2y");
    gpg.newCurveKey("partner-curve", "2y");
    gpg.newCurveKey("stranger", "2y");
    us = newKey(PgpNewKey.Kind.RSA_3072);
    gpg.importKeys(us.key().toArmor().getBytes(StandardCharsets.US_ASCII));
  }

  private static PgpOwnKey newKey(PgpNewKey.Kind kind) throws CertsException {
    String text =
        new PgpNewKey("us <us@example.com>", kind, Duration.ofDays(365))
            .generate(now.minusSeconds(60), SECRET);
    return PgpFixture.parse(text).unlock(SECRET);
  }

  @AfterAll
  static void end() throws IOException {
    if (gpg != null) {
      gpg.close();
    }
  }

  private byte[] content() throws IOException {
    byte[] content =
        "D1|020|9205590100000000000000\r\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
    payload = folder.resolve("orders.edi");
    Files.write(payload, content);
    return content;
  }

  private static PgpKey publicKey(String userId) throws Exception {
    return PgpFixture.parse(gpg.export(userId)).key();
  }

  private static PgpFixture.Result read(Path message, PgpKey signer, boolean isStrict)
      throws IOException {
    PgpRead wanted =
        new PgpRead(List.of(us), List.of(signer), isStrict, isStrict, LIMITS, Instant.now());
    return PgpFixture.read(Files.readAllBytes(message), wanted);
  }

  private String ours() throws IOException {
    return gpg.fingerprint("us@example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "partner-rsa, AES256, --compress-algo=zip",
    "partner-rsa, AES192, --compress-algo=zlib",
    "partner-rsa, AES, --compress-algo=bzip2",
    "partner-rsa, 3DES, --armor",
    "partner-curve, AES256, --armor",
    "partner-curve, AES, --compress-algo=none",
    "partner-curve, AES256, --throw-keyids"
  })
  void reads_what_gpg_signs_and_encrypts(String partner, String cipher, String option)
      throws Exception {
    byte[] content = content();
    Path message =
        gpg.message(
            payload,
            "--sign",
            "--encrypt",
            "--local-user",
            partner,
            "--recipient",
            ours(),
            "--cipher-algo",
            cipher,
            option);
    PgpFixture.Result result = read(message, publicKey(partner), true);
    assertThat(result.opened().signer().orElseThrow())
        .isEqualToIgnoringCase(gpg.fingerprint(partner));
    assertThat(result.opened().fileName()).contains("orders.edi");
    assertThat(result.content().getBytes(StandardCharsets.ISO_8859_1)).isEqualTo(content);
    assertThat(result.opened().warnings().isEmpty()).isEqualTo(!cipher.equals("3DES"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--sign", "--encrypt"})
  void reads_what_is_signed_only_or_encrypted_only(String what) throws Exception {
    byte[] content = content();
    Path message =
        gpg.message(payload, what, "--local-user", "partner-curve", "--recipient", ours());
    PgpFixture.Result result = read(message, publicKey("partner-curve"), false);
    assertThat(result.opened().bytes()).isEqualTo(content.length);
    assertThat(result.opened().signer().isPresent()).isEqualTo(what.equals("--sign"));
    assertThat(result.opened().cipher().isPresent()).isEqualTo(what.equals("--encrypt"));
    assertThat(read(message, publicKey("partner-curve"), true).reason())
        .isEqualTo(what.equals("--sign") ? Reason.NOT_ENCRYPTED : Reason.NOT_SIGNED);
  }

  @ParameterizedTest
  @EnumSource(PgpCipher.class)
  void gpg_reads_and_verifies_what_we_write(PgpCipher cipher) throws Exception {
    byte[] content = content();
    for (String partner : List.of("partner-rsa", "partner-curve")) {
      for (boolean isArmored : List.of(true, false)) {
        PgpWrite wanted =
            new PgpWrite(
                List.of(publicKey(partner)),
                Optional.of(us),
                cipher,
                isArmored,
                "orders.edi",
                Instant.now());
        Path message = folder.resolve("out.gpg");
        Files.write(message, PgpFixture.write(content, wanted));
        Path opened = folder.resolve("opened");
        Gpg.Result result = gpg.open(message, opened);
        assertThat(result.output()).contains("Good signature from \"us <us@example.com>\"");
        assertThat(result.isOk()).isTrue();
        assertThat(opened).hasBinaryContent(content);
      }
    }
  }

  @Test
  void gpg_reads_what_is_signed_only_by_a_curve() throws Exception {
    byte[] content = content();
    PgpOwnKey curve = newKey(PgpNewKey.Kind.CURVE_25519);
    gpg.importKeys(curve.key().toArmor().getBytes(StandardCharsets.US_ASCII));
    Path message = folder.resolve("signed.asc");
    PgpWrite wanted =
        new PgpWrite(List.of(), Optional.of(curve), PgpCipher.AES256, true, "", Instant.now());
    Files.write(message, PgpFixture.write(content, wanted));
    Gpg.Result result = gpg.open(message, folder.resolve("opened"));
    assertThat(result.output()).contains("Good signature");
    assertThat(folder.resolve("opened")).hasBinaryContent(content);
    Path back = gpg.message(payload, "--encrypt", "--recipient", curve.key().fingerprint());
    PgpRead read = new PgpRead(List.of(curve), List.of(), true, false, LIMITS, Instant.now());
    assertThat(PgpFixture.read(Files.readAllBytes(back), read).opened().bytes())
        .isEqualTo(content.length);
  }

  @Test
  void refuses_the_signature_of_a_stranger() throws Exception {
    content();
    Path message =
        gpg.message(
            payload, "--sign", "--encrypt", "--local-user", "stranger", "--recipient", ours());
    PgpFailure failure = read(message, publicKey("partner-rsa"), true).failure();
    assertThat(failure.reason()).isEqualTo(Reason.UNKNOWN_SIGNER);
    assertThat(failure.sentence()).contains("import it");
  }

  @Test
  void refuses_every_change_and_cut_of_a_compressed_message() throws Exception {
    content();
    Path message =
        gpg.message(
            payload, "--sign", "--encrypt", "--local-user", "partner-rsa", "--recipient", ours());
    byte[] bytes = Files.readAllBytes(message);
    PgpRead wanted =
        new PgpRead(
            List.of(us), List.of(publicKey("partner-rsa")), true, true, LIMITS, Instant.now());
    int header = 420; // our RSA-3072 session key; bits of it are another test's
    for (int i = header; i < bytes.length; i += 13) {
      byte[] flipped = bytes.clone();
      flipped[i] ^= 0x10;
      assertThat(PgpFixture.read(flipped, wanted).outcome())
          .as("byte " + i)
          .isInstanceOf(PgpOutcome.Refused.class);
      byte[] cut = Arrays.copyOf(bytes, i);
      assertThat(PgpFixture.read(cut, wanted).outcome())
          .as("cut at " + i)
          .isInstanceOf(PgpOutcome.Refused.class);
    }
  }

  @Test
  void refuses_sha1_signatures_and_other_forms() throws Exception {
    content();
    List<String> common =
        List.of("--sign", "--encrypt", "--local-user", "partner-rsa", "--recipient", ours());
    assertThat(refused(common, "--digest-algo", "SHA1")).isEqualTo(Reason.WEAK_DIGEST);
    assertThat(refused(common, "--cipher-algo", "CAST5")).isEqualTo(Reason.WEAK_CIPHER);
    assertThat(refused(List.of("--clear-sign", "--local-user", "partner-rsa")))
        .isEqualTo(Reason.UNSUPPORTED);
    assertThat(refused(List.of("--detach-sign", "--local-user", "partner-rsa")))
        .isEqualTo(Reason.NOT_OPENPGP);
    assertThat(refused(List.of("--symmetric", "--passphrase", "shared secret")))
        .isEqualTo(Reason.WRONG_KEY);
  }

  private Reason refused(List<String> options, String... more) throws Exception {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(more));
    Path message = gpg.message(payload, all.toArray(new String[0]));
    return read(message, publicKey("partner-rsa"), true).reason();
  }

  @Test
  void names_the_key_that_was_used_and_the_one_that_we_have() throws Exception {
    content();
    Path message = gpg.message(payload, "--encrypt", "--recipient", "stranger");
    PgpFailure failure = read(message, publicKey("partner-rsa"), false).failure();
    assertThat(failure.reason()).isEqualTo(Reason.WRONG_KEY);
    assertThat(failure.sentence())
        .contains(publicKey("stranger").keyIds().get(1))
        .contains(us.key().keyIds().get(1));
  }

  @Test
  void judges_keys_that_gpg_made_by_their_dates() throws Exception {
    gpg.newRsaKey("expired", "1y", OLD);
    PgpKey expired = publicKey("expired");
    assertThat(expired.expires(Instant.now()))
        .hasValueSatisfying(
            at -> assertThat(at).isBetween("2020-12-30T00:00:00Z", "2021-01-02T00:00:00Z"));
    assertThat(expired.refusal(CertificateUse.ENCRYPT, Instant.now()).orElseThrow())
        .contains("expired at 2020-12-3");
    assertThatThrownBy(
            () ->
                PgpFixture.write(
                    content(),
                    new PgpWrite(
                        List.of(expired),
                        Optional.empty(),
                        PgpCipher.AES256,
                        false,
                        "",
                        Instant.now())))
        .isInstanceOf(CertsException.class);
    content();
    Path message =
        gpg.message(
            payload,
            "--sign",
            "--encrypt",
            OLD,
            "--local-user",
            "expired",
            "--recipient",
            gpg.fingerprint("expired"));
    PgpOwnKey own = PgpFixture.parse(gpg.exportSecret("expired")).unlock(new char[0]);
    PgpRead wanted = new PgpRead(List.of(own), List.of(expired), true, true, LIMITS, Instant.now());
    assertThat(PgpFixture.read(Files.readAllBytes(message), wanted).reason())
        .isEqualTo(Reason.EXPIRED_KEY);
  }

  @Test
  void judges_a_revoked_key() throws Exception {
    gpg.newCurveKey("gone", "1y");
    content();
    Path message =
        gpg.message(payload, "--sign", "--encrypt", "--local-user", "gone", "--recipient", ours());
    String uid = gpg.fingerprint("gone");
    gpg.revoke(uid);
    PgpKey gone = publicKey(uid);
    assertThat(gone.isRevoked(Instant.now())).isTrue();
    assertThat(gone.refusal(CertificateUse.SIGN, Instant.now()).orElseThrow()).contains("revoked");
    assertThat(read(message, gone, true).reason()).isEqualTo(Reason.REVOKED_KEY);
  }

  @Test
  void takes_secret_keys_of_gpg_and_gives_them_back() throws Exception {
    PgpKeyFile.Found found = PgpFixture.parse(gpg.exportSecret("partner-curve"));
    assertThat(found.isSecret()).isTrue();
    assertThat(found.key().algorithm()).isEqualTo("Ed25519, X25519");
    String ours = found.protect(new char[0], SECRET);
    assertThatThrownBy(() -> PgpFixture.parse(ours).unlock("wrong".toCharArray()))
        .isInstanceOf(CertsException.class)
        .hasMessageContaining("pass phrase");
    PgpOwnKey own = PgpFixture.parse(ours).unlock(SECRET);
    byte[] content = content();
    Path message =
        gpg.message(payload, "--encrypt", "--recipient", gpg.fingerprint("partner-curve"));
    PgpRead wanted = new PgpRead(List.of(own), List.of(), true, false, LIMITS, Instant.now());
    assertThat(PgpFixture.read(Files.readAllBytes(message), wanted).opened().bytes())
        .isEqualTo(content.length);
  }

  @Test
  void shows_what_a_key_can_do() throws Exception {
    PgpKey key = publicKey("partner-rsa");
    assertThat(key.name()).isEqualTo("partner-rsa");
    assertThat(key.algorithm()).isEqualTo("RSA 2048");
    assertThat(key.fingerprint()).isEqualToIgnoringCase(gpg.fingerprint("partner-rsa"));
    assertThat(key.uses(Instant.now()))
        .containsExactlyInAnyOrder(CertificateUse.SIGN, CertificateUse.ENCRYPT);
    assertThat(key.keyIds()).hasSize(2);
  }
}
