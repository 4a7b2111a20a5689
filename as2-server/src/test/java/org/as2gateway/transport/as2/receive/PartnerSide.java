package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MessageId;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.config.ConfigException;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.OpenSslEntities;
import org.as2gateway.testkit.RawHttp;
import org.as2gateway.testkit.ScriptedPartner;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.as2gateway.testkit.TestPki;

/**
 * A running gateway, {@code us}, as its partners see it. They differ in what they may send: {@code
 * partner} must sign and encrypt and has a URL for asynchronous MDNs, {@code clear} must sign,
 * {@code open} may send anything, {@code legacy} may use SHA-1 and 3DES in the clear, {@code small}
 * may send 2 KiB, {@code resuming} goes on with broken transfers, {@code bounded} up to 64 KiB,
 * {@code lapsed} has only an expired certificate, {@code modern} must sign and speaks AS2-Version
 * 1.3, {@code named} keeps its file names, {@code single} may send one file a message. Messages are
 * built by hand and by openssl, MDNs are verified by openssl.
 */
final class PartnerSide implements AutoCloseable {
  static final OwnKey US = TestPki.rsa("us");
  static final OwnKey PARTNER = TestPki.rsa("partner");
  static final OwnKey LAPSED = TestPki.expired("lapsed");

  /** An AS2 name with everything that has to be quoted or escaped. */
  static final String SPECIAL_NAME = "Big \"Box\" \\ Co, #1";

  /** A name of the field that stands unquoted (protocol.md §4.1). */
  static final String FIELD_NAME = "ACME,[EAST]#1!<x>;";

  static final Headers NO_RECEIPT = Headers.empty();
  static final Headers UNSIGNED_RECEIPT =
      Headers.of("Disposition-Notification-To", "receipts@partner");
  static final Headers SIGNED_RECEIPT =
      UNSIGNED_RECEIPT.with(
          "Disposition-Notification-Options",
          "signed-receipt-protocol=required, pkcs7-signature; "
              + "signed-receipt-micalg=required, sha-256, sha1");

  private static final String PARTNERS =
      """
      <partnerships>
        <partner name="us" as2_id="us" x509_alias="us"/>
        <partner name="partner" as2_id="partner" x509_alias="partner"/>
        <partner name="clear" as2_id="clear" x509_alias="partner"/>
        <partner name="open" as2_id="open" x509_alias="partner"/>
        <partner name="legacy" as2_id="legacy" x509_alias="partner"/>
        <partner name="small" as2_id="small" x509_alias="partner"/>
        <partner name="resuming" as2_id="resuming" x509_alias="partner"/>
        <partner name="bounded" as2_id="bounded" x509_alias="partner"/>
        <partner name="lapsed" as2_id="lapsed" x509_alias="lapsed"/>
        <partner name="modern" as2_id="modern" x509_alias="partner"/>
        <partner name="named" as2_id="named" x509_alias="partner"/>
        <partner name="replaying" as2_id="replaying" x509_alias="partner"/>
        <partner name="single" as2_id="single" x509_alias="partner"/>
        <partner name="keyless" as2_id="keyless" x509_alias="keyless"/>
        <partner name="special" as2_id="Big &quot;Box&quot; \\ Co, #1" x509_alias="partner"/>
        <partner name="field" as2_id="ACME,[EAST]#1!&lt;x&gt;;" x509_alias="partner"/>
      """;

  private final TestGateway gateway;
  private final OpenSslEntities openSsl;
  private final ScriptedPartner receipts;

  private PartnerSide(TestGateway gateway, OpenSslEntities openSsl, ScriptedPartner receipts) {
    this.gateway = gateway;
    this.openSsl = openSsl;
    this.receipts = receipts;
  }

  static PartnerSide open(Path folder) throws IOException, ConfigException {
    return open(folder, TestHome.SETTINGS);
  }

  static PartnerSide open(Path folder, String settings) throws IOException, ConfigException {
    return open(folder, settings, Clock.systemUTC());
  }

