package org.as2gateway.registry.cem;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.wire.HeaderNames;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.registry.partnerships.XmlNode;

/**
 * Writes certificate exchange messages: multipart/related whose root is the XML (draft §2.1). The
 * entity is a payload like any other; the partnership's rules sign it.
 */
public final class CemMessage {
  /** Media type of the XML. */
  public static final String TYPE = "application/ediint-cert-exchange+xml";

  private static final String NAMESPACES =
      " xmlns=\"urn:ietf:params:xml:ns:ediintcertificateexchange\""
          + " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"";
  private static final DateTimeFormatter SECONDS = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

  private final String as2From;
  private final OffsetDateTime originated;
  private final String unique;

  /**
   * Messages of one sender.
   *
   * @param as2From who sends
   * @param originated when, in the sender's own time
   * @param unique what no other message has: names its parts
   */
  public CemMessage(String as2From, OffsetDateTime originated, String unique) {
    this.as2From = as2From;
    this.originated = originated.truncatedTo(ChronoUnit.SECONDS);
    this.unique = unique;
  }

  /**
   * Offers a certificate.
   *
   * @param chain the certificate, and behind it those that issued it
   * @param responseUrl where the partner's answer is to go
   */
  public MimeEntity request(
      CertificateExchange offer, List<X509Certificate> chain, String responseUrl) {
    String certificateId = "certificate." + unique;
    StringBuilder xml = new StringBuilder(opening(CemRequest.ELEMENT, offer.requestId()));
    xml.append("  <TrustRequest>\n");
    offer.uses().stream().sorted().forEach(use -> xml.append(element("CertUsage", use.word())));
    offer
        .respondBy()
        .map(
            at ->
                SECONDS.format(at.truncatedTo(ChronoUnit.SECONDS).atOffset(originated.getOffset())))
        .ifPresent(at -> xml.append(element("RespondByDate", at)));
    xml.append(element("ResponseURL", responseUrl));
    xml.append("    <EndEntity>\n").append(name("CertificateIdentifier", offer.name()));
    xml.append(element("CertificateContentID", certificateId));
    xml.append("    </EndEntity>\n  </TrustRequest>\n</").append(CemRequest.ELEMENT).append(">\n");
    Headers headers =
        Headers.of(
            HeaderNames.CONTENT_TYPE,
            "application/pkcs7-mime; smime-type=certs-only; name=\"certificate.p7c\"",
            HeaderNames.CONTENT_TRANSFER_ENCODING,
            "base64",
            "Content-ID",
            "<" + certificateId + ">");
    byte[] bundle = Base64.getMimeEncoder().encode(bundle(chain));
    return related(xml.toString(), Optional.of(new MimeEntity(headers, bundle)));
  }

  /** Tells what became of an offer. */
  public MimeEntity response(
      CertificateExchange offer, boolean isAccepted, Optional<String> reason) {
    StringBuilder xml = new StringBuilder(opening(CemResponse.ELEMENT, offer.requestId()));
    xml.append("  <TrustResponse>\n");
    xml.append(element("CertStatus", isAccepted ? "Accepted" : "Rejected"));
    reason.ifPresent(text -> xml.append(element("ReasonForRejection", text)));
    xml.append(name("CertificateReference", offer.name()));
    xml.append("  </TrustResponse>\n</").append(CemResponse.ELEMENT).append(">\n");
    return related(xml.toString(), Optional.empty());
  }

  private String opening(String element, String requestId) {
    String id = requestId.isEmpty() ? "" : " requestId=\"" + XmlNode.escaped(requestId) + "\"";
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<"
        + element
        + NAMESPACES
        + id
        + ">\n  <TradingPartnerInfo>\n    <Name qualifier=\"AS2\">"
        + XmlNode.escaped(as2From)
        + "</Name>\n    <MessageOriginated>"
        + SECONDS.format(originated)
        + "</MessageOriginated>\n  </TradingPartnerInfo>\n";
  }

  private static String element(String name, String text) {
    return "    <" + name + ">" + XmlNode.escaped(text) + "</" + name + ">\n";
  }

  private static String name(String element, CertificateName name) {
    return "    <"
        + element
        + ">\n"
        + element("ds:X509IssuerName", name.issuer())
        + element("ds:X509SerialNumber", name.serial())
        + "    </"
        + element
        + ">\n";
  }

  private MimeEntity related(String xml, Optional<MimeEntity> certificates) {
    Headers root =
        Headers.of(HeaderNames.CONTENT_TYPE, TYPE, "Content-ID", "<request." + unique + ">");
    List<MimeEntity> parts = new ArrayList<>();
    parts.add(new MimeEntity(root, xml.getBytes(StandardCharsets.UTF_8)));
    certificates.ifPresent(parts::add);
    String boundary = "=_" + unique;
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (MimeEntity part : parts) {
      body.writeBytes(ascii("--" + boundary + "\r\n"));
      body.writeBytes(part.headers().toBlock());
      body.writeBytes(part.body());
      body.writeBytes(ascii("\r\n"));
    }
    body.writeBytes(ascii("--" + boundary + "--\r\n"));
    String type = "multipart/related; type=\"" + TYPE + "\"; boundary=\"" + boundary + "\"";
    return new MimeEntity(Headers.of(HeaderNames.CONTENT_TYPE, type), body.toByteArray());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** SignedData without content and signers. */
  private static byte[] bundle(List<X509Certificate> chain) {
    try {
      return CertificateFactory.getInstance("X.509").generateCertPath(chain).getEncoded("PKCS7");
    } catch (CertificateException e) {
      throw new IllegalStateException("certificates that were read cannot be written", e);
    }
  }
}
