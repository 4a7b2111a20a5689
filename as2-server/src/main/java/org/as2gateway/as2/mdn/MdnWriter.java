package org.as2gateway.as2.mdn;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.as2gateway.as2.smime.CryptoProviders;
import org.as2gateway.as2.smime.DetachedSigner;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;

/**
 * Writes MDNs as HTTP entities (RFC 8098 §3, RFC 4130 §7.4): a multipart/report of a part for
 * people and a part for machines, in multipart/signed if it is to be signed. Every line ends in CR
 * LF, no header is folded, and nothing in it tells of our software's inside.
 */
public final class MdnWriter {
  private static final int BOUNDARY_BYTES = 16;
  private static final int MAX_LINE = 998; // RFC 5322 §2.1.1: beyond that 7bit is no truth
  private static final int BASE64_LINE = 76;
  private static final byte[] EOL = {'\r', '\n'};
  private static final String USER_AGENT = "AS2 Gateway";

  private MdnWriter() {}

  /** An unsigned MDN. */
  public static MimeEntity write(MdnContent content) {
    return entity(content, report(content));
  }

  /**
   * A signed MDN. Its signature part is Base64, which every peer takes and which lets {@code
   * openssl cms -verify -inform SMIME} read the entity as it stands.
   *
   * @param micalgSpelling how {@code micalg} names the signer's digest
   */
  public static MimeEntity writeSigned(
      MdnContent content, DetachedSigner signer, String micalgSpelling) {
    byte[] signed = report(content).toBytes();
    byte[] digest = CryptoProviders.shared().messageDigest(signer.digestAlgorithm()).digest(signed);
    byte[] signature = signer.sign(digest, content.date());
    Headers signatureHeaders =
        Headers.of(
            HeaderNames.CONTENT_TYPE, "application/pkcs7-signature; name=\"smime.p7s\"",
            HeaderNames.CONTENT_TRANSFER_ENCODING, "base64",
            HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"smime.p7s\"");
    byte[] signaturePart =
        new MimeEntity(signatureHeaders, Base64.getMimeEncoder(BASE64_LINE, EOL).encode(signature))
            .toBytes();
    String boundary = boundary();
    String type =
        "multipart/signed; protocol=\"application/pkcs7-signature\"; micalg="
            + micalgSpelling
            + "; boundary=\""
            + boundary
            + '"';
    return entity(
        content,
        new MimeEntity(
            Headers.of(HeaderNames.CONTENT_TYPE, type),
            multipart(boundary, List.of(signed, signaturePart))));
  }

  private static MimeEntity entity(MdnContent content, MimeEntity inner) {
    Headers headers =
        Headers.of(
            HeaderNames.MESSAGE_ID, content.messageId().value(),
            HeaderNames.DATE, ReceiptText.date(content.date()),
            HeaderNames.AS2_FROM, content.as2From(),
            HeaderNames.AS2_TO, content.as2To(),
            HeaderNames.AS2_VERSION, content.as2Version().text(),
            HeaderNames.SUBJECT, "Message disposition notification",
            HeaderNames.MIME_VERSION, "1.0");
    Headers told =
        content
            .ediintFeatures()
            .map(features -> headers.with(HeaderNames.EDIINT_FEATURES, features))
            .orElse(headers);
    Headers all =
        content
            .as2Version()
            .product()
            .map(product -> told.with(HeaderNames.AS2_PRODUCT, product))
            .orElse(told);
    return new MimeEntity(all.with(inner.headers()), inner.body());
  }

  private static MimeEntity report(MdnContent content) {
    byte[] people = part("text/plain; charset=us-ascii", ReceiptText.of(content));
    byte[] machines = part("message/disposition-notification", fields(content).toLines());
    String boundary = boundary();
    return new MimeEntity(
        Headers.of(
            HeaderNames.CONTENT_TYPE,
            "multipart/report; report-type=disposition-notification; boundary=\"" + boundary + '"'),
        multipart(boundary, List.of(people, machines)));
  }

  private static Headers fields(MdnContent content) {
    String recipient = "rfc822; " + content.as2From();
    Headers fields =
        Headers.of(
            HeaderNames.REPORTING_UA, USER_AGENT,
            HeaderNames.ORIGINAL_RECIPIENT, recipient,
            HeaderNames.FINAL_RECIPIENT, recipient,
            HeaderNames.ORIGINAL_MESSAGE_ID, content.originalMessageId(),
            HeaderNames.DISPOSITION, content.disposition().fieldValue());
    return content
        .receivedContentMic()
        .map(mic -> fields.with(HeaderNames.RECEIVED_CONTENT_MIC, mic))
        .orElse(fields);
  }

  private static byte[] part(String contentType, String text) {
    boolean isShort = text.lines().allMatch(line -> line.length() <= MAX_LINE);
    return new MimeEntity(
            Headers.of(
                HeaderNames.CONTENT_TYPE,
                contentType,
                HeaderNames.CONTENT_TRANSFER_ENCODING,
                isShort ? "7bit" : "binary"),
            text.getBytes(StandardCharsets.ISO_8859_1))
        .toBytes();
  }

  private static byte[] multipart(String boundary, List<byte[]> parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.writeBytes(ascii("--" + boundary + "\r\n"));
      body.writeBytes(part);
      body.writeBytes(EOL);
    }
    body.writeBytes(ascii("--" + boundary + "--\r\n"));
    return body.toByteArray();
  }

  private static String boundary() {
    byte[] random = new byte[BOUNDARY_BYTES];
    CryptoProviders.shared().secureRandom().nextBytes(random);
    return "=_" + HexFormat.of().formatHex(random);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
