package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.Mic;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.store.log.EvidenceKind;
import org.as2gateway.store.log.MdnState;
import org.as2gateway.store.log.MessageLog;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.store.log.PayloadRecord;
import org.as2gateway.store.payload.Content;
import org.as2gateway.testkit.OpenSslEntities;
import org.as2gateway.testkit.RawHttp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** protocol.md §3 to §5: what is accepted, its MIC, and what is recorded of it. */
class AcceptedMessagesIT {
  private static final byte[] CONTENT =
      Damage.latin1("bare\nCRLF\r\n--dashes\r\n\0\u00ff".repeat(30));
  private static final MimeEntity PAYLOAD =
      OpenSslEntities.payload("application/edifact", "orders 1.edi", CONTENT);

  private static PartnerSide side;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    side = PartnerSide.open(folder);
  }

  @AfterAll
  static void close() throws Exception {
    side.close();
  }

  /** Accepted and delivered with these octets; the MIC of MDN and record is over the others. */
  private static MessageRecord assertAccepted(
      String from, MimeEntity entity, byte[] content, byte[] micContent) throws Exception {
    PartnerSide.Exchange exchange = side.send(from, PartnerSide.SIGNED_RECEIPT, entity);
    PartnerSide.Mdn mdn = side.mdn(exchange);
    MessageRecord record = side.record(exchange);
    assertThat(mdn.disposition())
        .as(record.error())
        .isEqualTo("automatic-action/MDN-sent-automatically; processed");
    assertThat(mdn.isSigned()).isTrue();
    assertThat(mdn.mic()).isEqualTo(side.digest(micContent, "-sha256") + ", sha-256");
    assertThat(record.status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(side.delivered(record, 0)).hasBinaryContent(content);
    return record;
  }

  @Test // §3.1: over exactly the signed bytes, headers included; over the compressed part
  void the_mic_of_a_signed_message_is_over_the_signed_bytes() throws Exception {
    MimeEntity compressed = OpenSslEntities.compressed(PAYLOAD);
    byte[] whole = PAYLOAD.toBytes();
    assertAccepted("clear", side.signed(PAYLOAD), CONTENT, whole);
    assertAccepted("partner", side.enveloped(side.signed(PAYLOAD)), CONTENT, whole);
    assertAccepted(
        "partner", side.enveloped(side.signed(compressed)), CONTENT, compressed.toBytes());
    assertAccepted("clear", OpenSslEntities.compressed(side.signed(PAYLOAD)), CONTENT, whole);
    assertAccepted(
        "partner",
        side.enveloped(OpenSslEntities.compressed(side.signed(PAYLOAD))),
        CONTENT,
        whole);
  }

  @Test // §3.2, §3.3
  void the_mic_of_an_unsigned_message_has_the_headers_only_if_it_was_wrapped() throws Exception {
    assertAccepted("open", side.enveloped(PAYLOAD), CONTENT, PAYLOAD.toBytes());
    MimeEntity compressed = OpenSslEntities.compressed(PAYLOAD);
    assertAccepted("open", side.enveloped(compressed), CONTENT, PAYLOAD.toBytes());
    assertAccepted("open", compressed, CONTENT, PAYLOAD.toBytes());
    assertAccepted("open", PAYLOAD, CONTENT, CONTENT);
  }

  @Test // §3.4: that of the signature, listed or not
  void the_mic_of_a_signed_message_has_the_algorithm_of_the_signature() throws Exception {
    MimeEntity sha512 =
        side.openSsl().signed(PAYLOAD, PartnerSide.PARTNER, "sha512", "-md", "sha512");
    PartnerSide.Exchange exchange = side.send("clear", PartnerSide.SIGNED_RECEIPT, sha512);
    assertThat(side.mdn(exchange).mic())
        .isEqualTo(side.digest(PAYLOAD.toBytes(), "-sha512") + ", sha-512");
    MimeEntity sha1 = side.openSsl().signed(PAYLOAD, PartnerSide.PARTNER, "sha1", "-md", "sha1");
    PartnerSide.Exchange old = side.send("legacy", PartnerSide.SIGNED_RECEIPT, sha1);
    assertThat(side.mdn(old).mic()).isEqualTo(side.digest(PAYLOAD.toBytes(), "-sha1") + ", sha1");
  }

  @ParameterizedTest // §5.5: micalg spellings; §5.4: absent; a wrong one does not matter
  @ValueSource(
      strings = {"sha256", "SHA-256", "sha_256", "rsa-sha256", "sha2-256", "sha1", "x", ""})
  void any_micalg_will_do(String micalg) throws Exception {
    MimeEntity signed = side.signed(PAYLOAD);
    String type = signed.headers().first("Content-Type").orElseThrow();
    String parameter = micalg.isEmpty() ? "" : " micalg=\"" + micalg + "\";";
    MimeEntity entity = Damage.typed(signed, type.replace(" micalg=sha-256;", parameter));
    assertAccepted("clear", entity, CONTENT, PAYLOAD.toBytes());
  }

  @Test // §5.4: x-pkcs7 types, no protocol, no smime-type
  void old_and_bare_types_are_accepted() throws Exception {
    MimeEntity signed = Damage.replaced(side.signed(PAYLOAD), "/pkcs7-sig", "/x-pkcs7-sig");
    String boundary =
        signed.headers().first("Content-Type").orElseThrow().replaceFirst(".*boundary=", "");
    MimeEntity bare = Damage.typed(signed, "multipart/signed; boundary=" + boundary);
    assertAccepted("clear", bare, CONTENT, PAYLOAD.toBytes());
    MimeEntity old = Damage.typed(side.enveloped(bare), "application/x-pkcs7-mime; name=smime.p7m");
    assertAccepted("partner", old, CONTENT, PAYLOAD.toBytes());
    MimeEntity upper = Damage.typed(side.enveloped(signed), "APPLICATION/PKCS7-MIME");
    assertAccepted("partner", upper, CONTENT, PAYLOAD.toBytes());
  }

  @Test // §5.3: base64 at the HTTP level, inside the encrypted part and on the signature
  void base64_is_accepted_everywhere() throws Exception {
    MimeEntity inner = Damage.base64(PAYLOAD);
    byte[] whole = inner.toBytes();
    MimeEntity signed = side.signed(inner); // its signature part is Base64 already
    assertAccepted("clear", signed, CONTENT, whole);
    assertAccepted("partner", Damage.base64(side.enveloped(signed)), CONTENT, whole);
    MimeEntity compressed = Damage.base64(OpenSslEntities.compressed(PAYLOAD));
    assertAccepted("clear", side.signed(compressed), CONTENT, compressed.toBytes());
    MimeEntity http = Damage.base64(PAYLOAD);
    PartnerSide.Exchange exchange = side.send("open", PartnerSide.SIGNED_RECEIPT, http);
    assertThat(side.mdn(exchange).disposition()).endsWith("; processed");
    assertThat(side.delivered(side.record(exchange), 0)).hasBinaryContent(CONTENT);
  }

  @Test // §5.3: quoted-printable too
  void quoted_printable_is_decoded_and_digested_as_it_stands() throws Exception {
    MimeEntity quoted =
        new MimeEntity(
            Headers.of(
                "Content-Type", "text/plain", "Content-Transfer-Encoding", "quoted-printable"),
            Damage.latin1("a=3Db=\r\nc"));
    assertAccepted("clear", side.signed(quoted), Damage.latin1("a=bc"), quoted.toBytes());
  }

  @Test // §5.3, §5.4: LF only, no final line end, non-empty epilogue
  void lf_only_and_epilogue_are_accepted() throws Exception {
    for (String epilogue : List.of("", "\n\nepilogue\n--b\nno part")) {
      String text = "line\nend" + epilogue.length();
      byte[] inner = Damage.latin1("Content-Type: text/plain; name=lf.txt\n\n" + text);
      MimeEntity entity = lfOnly(inner, "preamble\n", epilogue);
      assertAccepted("clear", entity, Damage.latin1(text), inner);
      // inside an envelope blank lines alone (§5.4)
      MimeEntity blank = side.enveloped(lfOnly(inner, "\n", "\n\n"));
      assertAccepted("partner", blank, Damage.latin1(text), inner);
    }
  }

  private static MimeEntity lfOnly(byte[] inner, String preamble, String epilogue)
      throws Exception {
    Path file = side.openSsl().openSsl().temporary(".entity", inner);
    byte[] signature = Files.readAllBytes(side.openSsl().openSsl().sign(file, PartnerSide.PARTNER));
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(signature);
    String body =
        """
        --b
        %s
        --b
        Content-Type: application/pkcs7-signature
        Content-Transfer-Encoding: base64

        %s
        --b--"""
            .formatted(new String(inner, StandardCharsets.ISO_8859_1), base64);
    return Damage.text("multipart/signed; boundary=b", preamble + body + epilogue);
  }

  @Test // §2.3 (wrapping): the bytes delivered are the bytes verified
  void what_stands_around_the_signed_part_is_not_delivered() throws Exception {
    MimeEntity signed = side.signed(PAYLOAD);
    String fake = "Content-Type: text/plain; name=fake.txt\r\n\r\nfake\r\n";
    byte[] around =
        Damage.latin1(fake + new String(signed.body(), StandardCharsets.ISO_8859_1) + fake);
    MessageRecord record =
        assertAccepted(
            "clear", new MimeEntity(signed.headers(), around), CONTENT, PAYLOAD.toBytes());
    assertThat(record.payloads()).hasSize(1);
    assertThat(side.gateway().inbox("clear")).noneMatch(f -> f.toString().contains("fake"));
  }

  @Test // §5.9: each part becomes a payload of the one message; MIC over the whole
  void multipart_related_gives_several_payloads() throws Exception {
    MimeEntity related =
        Damage.text(
            "multipart/related; boundary=r; type=\"text/xml\"",
            String.join(
                "\r\n",
                "--r",
                "Content-Type: text/xml; name=a.xml",
                "",
                "<a/>",
                "--r",
                "Content-Type: application/pdf",
                "Content-Transfer-Encoding: base64",
                "Content-Disposition: attachment; filename=b.pdf",
                "",
                "UERG",
                "--r",
                "Content-Type: text/xml; name=a.xml",
                "",
                "",
                "--r--"));
    MessageRecord record =
        assertAccepted(
            "partner",
            side.enveloped(side.signed(related)),
            Damage.latin1("<a/>"),
            related.toBytes());
    assertThat(record.payloads())
        .extracting(PayloadRecord::filename)
        .containsExactly("a.xml", "b.pdf", "a.xml");
    assertThat(side.delivered(record, 1)).hasContent("PDF");
    assertThat(side.delivered(record, 2)).isEmptyFile().isNotEqualTo(side.delivered(record, 0));
  }

  @Test // reliability.md §3.7
  void an_empty_payload_is_delivered() throws Exception {
    MimeEntity empty = PartnerSide.payload("empty.txt", "");
    assertAccepted("partner", side.enveloped(side.signed(empty)), new byte[0], empty.toBytes());
    assertAccepted("open", empty, new byte[0], new byte[0]);
  }

  @Test // §4.1: quoted, escaped; the quoting style is mirrored in the MDN
  void names_with_specials_are_understood_and_mirrored() throws Exception {
    String special = "\"Big \\\"Box\\\" \\\\ Co, #1\"";
    for (String from : List.of(special, PartnerSide.FIELD_NAME, "open", "\"open\"")) {
      PartnerSide.Exchange exchange =
          side.send(from, PartnerSide.SIGNED_RECEIPT, PartnerSide.payload("n.txt", from));
      assertThat(side.mdn(exchange).disposition()).endsWith("; processed");
      Headers answer = exchange.response().headers();
      assertThat(answer.first("AS2-To")).contains(from);
      assertThat(answer.first("AS2-From")).contains("us");
    }
    Headers quoted = PartnerSide.identity("open").without("AS2-To").with("AS2-To", "\"us\"");
    PartnerSide.Exchange exchange = side.send(quoted.with(PartnerSide.SIGNED_RECEIPT), PAYLOAD);
    assertThat(exchange.response().headers().first("AS2-From")).contains("\"us\"");
    assertThat(side.gateway().inbox("special")).hasSize(1);
    assertThat(side.gateway().messages())
        .anyMatch(message -> message.as2().from().equals(PartnerSide.SPECIAL_NAME));
  }

  @ParameterizedTest // §4.4: echoed exactly as received
  @ValueSource(strings = {"no-brackets", "<no at sign>", "<a@b> ", "< spaces @ inside >", "LONG"})
  void any_message_id_is_accepted_and_echoed(String id) throws Exception {
    String messageId = id.equals("LONG") ? "<" + "x".repeat(996) + ">" : id.strip();
    PartnerSide.Exchange exchange =
        side.send(
            PartnerSide.identity("open", messageId).with(PartnerSide.SIGNED_RECEIPT),
            PartnerSide.payload("id.txt", id));
    assertThat(side.mdn(exchange).disposition()).endsWith("; processed");
    assertThat(side.record(exchange).as2().messageId()).isEqualTo(messageId);
  }

  @Test // §7.2: chunked
  void a_chunked_message_is_accepted() throws Exception {
    MimeEntity entity = side.enveloped(side.signed(PAYLOAD));
    Headers headers = PartnerSide.identity("partner").with(PartnerSide.SIGNED_RECEIPT);
    try (RawHttp http = RawHttp.connect(side.url())) {
      http.writePostHead(side.url(), headers.with(entity.headers()), OptionalLong.empty());
      for (int at = 0; at < entity.length(); at += 700) {
        http.writeChunk(
            java.util.Arrays.copyOfRange(entity.body(), at, Math.min(entity.length(), at + 700)));
      }
      http.writeChunk(new byte[0]);
      assertThat(side.mdn(http.readResponse().entity()).disposition()).endsWith("; processed");
    }
  }

  @Test // design.md §6, protocol.md §6.5
  void an_accepted_message_is_recorded_with_its_evidence() throws Exception {
    Headers headers =
        PartnerSide.identity("partner")
            .with("Subject", "orders of\ttoday")
            .with(PartnerSide.SIGNED_RECEIPT);
    MimeEntity inner = PartnerSide.payload("evidence.edi", "UNA");
    PartnerSide.Exchange exchange = side.send(headers, side.enveloped(side.signed(inner)));
    MessageRecord record = side.record(exchange);

    assertThat(record.partnership()).isEqualTo("partner-to-us");
    assertThat(List.of(record.as2().from(), record.as2().to())).containsExactly("partner", "us");
    assertThat(
            List.of(
                record.as2().isSigned(), record.as2().isEncrypted(), record.as2().isCompressed()))
        .containsExactly(true, true, false);
    assertThat(record.as2().disposition()).endsWith("; processed");
    assertThat(record.as2().mdn()).isEqualTo(MdnState.VERIFIED);
    assertThat(record.error()).isNull();
    assertThat(record.as2().subject()).isEqualTo("orders of today");
    assertThat(record.as2().mic())
        .isNotNull()
        .extracting(Mic::fieldValue)
        .isEqualTo(side.mdn(exchange).mic());
    PayloadRecord payload = record.payloads().get(0);
    assertThat(payload.filename()).isEqualTo("evidence.edi");
    assertThat(payload.contentType()).isEqualTo("application/edifact");
    assertThat(payload.bytes()).isEqualTo(3);
    assertEvidence(record, inner, exchange);
  }

  private static void assertEvidence(
      MessageRecord record, MimeEntity inner, PartnerSide.Exchange exchange) throws Exception {
    byte[] head = evidence(record, EvidenceKind.SIGNED_HEADERS);
    Content kept = side.gateway().gateway().payload(record.id(), 0).orElseThrow();
    // headers and kept payload together are the signed entity: openssl verifies the signature on it
    byte[] entity = new byte[head.length + 3];
    System.arraycopy(head, 0, entity, 0, head.length);
    System.arraycopy(kept.open().readAllBytes(), 0, entity, head.length, 3);
    assertThat(entity).isEqualTo(inner.toBytes());
    var openSsl = side.openSsl().openSsl();
    var result =
        openSsl.verify(
            openSsl.temporary(".entity", entity),
            openSsl.temporary(".p7s", evidence(record, EvidenceKind.SIGNATURE)),
            PartnerSide.PARTNER.certificate());
    assertThat(result.isOk()).as(result.output()).isTrue();
    assertThat(evidence(record, EvidenceKind.SIGNER_CERTIFICATE))
        .isEqualTo(PartnerSide.PARTNER.certificate().getEncoded());
    assertThat(evidence(record, EvidenceKind.MDN_SIGNER_CERTIFICATE))
        .isEqualTo(PartnerSide.US.certificate().getEncoded());
    MimeEntity mdn = OpenSslEntities.parse(evidence(record, EvidenceKind.MDN));
    assertThat(mdn.body()).isEqualTo(exchange.response().entity().body());
    assertThat(new String(evidence(record, EvidenceKind.REQUEST_HEADERS), StandardCharsets.UTF_8))
        .contains("Message-ID: " + exchange.messageId());
    assertThat(side.gateway().gateway().messages().events(record.id()))
        .extracting(event -> event.kind().text())
        .contains("received", "accepted", "mdn-sent", "delivered");
  }

  private static byte[] evidence(MessageRecord record, EvidenceKind kind) {
    MessageLog log = side.gateway().gateway().messages();
    assertThat(log.evidence(record.id(), kind)).as(kind.name()).hasSize(1);
    return log.evidence(record.id(), kind).get(0).content().toBytes();
  }
}
