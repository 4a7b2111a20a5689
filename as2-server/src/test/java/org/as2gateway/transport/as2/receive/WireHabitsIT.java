package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.OpenSslEntities;
import org.as2gateway.testkit.RawHttp;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What partners write differently and mean the same, and when they are answered. */
class WireHabitsIT {
  private static final byte[] CONTENT = Damage.latin1("bare\nCR\rLF\r\n\0\u00ff\u0080".repeat(50));
  private static final String SIGNED = "multipart/signed; boundary=b";

  private static PartnerSide side;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    side = PartnerSide.open(folder);
  }

  @AfterAll
  static void close() throws Exception {
    side.close();
  }

  @Test // protocol.md §4.2
  void names_of_headers_and_types_compare_without_case() throws Exception {
    MimeEntity signed = side.signed(PartnerSide.payload("case.edi", "UNA"));
    String type = signed.headers().first("Content-Type").orElseThrow();
    Headers headers =
        PartnerSide.identity("clear")
            .with(PartnerSide.SIGNED_RECEIPT)
            .with("Content-Type", type.replace("multipart/signed", "MULTIPART/Signed"));
    String id = headers.first("Message-ID").orElseThrow();
    Headers upper = Headers.empty();
    Headers lower = Headers.empty();
    for (Headers.Field field : headers.fields()) {
      upper = upper.with(field.name().toUpperCase(Locale.ROOT), field.value());
      lower = lower.with(field.name().toLowerCase(Locale.ROOT), field.value());
    }
    RawHttp.Response first = RawHttp.post(side.url(), upper, signed.body());
    assertThat(side.mdn(first.entity()).disposition()).endsWith("; processed");
    RawHttp.Response second =
        RawHttp.post(
            side.url(), lower.without("message-id").with("message-id", id + "2"), signed.body());
    assertThat(side.mdn(second.entity()).disposition()).endsWith("; processed");
  }

  @ParameterizedTest // protocol.md §4.5
  @CsvSource(
      delimiter = '|',
      value = {
        "Date | yesterday, about noon",
        "Date | 2026-11-22T10:00:00Z",
        "EDIINT-Features | telepathy, multiple-attachments",
        "AS2-Version | 9.9",
        "AS2-Version | one",
        "MIME-Version | 7",
        "Recipient-Address | nowhere",
      })
  void odd_values_of_headers_that_decide_nothing_are_fine(String name, String value)
      throws Exception {
    Headers headers = PartnerSide.identity("open").with(name, value);
    PartnerSide.Exchange exchange =
        side.send(
            headers.with(PartnerSide.SIGNED_RECEIPT), PartnerSide.payload("odd.edi", name + value));
    assertThat(side.mdn(exchange).disposition()).endsWith("; processed");
  }

  @Test // protocol.md §5.1: body, signed part, compressed part, signature part
  void a_missing_transfer_encoding_means_binary_everywhere() throws Exception {
    MimeEntity bare =
        new MimeEntity(Headers.of("Content-Type", "application/octet-stream"), CONTENT);
    assertDelivered("open", bare);
    MimeEntity compressed = OpenSslEntities.compressed(bare);
    MimeEntity bareCompressed =
        new MimeEntity(
            compressed.headers().without("Content-Transfer-Encoding"), compressed.body());
    assertDelivered("open", bareCompressed);
    for (MimeEntity inner : new MimeEntity[] {bare, bareCompressed}) {
      MimeEntity signed = signedWithoutEncodings(inner);
      assertDelivered("clear", signed);
      MimeEntity enveloped = side.enveloped(signed);
      assertDelivered(
          "partner",
          new MimeEntity(
              enveloped.headers().without("Content-Transfer-Encoding"), enveloped.body()));
    }
  }

  private static MimeEntity signedWithoutEncodings(MimeEntity inner) throws Exception {
    Path content = side.openSsl().openSsl().temporary(".entity", inner.toBytes());
    byte[] signature =
        Files.readAllBytes(side.openSsl().openSsl().sign(content, PartnerSide.PARTNER));
    String body =
        "--b\r\n"
            + text(inner.toBytes())
            + "\r\n--b\r\nContent-Type: application/pkcs7-signature\r\n\r\n"
            + text(signature)
            + "\r\n--b--\r\n";
    return Damage.text(SIGNED, body);
  }

  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  private static void assertDelivered(String from, MimeEntity entity) throws Exception {
    MessageRecord record = side.accepted(from, entity);
    assertThat(side.delivered(record, 0)).hasBinaryContent(CONTENT);
  }

  @Test // protocol.md §5.6: several RecipientInfos, ours last, first, by key identifier
  void a_message_for_several_recipients_is_ours_too() throws Exception {
    MimeEntity signed = side.signed(PartnerSide.payload("several.edi", "UNA"));
    Path folder = Files.createTempDirectory(side.gateway().home().path(), "other");
    Path other = KeyFiles.writePem(folder.resolve("o.pem"), TestPki.rsa("stranger").certificate());
    Path ec = KeyFiles.writePem(folder.resolve("e.pem"), TestPki.ec("carol").certificate());
    Path us = KeyFiles.writePem(folder.resolve("u.pem"), PartnerSide.US.certificate());
    var certificate = PartnerSide.US.certificate();
    side.accepted(
        "partner",
        side.openSsl().enveloped(signed, "aes256", certificate, "-recip", "" + other, "" + ec));
    var stranger = TestPki.rsa("stranger").certificate();
    side.accepted(
        "partner",
        side.openSsl().enveloped(signed, "aes256", stranger, "-keyid", "-recip", "" + us));
  }

  @Test // protocol.md §2.4: nothing is shown to anybody before the last octet has been verified
  void nothing_of_a_message_appears_before_it_is_verified() throws Exception {
    MimeEntity entity =
        side.enveloped(side.signed(PartnerSide.payload("early.edi", "UNA".repeat(100_000))));
    Headers headers = PartnerSide.identity("partner").with(PartnerSide.SIGNED_RECEIPT);
    int before = side.gateway().inbox("partner").size();
    int known = side.gateway().messages().size();
    try (RawHttp http = RawHttp.connect(side.url())) {
      http.writePostHead(
          side.url(), headers.with(entity.headers()), OptionalLong.of(entity.length()));
      String body = text(entity.body());
      http.write(body.substring(0, body.length() - 1));
      org.awaitility.Awaitility.await().until(() -> staged() > 200_000);
      assertThat(side.gateway().inbox("partner")).hasSize(before);
      assertThat(side.gateway().messages()).hasSize(known);
      http.write(body.substring(body.length() - 1));
      assertThat(side.mdn(http.readResponse().entity()).disposition()).endsWith("; processed");
    }
    assertThat(side.gateway().inbox("partner")).hasSize(before + 1);
  }

  /** Octets that wait in the stage. */
  private static long staged() throws Exception {
    try (var files = Files.walk(side.gateway().home().path().resolve("data/stage"))) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** A type that an MDN may have too, so that the body's beginning would tell them apart. */
  @ParameterizedTest // protocol.md §7.1, §1: the headers decide before anything of the body is read
  @ValueSource(strings = {"nobody", "clear", "small"})
  void no_body_is_asked_for_when_the_headers_refuse(String from) throws Exception {
    Headers identity = PartnerSide.identity(from);
    Headers headers = from.equals("clear") ? identity.with("AS2-From", "clear") : identity;
    int status = from.equals("nobody") ? 403 : from.equals("clear") ? 400 : 413;
    try (RawHttp http = RawHttp.connect(side.url())) {
      http.writePostHead(
          side.url(),
          headers.with("Expect", "100-continue").with("Content-Type", SIGNED),
          OptionalLong.of(3000));
      assertThat(http.readResponse().status()).isEqualTo(status);
    }
  }
}
