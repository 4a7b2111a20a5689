package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.as2gateway.as2.mdn.Mdn;
import org.as2gateway.as2.mdn.MdnReader;
import org.as2gateway.as2.smime.SignatureCheck;
import org.as2gateway.as2.smime.SignatureCheck.Reason;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.testkit.OpenSslEntities;
import org.as2gateway.testkit.RawHttp;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Signed messages and a receipt that libas2 made, an AS2 library for Node, as they stand under
 * {@code libas2/} among the resources; {@code make.sh} there makes them anew.
 */
class Libas2FixturesIT {
  private static final Path FIXTURES = Path.of("src/test/resources/libas2");
  private static final byte[] PAYLOAD =
      "ISA*00*libas2~\r\nGS*PO~\n\u00e9\0".getBytes(StandardCharsets.ISO_8859_1);

  @TempDir Path folder;

  private X509Certificate them;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    try (InputStream in = Files.newInputStream(FIXTURES.resolve("libas2.pem"))) {
      them = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
    gateway =
        TestGateway.start(
            new TestHome(folder.resolve("home"))
                .station("us", PartnerSide.US)
                .partner("libas2", them)
                .partnership("libas2", "us", Map.of("gw.allow_unencrypted", "true")));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static MimeEntity fixture(String name) throws IOException {
    return OpenSslEntities.parse(Files.readAllBytes(FIXTURES.resolve(name + ".http")));
  }

  private PartnerSide.Mdn answer(String name) throws IOException {
    MimeEntity message = fixture(name);
    RawHttp.Response response = RawHttp.post(gateway.url(), message.headers(), message.body());
    assertThat(response.status()).as(response.head()).isEqualTo(200);
    OpenSslEntities openSsl =
        new OpenSslEntities(Files.createDirectories(folder.resolve("scratch")));
    return PartnerSide.mdn(openSsl, response.entity());
  }

  @ParameterizedTest
  @ValueSource(strings = {"signed-sha256", "signed-sha512"})
  void what_is_valid_is_delivered(String name) throws Exception {
    PartnerSide.Mdn mdn = answer("valid-" + name);

    assertThat(mdn.disposition()).endsWith("; processed");
    assertThat(gateway.inbox("libas2"))
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file).hasBinaryContent(PAYLOAD);
              assertThat(file.getFileName().toString()).contains("order.edi");
            });
  }

  @Test
  void what_was_altered_is_refused_by_name() throws Exception {
    assertThat(answer("integrity-check-failed").disposition())
        .endsWith("; processed/error: integrity-check-failed");
    assertThat(gateway.inbox("libas2")).isEmpty();
  }

  /**
   * It leaves the last line end of the report out of what it signs, so that nobody can verify the
   * receipt, openssl neither. Both sides name one MIC for one message.
   */
  @Test
  void its_receipt_lacks_one_line_end_under_the_signature_and_names_our_mic() throws Exception {
    MimeEntity entity = fixture("digest-mismatch-mdn");
    String body = new String(entity.body(), StandardCharsets.ISO_8859_1);
    String mended = body.replace("Part_2--\r\n\r\n--", "Part_2--\r\n--");
    Mdn mdn = (Mdn) MdnReader.read(entity.headers(), entity.body());

    assertThat(mdn.isPositive()).isTrue();
    assertThat(verify(mdn))
        .isInstanceOfSatisfying(
            SignatureCheck.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Reason.DIGEST_MISMATCH));
    assertThat(
            verify(
                    (Mdn)
                        MdnReader.read(
                            entity.headers(), mended.getBytes(StandardCharsets.ISO_8859_1)))
                .isValid())
        .isTrue();
    assertThat(mdn.mic().orElseThrow().fieldValue()).isEqualTo(answer("valid-signed-sha256").mic());
  }

  private SignatureCheck verify(Mdn mdn) {
    return mdn.signature()
        .orElseThrow()
        .verify(List.of(them), EnumSet.of(SignatureAlgorithm.SHA256));
  }
}
