package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.as2gateway.as2.keys.Fingerprint;
import org.as2gateway.as2.wire.Headers;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.registry.cem.CertUsage;
import org.as2gateway.registry.cem.CertificateExchange;
import org.as2gateway.registry.cem.CertificateExchange.Status;
import org.as2gateway.store.log.MessageRecord;
import org.as2gateway.store.log.MessageStatus;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Certificate exchange messages as draft-meadors-certificate-exchange-14 has them, written by hand
 * and signed by openssl: an offer waits, and is trusted by nobody.
 */
class CertificateExchangeIT {
  private static final String NEW = "new partner";

  private static PartnerSide side;
  private static X509Certificate offered;

  @BeforeAll
  static void open(@TempDir Path folder) throws Exception {
    side = PartnerSide.open(folder);
    offered = TestPki.rsa(NEW).certificate();
  }

  @AfterAll
  static void close() throws Exception {
    side.close();
  }

  /** As the example in appendix A.2 of the draft, line breaks and all. */
  private static String request(String id, String serial) {
    return """
        <?xml version="1.0" standalone="yes"?>
        <EDIINTCertificateExchangeRequest
        xmlns="urn:ietf:params:xml:ns:ediintcertificateexchange"
        xmlns:ds="http://www.w3.org/2000/09/xmldsig#"
        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
        requestId="%s">
           <TradingPartnerInfo>
              <Name qualifier="AS2">DGI_Test_CEM</Name>
              <MessageOriginated>
                 2005-08-30T00:30:00-05:00</MessageOriginated>
           </TradingPartnerInfo>
           <TrustRequest>
              <CertUsage>keyEncipherment</CertUsage>
              <CertUsage>digitalSignature</CertUsage>
              <RespondByDate>2035-09-30T12:00:00-05:00</RespondByDate>
              <ResponseURL>http://10.1.1.1/as2</ResponseURL>
              <EndEntity>
                 <CertificateIdentifier>
                    <ds:X509IssuerName>CN=Cleo-
        SP,O=DGI\\, Inc.,L=Ft. Worth &amp; more</ds:X509IssuerName>
           <ds:X509SerialNumber>%s</ds:X509SerialNumber>
                 </CertificateIdentifier>
                 <CertificateContentID>
                 SignEncCert-Example_vs02@example.org</CertificateContentID>
              </EndEntity>
           </TrustRequest>
        </EDIINTCertificateExchangeRequest>
        """
        .formatted(id, serial);
  }

  private static String request(String id) {
    return request(id, offered.getSerialNumber().toString());
  }

