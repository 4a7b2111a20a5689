package org.as2gateway.registry.cem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.registry.certs.Candidate;
import org.as2gateway.registry.certs.CertificateFolder;
import org.as2gateway.registry.partnerships.XmlNode;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.OpenSslEntities;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CemMessageTest {
  private static final X509Certificate CERTIFICATE = TestPki.rsa("us").certificate();
  private static final Instant DATE = Instant.parse("2027-01-01T00:00:00Z");
  private static final CemMessage MESSAGE =
      new CemMessage("us & \"them\"", OffsetDateTime.parse("2026-11-22T10:00:00.5-05:00"), "u1");

  @TempDir private Path folder;

  private static CertificateExchange offer() {
    return CertificateExchange.ofOurs(
        "id1",
        "us-to-them",
        new CertificateExchange.Offered(
            CERTIFICATE, KeyFiles.pem(CERTIFICATE), Set.of(CertUsage.KEY_ENCIPHERMENT)),
        DATE,
        DATE);
  }

  private static XmlNode root(MimeEntity message) throws Exception {
    assertThat(message.headers().first("Content-Type").orElse(""))
        .startsWith("multipart/related; type=\"application/ediint-cert-exchange+xml\"; boundary=");
    MimeEntity part = OpenSslEntities.parse(OpenSslEntities.parts(message).get(0));
    assertThat(part.headers().first("Content-ID")).isPresent();
    return XmlNode.parse(part.body()).orElseThrow();
  }

  @Test
  void a_request_reads_back_and_openssl_knows_its_bundle() throws Exception {
    MimeEntity message =
        MESSAGE.request(offer(), List.of(CERTIFICATE), "https://us.example/as2?a=1&b=2");
    XmlNode root = root(message);
    XmlNode info = root.first("TradingPartnerInfo").orElseThrow();
    assertThat(info.textOf("Name")).contains("us & \"them\"");
    assertThat(info.textOf("MessageOriginated")).contains("2026-11-22T10:00:00-05:00");
    XmlNode trust = root.first("TrustRequest").orElseThrow();
    assertThat(trust.children())
        .extracting(XmlNode::name)
        .as("in the order of the schema")
        .containsExactly("CertUsage", "RespondByDate", "ResponseURL", "EndEntity");
    assertThat(trust.textOf("RespondByDate")).contains("2026-12-31T19:00:00-05:00");
    assertThat(trust.textOf("ResponseURL")).contains("https://us.example/as2?a=1&b=2");
    CemRequest request = CemRequest.read(root).orElseThrow();
    assertThat(request.requestId()).isEqualTo("id1");
    assertThat(request.offers())
        .containsExactly(
            new CemRequest.Offer(
                CertificateName.of(CERTIFICATE),
                Set.of(CertUsage.KEY_ENCIPHERMENT),
                Optional.of(DATE)));

    MimeEntity bundle = OpenSslEntities.parse(OpenSslEntities.parts(message).get(1));
    String id = trust.first("EndEntity").flatMap(e -> e.textOf("CertificateContentID")).get();
    assertThat(bundle.headers().first("Content-ID")).contains("<" + id + ">");
    byte[] p7c = OpenSslEntities.decodedBody(bundle);
    OpenSslEntities openSsl = new OpenSslEntities(folder);
    Path file = openSsl.openSsl().temporary(".p7c", p7c);
    assertThat(
            openSsl
                .openSsl()
                .run("pkcs7", "-inform", "DER", "-in", file.toString(), "-print_certs")
                .output())
        .contains("subject=CN");
    assertThat(new CertificateFolder(folder, Map.of(), Clock.systemUTC()).inspect(p7c))
        .extracting(Candidate::certificate)
        .containsExactly(CERTIFICATE);
  }

  @Test
  void an_answer_repeats_what_the_request_said() throws Exception {
    CertificateExchange offer = offer();
    MimeEntity message = MESSAGE.response(offer, false, Optional.of("no <usage> & no trust"));
    assertThat(OpenSslEntities.parts(message)).hasSize(1);
    assertThat(CemResponse.read(root(message)))
        .contains(
            new CemResponse(
                "id1",
                List.of(
                    new CemResponse.Answer(
                        offer.name(), false, Optional.of("no <usage> & no trust")))));
    assertThat(root(MESSAGE.response(offer, true, Optional.empty())).first("TrustResponse"))
        .flatMap(answer -> answer.textOf("CertStatus"))
        .contains("Accepted");
  }

  @Test
  void times_have_an_offset_or_are_utc() {
    assertThat(CemRequest.time("2005-09-30T12:00:00-05:00"))
        .contains(Instant.parse("2005-09-30T17:00:00Z"));
    assertThat(CemRequest.time("2005-09-30T12:00:00"))
        .contains(Instant.parse("2005-09-30T12:00:00Z"));
    assertThat(CemRequest.time("tomorrow")).isEmpty();
  }
}
