package org.as2gateway.transport.as2.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.MimeEntity;
import org.as2gateway.testkit.OpenSslEntities;
import org.as2gateway.testkit.RawHttp;
import org.as2gateway.testkit.TestGateway;
import org.as2gateway.testkit.TestHome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages that one release of openssl made, kept as they were under {@code openssl/} among the
 * resources and named by the answer they get; {@code make.sh} there makes them anew.
 */
final class OpenSslFixturesIT {
  private static final Path FIXTURES = Path.of("src/test/resources/openssl");
  private static final byte[] PAYLOAD =
      "ISA*00*openssl~\r\nGS*PO~\n\0".getBytes(StandardCharsets.ISO_8859_1);
  private static final String HEADERS =
      String.join(
          "\r\n",
          "Content-Type: application/EDI-X12",
          "Content-Disposition: attachment; filename=order.edi",
          "",
          "");

  @TempDir private Path folder;
  private TestGateway gateway;

  @BeforeEach
  void start() throws Exception {
    gateway =
        TestGateway.start(
            new TestHome(folder.resolve("home"))
                .station("us", new OwnKey(key(), certificate("us"), List.of()))
                .partner("openssl", certificate("openssl"))
                .partnership("openssl", "us", Map.of("sign", "sha-1", "encrypt", "3des")));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @CsvSource({
    "signed-sha256-aes256-cbc, SHA-256",
    "signed-sha512-aes128-gcm, SHA-512",
    "signed-sha1-3des, SHA-1"
  })
  void what_is_valid_is_delivered_with_the_mic_of_what_was_signed(String name, String algorithm)
      throws Exception {
    PartnerSide.Mdn mdn = answer("valid-" + name);

    assertThat(mdn.disposition()).endsWith("; processed");
    MessageDigest digest = MessageDigest.getInstance(algorithm);
    digest.update(HEADERS.getBytes(StandardCharsets.US_ASCII));
    String mic = Base64.getEncoder().encodeToString(digest.digest(PAYLOAD));
    assertThat(mdn.mic()).startsWith(mic + ", ");
    assertThat(gateway.inbox("openssl"))
        .singleElement()
        .satisfies(file -> assertThat(file).hasFileName("order.edi").hasBinaryContent(PAYLOAD));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "insufficient-message-security-unsigned",
        "insufficient-message-security-clear",
        "decryption-failed",
        "decryption-failed-altered-inside",
      })
  void what_is_not_is_refused_by_name(String name) throws Exception {
    assertThat(name).startsWith(answer(name).disposition().replaceAll(".*processed/error: ", ""));
    assertThat(gateway.inbox("openssl")).isEmpty();
  }

  private PartnerSide.Mdn answer(String name) throws Exception {
    MimeEntity message =
        OpenSslEntities.parse(Files.readAllBytes(FIXTURES.resolve(name + ".http")));
    RawHttp.Response response = RawHttp.post(gateway.url(), message.headers(), message.body());
    assertThat(response.status()).as(response.head()).isEqualTo(200);
    OpenSslEntities openSsl =
        new OpenSslEntities(Files.createDirectories(folder.resolve("scratch")));
    return PartnerSide.mdn(openSsl, response.entity(), certificate("us"));
  }

  private static X509Certificate certificate(String name) throws Exception {
    try (InputStream in = Files.newInputStream(FIXTURES.resolve(name + ".pem"))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private static PrivateKey key() throws Exception {
    String pem = Files.readString(FIXTURES.resolve("us.key")).replaceAll("-----[^-]+-----|\\s", "");
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem)));
  }
}