  static PartnerSide open(Path folder, String settings, Clock clock)
      throws IOException, ConfigException {
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    ScriptedPartner receipts = ScriptedPartner.start(scratch);
    TestHome home = home(folder.resolve("home"), settings, receipts.url());
    return new PartnerSide(TestGateway.start(home, clock), new OpenSslEntities(scratch), receipts);
  }

  /** The home of {@code us} with all these partners. */
  static TestHome home(Path folder, String settings, URI receipts) throws IOException {
    TestHome home = new TestHome(folder).settings(settings);
    KeyFiles.writeOwn(home.path(), "us", US);
    KeyFiles.writePartner(home.path(), "partner", PARTNER.certificate());
    KeyFiles.writePartner(home.path(), "lapsed", LAPSED.certificate());
    Files.writeString(
        home.path().resolve("partnerships.xml"),
        PARTNERS
            + partnership("partner", "us", "as2_receipt_option", receipts.toString())
            + partnership("clear", "us", "gw.allow_unencrypted", "true", "gw.replay", "deliver")
            + open("open", "as2_receipt_option", receipts.toString())
            + partnership(
                "legacy",
                "us",
                "gw.allow_unencrypted",
                "true",
                "gw.accept_sign",
                "sha1, md5, sha-256",
                "gw.accept_encrypt",
                "3des, aes256-cbc")
            + open("small", "gw.max_bytes", "2 KiB")
            + partnership(
                "modern",
                "us",
                "gw.allow_unencrypted",
                "true",
                "gw.as2_version",
                "1.3",
                "as2_receipt_option",
                receipts.toString())
            + open("named", "gw.keep_filenames", "true")
            + open("single", "gw.multiple_attachments", "false")
            + partnership("replaying", "us", "gw.replay", "deliver")
            + partnership("resuming", "us", "gw.restart", "true")
            + partnership("bounded", "us", "gw.restart", "true", "gw.restart_bytes", "64 KiB")
            + partnership("lapsed", "us")
            + partnership("partner", "keyless")
            + open("special", "subject", "none")
            + open("field", "subject", "none")
            + "</partnerships>\n");
    return home;
  }

  private static String open(String sender, String name, String value) {
    return partnership(
        sender, "us", "gw.allow_unsigned", "true", "gw.allow_unencrypted", "true", name, value);
  }

  private static String partnership(String sender, String receiver, String... attributes) {
    StringBuilder xml = new StringBuilder();
    xml.append("<partnership name=\"%s-to-%s\">".formatted(sender, receiver));
    xml.append("<sender name=\"%s\"/><receiver name=\"%s\"/>\n".formatted(sender, receiver));
    for (int i = 0; i < attributes.length; i += 2) {
      xml.append(
          "<attribute name=\"%s\" value=\"%s\"/>\n".formatted(attributes[i], attributes[i + 1]));
    }
    return xml.append("</partnership>\n").toString();
  }

  /** Builds and verifies entities. */
  OpenSslEntities openSsl() {
    return openSsl;
  }

  TestGateway gateway() {
    return gateway;
  }

  /** The server that asynchronous MDNs of {@code partner} and {@code open} go to. */
  ScriptedPartner receipts() {
    return receipts;
  }

  URI url() {
    return gateway.url();
  }