  /** The two parts of draft §2.1; the bundle is openssl's. */
  private static MimeEntity related(String xml) throws Exception {
    Path pem =
        side.openSsl()
            .openSsl()
            .temporary(".pem", KeyFiles.pem(offered).getBytes(StandardCharsets.US_ASCII));
    Path bundle = side.openSsl().openSsl().temporary(".p7c");
    String[] command = {
      "crl2pkcs7",
      "-nocrl",
      "-certfile",
      pem.toString(),
      "-outform",
      "DER",
      "-out",
      bundle.toString()
    };
    assertThat(side.openSsl().openSsl().run(command).isOk()).isTrue();
    String body =
        "--inner\r\nContent-Type: application/ediint-cert-exchange+xml\r\n"
            + "Content-ID: <20040101-1.alpha@example.org>\r\n\r\n"
            + xml
            + "\r\n--inner\r\nContent-Type: application/pkcs7-mime; smime-type=certs-only\r\n"
            + "Content-Transfer-Encoding: base64\r\n"
            + "Content-ID: <SignEncCert-Example_vs02@example.org>\r\n\r\n"
            + Base64.getMimeEncoder().encodeToString(Files.readAllBytes(bundle))
            + "\r\n--inner--\r\n";
    return new MimeEntity(
        Headers.of(
            "Content-Type",
            "multipart/related; type=\"application/ediint-cert-exchange+xml\"; boundary=\"inner\""),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static PartnerSide.Mdn send(MimeEntity entity) throws Exception {
    return side.mdn(side.send("open", PartnerSide.SIGNED_RECEIPT, entity));
  }

  private static List<CertificateExchange> offers(String requestId) {
    return side.gateway().gateway().certificateExchanges().newest(100).stream()
        .filter(offer -> offer.requestId().equals(requestId))
        .toList();
  }

  @Test
  void an_offer_waits_for_an_operator_and_is_not_trusted() throws Exception {
    PartnerSide.Exchange sent =
        side.send("open", PartnerSide.SIGNED_RECEIPT, side.signed(related(request("wait"))));
    assertThat(side.mdn(sent).disposition()).endsWith("; processed");

    CertificateExchange offer = offers("wait").get(0);
    assertThat(offer.status()).isEqualTo(Status.PENDING);
    assertThat(offer.isInbound()).isTrue();
    assertThat(offer.partnership()).isEqualTo("open-to-us");
    assertThat(offer.fingerprint()).isEqualTo(Fingerprint.of(offered));
    assertThat(offer.uses())
        .isEqualTo(Set.of(CertUsage.KEY_ENCIPHERMENT, CertUsage.DIGITAL_SIGNATURE));
    assertThat(offer.respondBy()).contains(Instant.parse("2035-09-30T17:00:00Z"));
    assertThat(offer.name().issuer()).isEqualTo("CN=Cleo-\nSP,O=DGI\\, Inc.,L=Ft. Worth & more");

    MessageRecord record = side.record(sent);
    assertThat(record.status()).isEqualTo(MessageStatus.DELIVERED);
    assertThat(side.gateway().inbox("open")).as("not for the inbox").isEmpty();
    assertThat(side.gateway().gateway().payload(record.id(), 0)).isPresent();
    assertThat(side.gateway().gateway().registry().certificates().entries())
        .noneMatch(entry -> entry.fingerprint().equals(offer.fingerprint()));
    MimeEntity byNew =
        side.openSsl().signed(PartnerSide.payload("x", "x"), TestPki.rsa(NEW), "sha-256");
    assertThat(send(byNew).disposition()).contains("authentication-failed");
  }

  @Test
  void a_repeat_makes_no_second_offer() throws Exception {
    Headers headers = PartnerSide.identity("open").with(PartnerSide.SIGNED_RECEIPT);
    MimeEntity entity = side.signed(related(request("repeat")));
    side.send(headers, entity);
    assertThat(side.mdn(side.send(headers, entity)).disposition()).endsWith("; processed");
    assertThat(offers("repeat")).hasSize(1);
  }

  @Test
  void it_must_be_signed() throws Exception {
    assertThat(send(related(request("unsigned"))).disposition())
        .contains("unexpected-processing-error");
    assertThat(offers("unsigned")).isEmpty();
  }

  @Test
  void what_cannot_be_read_is_answered_so() throws Exception {
    String bomb =
        "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>" + request("bad").substring(38);
    String external = "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x\">" + request("bad").substring(38);
    List<String> unreadable =
        List.of(
            "no xml",
            bomb,
            external,
            "<a>".repeat(100) + "</a>".repeat(100),
            request("bad").replace("keyEncipherment", "x").replace("digitalSignature", "y"),
            request("bad").replace("2035-09-30T12", "2035-99-30T12"),
            request("bad", "1234567"),
            "<EDIINTCertificateExchangeRequest requestId=\"bad\"/>");
    for (String xml : unreadable) {
      assertThat(send(side.signed(related(xml))).disposition())
          .as(xml)
          .contains("unexpected-processing-error");
    }
    assertThat(offers("bad")).isEmpty();
  }

  @Test
  void an_answer_to_nothing_changes_nothing() throws Exception {
    String xml =
        """
        <EDIINTCertificateExchangeResponse requestId="none"
          xmlns="urn:ietf:params:xml:ns:ediintcertificateexchange"
          xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><TrustResponse>
          <CertStatus>Accepted</CertStatus><CertificateReference>
          <ds:X509IssuerName>CN=x</ds:X509IssuerName>
          <ds:X509SerialNumber>1</ds:X509SerialNumber></CertificateReference>
        </TrustResponse></EDIINTCertificateExchangeResponse>
        """;
    assertThat(send(side.signed(related(xml))).disposition()).endsWith("; processed");
    assertThat(offers("none")).isEmpty();
  }
}
