package org.as2gateway.as2.mdn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.smime.DetachedSigner;
import org.as2gateway.as2.smime.SignatureCheck;
import org.as2gateway.as2.smime.SignatureCheck.Reason;
import org.as2gateway.as2.smime.SignatureCheck.Refused;
import org.as2gateway.as2.wire.Disposition;
import org.as2gateway.as2.wire.ErrorWord;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.testkit.HandMadeMdn;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.OpenSsl;
import org.as2gateway.testkit.OpenSslEntities;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Signed MDNs with openssl at the other end. */
class SignedMdnIT {
  private static final OwnKey ALICE = TestPki.rsa("alice");
  private static final OwnKey BOB = TestPki.rsa("bob");
  private static final Set<SignatureAlgorithm> ALL = EnumSet.allOf(SignatureAlgorithm.class);
  private static final MimeEntity REPORT =
      HandMadeMdn.report("<1@us>", HandMadeMdn.PROCESSED, Optional.of("AAAA, sha-256"));

  @TempDir Path folder;

  static Stream<Arguments> signers() {
    return Stream.of(
        Arguments.of(ALICE, SignatureAlgorithm.SHA1, "sha1"),
        Arguments.of(ALICE, SignatureAlgorithm.SHA256, "sha-256"),
        Arguments.of(ALICE, SignatureAlgorithm.SHA512, "sha512"),
        Arguments.of(ALICE, SignatureAlgorithm.PSS_SHA384, "sha-384"),
        Arguments.of(TestPki.ec("carol"), SignatureAlgorithm.SHA256, "sha-256"));
  }

  private static MimeEntity written(Disposition disposition, DetachedSigner signer, String micalg) {
    Headers message =
        Headers.of("AS2-From", "partner", "AS2-To", "us", "Message-ID", "<1@partner>");
    Instant now = Instant.parse("2026-11-22T03:00:00Z");
    MdnContent content =
        MdnContent.answering(message, now, new MessageId("<mdn@us>"), now, disposition)
            .withMic("AAAA, " + micalg);
    return MdnWriter.writeSigned(content, signer, micalg);
  }

  @ParameterizedTest
  @MethodSource("signers")
  void openssl_verifies_the_entity_as_it_stands(
      OwnKey key, SignatureAlgorithm algorithm, String micalg) throws Exception {
    OpenSsl openSsl = new OpenSsl(folder);
    MimeEntity mdn =
        written(Disposition.processed(), new DetachedSigner(key, algorithm, true, true), micalg);
    Path entity = openSsl.temporary(".eml", mdn.toBytes());
    String certificate = KeyFiles.writePem(openSsl.temporary(".pem"), key.certificate()).toString();
    Path out = openSsl.temporary(".report");

    OpenSsl.Result result =
        openSsl.run(
            "cms",
            "-verify",
            "-inform",
            "SMIME",
            "-purpose",
            "any",
            "-partial_chain",
            "-in",
            entity.toString(),
            "-CAfile",
            certificate,
            "-out",
            out.toString());

    assertThat(result.isOk()).as(result.output()).isTrue();
    assertThat(Files.readString(out)).contains("; processed", "AAAA, " + micalg);
    assertThat(new OpenSslEntities(folder).verified(mdn, key.certificate()).headers())
        .matches(headers -> headers.first("Content-Type").orElse("").contains("multipart/report"));
  }

  @Test
  void a_refusal_is_signed_like_any_other() throws Exception {
    MimeEntity mdn =
        written(
            Disposition.error(ErrorWord.DECRYPTION_FAILED),
            new DetachedSigner(ALICE, SignatureAlgorithm.SHA256, true, true),
            "sha-256");

    MimeEntity report = new OpenSslEntities(folder).verified(mdn, ALICE.certificate());

    assertThat(new String(report.body(), StandardCharsets.US_ASCII))
        .contains("; processed/error: decryption-failed\r\n");
  }

  private MimeEntity signed(OwnKey key, String... options) throws Exception {
    return new OpenSslEntities(folder).signed(REPORT, key, "sha-256", options);
  }

  private static SignatureCheck verify(MimeEntity mdn, X509Certificate... registered) {
    return MdnReader.read(mdn.headers(), mdn.body())
        .mdn()
        .flatMap(Mdn::signature)
        .orElseThrow()
        .verify(List.of(registered), ALL);
  }

  private static Reason reason(SignatureCheck check) {
    assertThat(check).isInstanceOf(Refused.class);
    return ((Refused) check).reason();
  }

