package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.Reason;
import org.as2gateway.store.log.EventKind;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.OpenSslEntities;
import org.as2gateway.testkit.TestPki;
import org.as2gateway.transport.as2.explain.Explanation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** protocol.md §1: known pair, content refused; and the rules of §2 that refuse it. */
class RefusedContentIT {
  private static final OwnKey PARTNER = PartnerSide.PARTNER;
  private static final OwnKey STRANGER = TestPki.rsa("stranger");
  private static final MimeEntity PAYLOAD = PartnerSide.payload("orders.edi", "UNA:+.? '\nUNB");
  private static final String INSUFFICIENT = "insufficient-message-security";
  private static final String UNEXPECTED = "unexpected-processing-error";

  private static PartnerSide side;
  private static OpenSslEntities openSsl;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    side = PartnerSide.open(folder);
    openSsl = side.openSsl();
  }

  /** Nothing that was refused ever appears in the inbox: everything here is refused. */
  @AfterAll
  static void assertNothingWasDelivered() throws Exception {
    side.close();
    try (var files = Files.walk(side.gateway().home().path().resolve("inbox"))) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  /**
   * A signed negative MDN with that word, no MIC, and a record that says no more than it should.
   */
  private static MessageRecord assertRefused(String from, MimeEntity entity, String word)
      throws IOException {
    PartnerSide.Exchange exchange = side.send(from, PartnerSide.SIGNED_RECEIPT, entity);
    PartnerSide.Mdn mdn = side.mdn(exchange);
    MessageRecord record = side.record(exchange);
    String disposition = "automatic-action/MDN-sent-automatically; processed/error: " + word;
    assertThat(mdn.disposition()).as(record.error()).isEqualTo(disposition);
    assertThat(mdn.isSigned()).as("a negative receipt is signed like any other").isTrue();
    assertThat(mdn.mic()).isEmpty();
    assertThat(record.status()).isEqualTo(MessageStatus.REFUSED);
    assertThat(record.as2().disposition()).isEqualTo(disposition);
    assertThat(record.as2().mdn()).isEqualTo(MdnState.VERIFIED);
    assertThat(record.error()).isNotBlank();
    assertThat(mdn.text()).doesNotContain(String.valueOf(record.error()));
    return record;
  }

  private static MimeEntity signed(OwnKey key, String... options) throws IOException {
    return openSsl.signed(PAYLOAD, key, "sha-256", options);
  }

  private static MimeEntity enveloped(MimeEntity inner, String cipher) throws IOException {
    return openSsl.enveloped(inner, cipher, PartnerSide.US.certificate());
  }

  @Test // §2.1, §1: lacks a required layer
  void a_message_that_lacks_a_required_layer_is_insufficient_message_security() throws Exception {
    assertRefused("partner", PAYLOAD, INSUFFICIENT);
    MessageRecord signedOnly = assertRefused("partner", side.signed(PAYLOAD), INSUFFICIENT);
    MessageRecord encryptedOnly = assertRefused("partner", side.enveloped(PAYLOAD), INSUFFICIENT);
    assertRefused("partner", enveloped(PAYLOAD, "aes-256-gcm"), INSUFFICIENT);
    assertRefused("partner", side.enveloped(OpenSslEntities.compressed(PAYLOAD)), INSUFFICIENT);
    assertRefused("partner", OpenSslEntities.compressed(side.signed(PAYLOAD)), INSUFFICIENT);
    assertRefused("clear", PAYLOAD, INSUFFICIENT);
    assertThat(signedOnly.as2().isEncrypted()).isFalse();
    assertThat(encryptedOnly.as2().isEncrypted()).isTrue();
    assertThat(encryptedOnly.as2().isSigned()).isFalse();
    assertThat(encryptedOnly.error()).contains("not signed");
    assertThat(encryptedOnly.reason()).isEqualTo(Reason.INSUFFICIENT_SECURITY);
  }

  @Test // §2.5: SHA-1, MD5 and 3DES only where the partnership says so
  void an_algorithm_that_is_not_accepted_is_insufficient_message_security() throws Exception {
    MimeEntity sha1 = openSsl.signed(PAYLOAD, PARTNER, "sha1", "-md", "sha1");
    assertRefused("clear", sha1, INSUFFICIENT);
    assertRefused("partner", side.enveloped(sha1), INSUFFICIENT);
    assertRefused("partner", enveloped(side.signed(PAYLOAD), "des3"), INSUFFICIENT);
    // what micalg says does not matter, the signature does
    assertRefused(
        "clear", openSsl.signed(PAYLOAD, PARTNER, "sha-256", "-md", "sha1"), INSUFFICIENT);
    // legacy lists sha-256 but not sha-512
    MimeEntity sha512 = openSsl.signed(PAYLOAD, PARTNER, "sha-512", "-md", "sha512");
    assertRefused("legacy", sha512, INSUFFICIENT);
  }

  @Test // §2.2: exactly one SignerInfo, with signed attributes; zero signers is a failure
  void a_signature_that_does_not_count_is_insufficient_message_security() throws Exception {
    assertRefused("clear", signed(PARTNER, "-noattr"), INSUFFICIENT);
    Path folder = Files.createTempDirectory(side.gateway().home().path(), "second-signer");
    String certificate =
        KeyFiles.writePem(folder.resolve("s.pem"), STRANGER.certificate()).toString();
    String key = KeyFiles.writeKeyPem(folder.resolve("s.key"), STRANGER).toString();
    MimeEntity twoSigners = signed(PARTNER, "-signer", certificate, "-inkey", key);
    assertRefused("clear", twoSigners, INSUFFICIENT);
    assertRefused("partner", side.enveloped(twoSigners), INSUFFICIENT);
    Path none = openSsl.openSsl().temporary(".p7s");
    openSslRun(
        "crl2pkcs7", "-nocrl", "-certfile", certificate, "-outform", "DER", "-out", "" + none);
    MimeEntity nobody =
        OpenSslEntities.multipartSigned(PAYLOAD, Files.readAllBytes(none), "sha-256");
    assertRefused("clear", nobody, INSUFFICIENT);
  }

  private static void openSslRun(String... arguments) throws IOException {
    var result = openSsl.openSsl().run(arguments);
    assertThat(result.isOk()).as(result.output()).isTrue();
  }

  @Test // §2.2: verified with a certificate registered for this partner and in force by our clock
  void a_signer_that_is_not_registered_or_not_in_force_is_authentication_failed() throws Exception {
    String word = "authentication-failed";
    assertEnclosed(assertRefused("clear", signed(STRANGER), word), STRANGER);
    MessageRecord bare = assertRefused("clear", signed(STRANGER, "-nocerts"), word);
    assertThat(side.gateway().gateway().enclosedSigner(bare)).isEmpty();
    assertRefused("partner", enveloped(signed(STRANGER), "aes-256-gcm"), word);
    assertRefused("clear", signed(PartnerSide.US), word);
    assertRefused("lapsed", enveloped(signed(PartnerSide.LAPSED), "aes-256-gcm"), word);
    // CBC has no tag: there it must not be told from damage, or it tells what a block decrypts to
    String alike = "decryption-failed";
    MessageRecord foreign = assertRefused("partner", side.enveloped(signed(STRANGER)), alike);
    assertThat(foreign.reason()).isEqualTo(Reason.SIGNATURE_NOT_VERIFIED);
    assertEnclosed(foreign, STRANGER);
    assertThat(side.gateway().gateway().explain(foreign)).as("no digest is in doubt").isEmpty();
    assertRefused("lapsed", side.enveloped(signed(PartnerSide.LAPSED)), alike);
  }

  /** The certificate is kept, for somebody who compares it; it never counts. */
  private static void assertEnclosed(MessageRecord refused, OwnKey key) {
    assertThat(side.gateway().gateway().enclosedSigner(refused)).contains(key.certificate());
  }

  @Test // nobody can be made to compare a certificate whose key did not make the signature
  void a_certificate_beside_the_signers_is_not_found() throws Exception {
    Path other =
        KeyFiles.writePem(
            side.gateway().home().path().resolve("beside.pem"),
            TestPki.rsa("beside").certificate());
    MimeEntity beside = signed(STRANGER, "-nocerts", "-certfile", other.toString());
    MessageRecord record = assertRefused("clear", beside, "authentication-failed");
    assertThat(side.gateway().gateway().enclosedSigner(record)).isEmpty();
  }

  @Test // §2.2: certificates inside the message are ignored
  void a_forged_certificate_of_the_registered_name_and_serial_is_authentication_failed()
      throws Exception {
    OwnKey forger = forger();
    assertThat(forger.certificate().getSerialNumber())
        .isEqualTo(PARTNER.certificate().getSerialNumber());
    assertThat(forger.certificate().getIssuerX500Principal())
        .isEqualTo(PARTNER.certificate().getIssuerX500Principal());
    assertEnclosed(assertRefused("clear", signed(forger), "authentication-failed"), forger);
    assertRefused("partner", enveloped(signed(forger), "aes-256-gcm"), "authentication-failed");
    assertRefused("partner", side.enveloped(signed(forger)), "decryption-failed");
  }

  /** Issuer and serial number of the partner's certificate, key of a stranger. */
  private static OwnKey forger() throws Exception {
    Path key = KeyFiles.writeKeyPem(openSsl.openSsl().temporary(".key"), STRANGER);
    Path out = openSsl.openSsl().temporary(".pem");
    String serial = "0x" + PARTNER.certificate().getSerialNumber().toString(16);
    openSslRun(
        "req",
        "-x509",
        "-new",
        "-key",
        "" + key,
        "-subj",
        "/CN=partner",
        "-set_serial",
        serial,
        "-days",
        "9",
        "-out",
        "" + out);
    try (var in = Files.newInputStream(out)) {
      X509Certificate certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      return new OwnKey(STRANGER.privateKey(), certificate, List.of());
    }
  }

  @Test // §1: digest or signature wrong, message not encrypted
  void changed_content_or_signature_in_the_clear_is_integrity_check_failed() throws Exception {
    String word = "integrity-check-failed";
    MimeEntity signed = side.signed(PAYLOAD);
    assertRefused("clear", Damage.replaced(signed, "UNB", "UNC"), word);
    assertRefused("clear", Damage.replaced(signed, "orders.edi", "orders.exe"), word);
    Path content = openSsl.openSsl().temporary(".entity", PAYLOAD.toBytes());
    byte[] signature = Files.readAllBytes(openSsl.openSsl().sign(content, PARTNER));
    signature[signature.length - 9] ^= 1;
    assertRefused("clear", OpenSslEntities.multipartSigned(PAYLOAD, signature, "sha-256"), word);
    MimeEntity garbage = OpenSslEntities.multipartSigned(PAYLOAD, new byte[300], "sha-256");
    assertRefused("clear", garbage, word);
    // a signature over other content (wrapping): the bytes delivered are the bytes verified (§2.3)
    MimeEntity other = PartnerSide.payload("other.edi", "UNZ");
    assertRefused("clear", OpenSslEntities.multipartSigned(other, original(), "sha-256"), word);
  }

  private static byte[] original() throws IOException {
    Path content = openSsl.openSsl().temporary(".entity", PAYLOAD.toBytes());
    return Files.readAllBytes(openSsl.openSsl().sign(content, PARTNER));
  }

  @Test // §1: decompression-failed, message not encrypted
  void damaged_compression_in_the_clear_is_decompression_failed() throws Exception {
    MimeEntity compressed = OpenSslEntities.compressed(PAYLOAD);
    MimeEntity damaged = Damage.flipped(compressed, -6);
    assertRefused("open", damaged, "decompression-failed");
    assertRefused("clear", side.signed(damaged), "decompression-failed");
    assertRefused(
        "clear",
        Damage.flipped(OpenSslEntities.compressed(side.signed(PAYLOAD)), -300),
        "decompression-failed");
  }

  @Test // §2.3: structure whitelist
  void any_other_structure_is_unexpected_processing_error() throws Exception {
    MimeEntity signed = side.signed(PAYLOAD);
    MimeEntity enveloped = side.enveloped(signed);
    assertRefused("clear", side.signed(signed), UNEXPECTED);
    assertRefused("clear", side.signed(enveloped), UNEXPECTED);
    MimeEntity compressed = OpenSslEntities.compressed(PAYLOAD);
    assertRefused("clear", OpenSslEntities.compressed(side.signed(compressed)), UNEXPECTED);
    assertRefused("open", OpenSslEntities.compressed(compressed), UNEXPECTED);
    assertRefused("open", OpenSslEntities.compressed(enveloped), UNEXPECTED);
    // the same inside an envelope looks like all other damage there
    assertRefused("partner", side.enveloped(enveloped), "decryption-failed");
    assertRefused("partner", side.enveloped(side.signed(signed)), "decryption-failed");
  }

  @Test // §2.3: multipart/signed has exactly two parts
  void one_part_or_three_parts_of_multipart_signed_are_refused() throws Exception {
    MimeEntity signed = side.signed(PAYLOAD);
    String body = new String(signed.body(), StandardCharsets.ISO_8859_1);
    String boundary = body.substring(2, body.indexOf("\r\n"));
    String third = "--" + boundary + "\r\nContent-Type: text/plain\r\n\r\nthird\r\n";
    String end = "--" + boundary + "--";
    MimeEntity threeParts = Damage.replaced(signed, end, third + end);
    assertRefused("clear", threeParts, UNEXPECTED);
    MimeEntity thirdInFront = new MimeEntity(signed.headers(), Damage.latin1(third + body));
    assertRefused("clear", thirdInFront, UNEXPECTED);
    String onePart = body.substring(0, body.indexOf("--" + boundary, 2)) + end + "\r\n";
    MimeEntity alone = new MimeEntity(signed.headers(), Damage.latin1(onePart));
    assertRefused("clear", alone, UNEXPECTED);
    MimeEntity cutOff = Damage.truncated(signed, signed.length() - boundary.length() - 8);
    assertRefused("clear", cutOff, UNEXPECTED);
  }

  @Test // §2.3: opaque SignedData is not in the whitelist
  void opaque_signed_data_is_refused() throws Exception {
    Path content = openSsl.openSsl().temporary(".entity", PAYLOAD.toBytes());
    byte[] opaque = Files.readAllBytes(openSsl.openSsl().sign(content, PARTNER, "-nodetach"));
    MimeEntity entity = Damage.pkcs7("signed-data", opaque);
    assertRefused("clear", entity, UNEXPECTED);
    assertRefused("open", entity, UNEXPECTED);
    // as the signature part of multipart/signed its own content does not count
    MimeEntity other = PartnerSide.payload("other.edi", "UNZ");
    assertRefused(
        "clear",
        OpenSslEntities.multipartSigned(other, opaque, "sha-256"),
        "integrity-check-failed");
  }

  @Test // §1: content refused and no MDN asked for → 400, empty body
  void without_a_receipt_request_a_refusal_is_400_and_empty() throws Exception {
    PartnerSide.Exchange exchange = side.send("partner", PartnerSide.NO_RECEIPT, PAYLOAD);
    assertThat(exchange.status()).isEqualTo(400);
    assertThat(exchange.response().entity().length()).isZero();
    MessageRecord record = side.record(exchange);
    assertThat(record.status()).isEqualTo(MessageStatus.REFUSED);
    assertThat(record.as2().mdn()).isEqualTo(MdnState.NONE);
    assertThat(record.as2().disposition()).isNull();
    assertThat(record.error()).contains("not encrypted");
  }

  @Test // §1: signed only if a signed one was asked for
  void an_unsigned_receipt_request_gets_an_unsigned_negative_mdn() throws Exception {
    PartnerSide.Exchange exchange = side.send("partner", PartnerSide.UNSIGNED_RECEIPT, PAYLOAD);
    PartnerSide.Mdn mdn = side.mdn(exchange);
    assertThat(mdn.isSigned()).isFalse();
    assertThat(mdn.disposition()).endsWith("; processed/error: " + INSUFFICIENT);
  }

  @Test // §6.5: evidence for every message
  void a_refusal_keeps_request_headers_and_the_mdn_as_sent() throws Exception {
    Headers headers =
        PartnerSide.identity("partner")
            .with("Authorization", "Basic c2VjcmV0OnNlY3JldA==")
            .with(PartnerSide.SIGNED_RECEIPT);
    PartnerSide.Exchange exchange = side.send(headers, PAYLOAD);
    MessageRecord record = side.record(exchange);
    MessageLog log = side.gateway().gateway().messages();
    String kept =
        new String(
            log.evidence(record.id(), EvidenceKind.REQUEST_HEADERS).get(0).content().toBytes(),
            StandardCharsets.ISO_8859_1);
    assertThat(kept).contains("AS2-From: partner\r\n", "Message-ID: " + exchange.messageId());
    // reliability.md §1: no secrets out; §4.5 of the protocol: an uninvited one is ignored
    assertThat(kept).doesNotContainIgnoringCase("Authorization").doesNotContain("c2VjcmV0");
    byte[] mdn = log.evidence(record.id(), EvidenceKind.MDN).get(0).content().toBytes();
    assertThat(OpenSslEntities.parse(mdn).body()).isEqualTo(exchange.response().entity().body());
    assertThat(log.evidence(record.id(), EvidenceKind.MDN_SIGNER_CERTIFICATE)).hasSize(1);
    assertThat(log.evidence(record.id(), EvidenceKind.SIGNATURE)).isEmpty();
    assertThat(log.events(record.id())).anyMatch(e -> e.kind() == EventKind.REFUSED);
  }

  @Test // §2.8, §6.1: no partner string and no inside of ours in the MDN but what it must echo
  void an_mdn_tells_nothing_of_our_inside() throws Exception {
    PartnerSide.Exchange exchange =
        side.send("clear", PartnerSide.SIGNED_RECEIPT, Damage.text("multipart/signed", "x"));
    String text = side.mdn(exchange).text() + exchange.response().head();
    assertThat(text)
        .doesNotContainIgnoringCase("exception")
        .doesNotContain("org.", "java", "Jetty");
    assertThat(side.mdn(exchange).disposition()).endsWith(UNEXPECTED);
  }

  @Test // a product on the way that rewrites line ends is named, not guessed
  void the_explanation_of_changed_line_ends_says_so() throws Exception {
    MimeEntity text = PartnerSide.payload("a.txt", "one\r\ntwo\r\nthree\r\n");
    MimeEntity signed = openSsl.signed(text, PARTNER, "sha-256");
    MimeEntity changed = Damage.replaced(signed, "one\r\ntwo\r\nthree\r\n", "one\ntwo\nthree\n");

    MessageRecord record = assertRefused("clear", changed, "integrity-check-failed");

    Explanation explanation = side.gateway().gateway().explain(record).orElseThrow();
    assertThat(explanation.finding())
        .isEqualTo(
            "it is the sha-256 of the signed content, its MIME headers included, as we have it,"
                + " each line end turned into CR LF");
    assertThat(explanation.remedy()).contains("application/octet-stream");
  }
}