  /** A small text payload with a file name. */
  static MimeEntity payload(String filename, String text) {
    return OpenSslEntities.payload(
        "application/edifact", filename, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Signed by the partner with SHA-256. */
  MimeEntity signed(MimeEntity inner) throws IOException {
    return openSsl.signed(inner, PARTNER, "sha-256");
  }

  /** Encrypted to us with AES-256-CBC. */
  MimeEntity enveloped(MimeEntity inner) throws IOException {
    return openSsl.enveloped(inner, "aes256", US.certificate());
  }

  /** AS2-From, AS2-To and a new Message-ID, always of the same length. */
  static Headers identity(String from) {
    return identity(from, "<" + UUID.randomUUID() + "@partner>");
  }

  static Headers identity(String from, String messageId) {
    return Headers.of("AS2-From", from, "AS2-To", "us", "Message-ID", messageId);
  }

  /** One message and what came back. */
  record Exchange(String messageId, RawHttp.Response response) {
    int status() {
      return response.status();
    }
  }

  /** Sends an entity as a new message of that partner, asking for that receipt. */
  Exchange send(String from, Headers receipt, MimeEntity entity) throws IOException {
    return send(identity(from).with(receipt), entity);
  }

  Exchange send(Headers headers, MimeEntity entity) throws IOException {
    RawHttp.Response response = RawHttp.post(url(), headers.with(entity.headers()), entity.body());
    return new Exchange(headers.first("Message-ID").orElse(""), response);
  }

  /** An MDN read without the gateway's code; if it is signed, openssl has verified it. */
  record Mdn(boolean isSigned, Headers fields, String text) {
    String disposition() {
      return fields.first("Disposition").orElse("");
    }

    String mic() {
      return fields.first("Received-Content-MIC").orElse("");
    }
  }

  Mdn mdn(MimeEntity entity) throws IOException {
    return mdn(openSsl, entity);
  }

  static Mdn mdn(OpenSslEntities openSsl, MimeEntity entity) throws IOException {
    return mdn(openSsl, entity, US.certificate());
  }

  static Mdn mdn(OpenSslEntities openSsl, MimeEntity entity, X509Certificate signer)
      throws IOException {
    boolean isSigned =
        entity.headers().first("Content-Type").orElse("").startsWith("multipart/signed");
    MimeEntity report = isSigned ? openSsl.verified(entity, signer) : entity;
    assertThat(report.headers().first("Content-Type").orElse(""))
        .startsWith("multipart/report; report-type=disposition-notification");
    List<byte[]> parts = OpenSslEntities.parts(report);
    String fields =
        new String(OpenSslEntities.parse(parts.get(1)).body(), StandardCharsets.ISO_8859_1);
    String text =
        new String(OpenSslEntities.parse(parts.get(0)).body(), StandardCharsets.ISO_8859_1);
    return new Mdn(isSigned, Headers.parseLenient(fields), text);
  }

  Mdn mdn(Exchange exchange) throws IOException {
    assertThat(exchange.status()).as(exchange.response().head()).isEqualTo(200);
    Mdn mdn = mdn(exchange.response().entity());
    assertThat(mdn.fields().first("Original-Message-ID")).contains(exchange.messageId());
    return mdn;
  }

  /** The record of a message; there must be exactly one. */
  MessageRecord record(Exchange exchange) {
    List<MessageRecord> found =
        gateway.gateway().messages().findByMessageId(new MessageId(exchange.messageId()));
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  /** Sends, expects a signed positive MDN and the delivery; the record. */
  MessageRecord accepted(String from, MimeEntity entity) throws IOException {
    Exchange exchange = send(from, SIGNED_RECEIPT, entity);
    Mdn mdn = mdn(exchange);
    assertThat(mdn.disposition())
        .as(() -> String.valueOf(record(exchange).error()))
        .isEqualTo("automatic-action/MDN-sent-automatically; processed");
    assertThat(mdn.isSigned()).isTrue();
    MessageRecord record = record(exchange);
    assertThat(record.status()).isEqualTo(MessageStatus.DELIVERED);
    return record;
  }

  /** The file that a payload of a record was delivered as. */
  Path delivered(MessageRecord record, int index) {
    return gateway
        .home()
        .path()
        .resolve("inbox")
        .resolve(record.payloads().get(index).reservedName().orElseThrow());
  }

  /** The digest that {@code openssl dgst} computes, in Base64. */
  String digest(byte[] octets, String option) throws IOException {
    Path file = openSsl.openSsl().temporary(".octets", octets);
    String output = openSsl.openSsl().run("dgst", option, "-hex", file.toString()).output();
    String hex = output.substring(output.lastIndexOf(' ') + 1).strip();
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  @Override
  public void close() throws IOException {
    gateway.close();
    receipts.close();
  }
}