  private static MimeEntity replaced(MimeEntity mdn, String text, String by) {
    String body = new String(mdn.body(), StandardCharsets.ISO_8859_1);
    assertThat(body).contains(text);
    return new MimeEntity(
        mdn.headers(), body.replace(text, by).getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource({
    "-md sha1",
    "-md sha256",
    "-md sha512 -nocerts",
    "-stream -keyid",
    "-keyopt rsa_padding_mode:pss"
  })
  void an_mdn_signed_by_openssl_verifies(String options) throws Exception {
    MimeEntity mdn = signed(ALICE, options.split(" ", -1));

    assertThat(verify(mdn, BOB.certificate(), ALICE.certificate()).isValid()).isTrue();
    assertThat(MdnReader.read(mdn.headers(), mdn.body()).mdn().orElseThrow().isPositive()).isTrue();
    assertThat(reason(verify(mdn, BOB.certificate()))).isEqualTo(Reason.UNKNOWN_SIGNER);
  }

  @Test
  void a_changed_mdn_does_not_verify() throws Exception {
    MimeEntity mdn = signed(ALICE);

    assertThat(reason(verify(replaced(mdn, "<1@us>", "<2@us>"), ALICE.certificate())))
        .isEqualTo(Reason.DIGEST_MISMATCH);
    assertThat(reason(verify(replaced(mdn, "text/plain", "text/plaim"), ALICE.certificate())))
        .isEqualTo(Reason.DIGEST_MISMATCH);
  }

  @Test
  void an_mdn_without_signed_attributes_does_not_count() throws Exception {
    assertThat(reason(verify(signed(ALICE, "-noattr"), ALICE.certificate())))
        .isEqualTo(Reason.NOT_COUNTED);
  }

  @Test
  void text_that_openssl_signed_and_wrote_with_lf_verifies() throws Exception {
    OpenSsl openSsl = new OpenSsl(folder);
    String lines = new String(REPORT.toBytes(), StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
    Path report = openSsl.temporary(".txt", lines.getBytes(StandardCharsets.ISO_8859_1));
    Path mail = openSsl.temporary(".eml");
    String certificate = KeyFiles.writePem(folder.resolve("a.pem"), ALICE.certificate()).toString();
    String key = KeyFiles.writeKeyPem(folder.resolve("a.key"), ALICE).toString();
    OpenSsl.Result result =
        openSsl.run(
            "smime",
            "-sign",
            "-md",
            "sha256",
            "-in",
            report.toString(),
            "-out",
            mail.toString(),
            "-signer",
            certificate,
            "-inkey",
            key);
    assertThat(result.isOk()).as(result.output()).isTrue();
    // openssl itself writes CR LF within the signed part and LF elsewhere
    String text = Files.readString(mail, StandardCharsets.ISO_8859_1);
    assertSignedByAlice(text);
    assertSignedByAlice(text.replace("\r\n", "\n"));
  }

  private static void assertSignedByAlice(String text) {
    int blank = text.indexOf("\n\n");
    MimeEntity mdn =
        new MimeEntity(
            Headers.parseLenient(text.substring(0, blank)),
            text.substring(blank + 2).getBytes(StandardCharsets.ISO_8859_1));

    assertThat(verify(mdn, ALICE.certificate()).isValid()).isTrue();
    assertThat(reason(verify(replaced(mdn, "<1@us>", "<2@us>"), ALICE.certificate())))
        .isEqualTo(Reason.DIGEST_MISMATCH);
  }

  @Test
  void the_signature_part_may_be_binary_and_without_a_transfer_encoding() throws Exception {
    OpenSsl openSsl = new OpenSsl(folder);
    Path content = openSsl.temporary(".entity", REPORT.toBytes());
    byte[] der = Files.readAllBytes(openSsl.sign(content, ALICE));
    String body =
        "--s\r\n"
            + new String(REPORT.toBytes(), StandardCharsets.ISO_8859_1)
            + "\r\n--s\r\nContent-Type: application/x-pkcs7-signature\r\n\r\n"
            + new String(der, StandardCharsets.ISO_8859_1)
            + "\r\n--s--\r\n";
    MimeEntity mdn =
        new MimeEntity(
            Headers.of("Content-Type", "multipart/signed; boundary=s"),
            body.getBytes(StandardCharsets.ISO_8859_1));

    assertThat(verify(mdn, ALICE.certificate()).isValid()).isTrue();
  }
}
