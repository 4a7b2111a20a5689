package org.as2gateway.registry.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.KeyAbility;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestPki;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnKeyFileTest {
  private static final KeyStorePassword PASSWORD = KeyStorePassword.of(KeyFiles.PASSWORD);

  @TempDir private Path scratch;

  @ParameterizedTest
  @CsvSource({
    "password-outside-ascii.pfx, Schlüssel-ç-2026",
    "pbmac1.p12, field-secret",
    "no-local-key-id.p12, field-secret"
  })
  void opens_what_other_programs_made(String name, String password) throws CertsException {
    OwnKeyFile file = OwnKeyFile.open(ForeignFiles.bytes(name), KeyStorePassword.of(password));

    assertThat(file.keys()).hasSize(1);
    assertThat(KeyAbility.of(file.keys().get(0)).refusals()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-legacy",
        "-legacy -certpbe PBE-SHA1-RC2-128 -keypbe PBE-SHA1-RC2-40",
        "-legacy -certpbe PBE-SHA1-RC4-128 -keypbe PBE-SHA1-RC4-40",
        "-certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-2DES -macalg SHA1",
        "-certpbe AES-128-CBC -keypbe AES-192-CBC -macalg SHA512",
        "-certpbe DES-EDE3-CBC -keypbe DES-EDE3-CBC",
        "-certpbe NONE -keypbe NONE",
        "-nomac",
        "-iter 1 -nomaciter",
        "-iter 600000"
      })
  void opens_all_that_openssl_writes(String options) throws Exception {
    OpenSslFiles openSsl = new OpenSslFiles(scratch);
    openSsl.selfSigned("us", OpenSslFiles.EC);

    byte[] bytes = Files.readAllBytes(openSsl.p12("us", options.split(" ", -1)));

    assertThat(OwnKeyFile.open(bytes, PASSWORD).keys()).hasSize(1);
    if (!options.contains("NONE")) {
      assertThatThrownBy(() -> OwnKeyFile.open(bytes, KeyStorePassword.of("other")))
          .hasMessageStartingWith("wrong password");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Grüße", "пароль", "🔑 key", "plain"})
  void what_is_written_opens_with_any_password(String password) throws CertsException {
    OwnKey key = TestPki.issuedBy(TestPki.ca("authority"), "us");
    KeyStorePassword secret = KeyStorePassword.of(password);

    OwnKey read = OwnKeyFile.open(OwnKeyFile.encode(key, secret), secret).keys().get(0);

    assertThat(read.certificate()).isEqualTo(key.certificate());
    assertThat(read.chain()).isEqualTo(key.chain());
    assertThat(read.privateKey()).isEqualTo(key.privateKey());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-macalg SHA256", "-legacy", "-nomac"})
  void an_empty_password_is_one_too(String options) throws Exception {
    OpenSslFiles openSsl = new OpenSslFiles(scratch);
    openSsl.selfSigned("us", OpenSslFiles.EC);

    byte[] bytes =
        Files.readAllBytes(openSsl.p12("us", ("-passout pass: " + options).split(" ", -1)));

    assertThat(OwnKeyFile.open(bytes, KeyStorePassword.of("")).keys()).hasSize(1);
  }

  @Test
  void what_is_written_opens_with_openssl_and_the_jdk() throws Exception {
    OwnKey key = TestPki.rsa("us");
    Path file = Files.write(scratch.resolve("ours.p12"), OwnKeyFile.encode(key, PASSWORD));

    new OpenSslFiles(scratch)
        .run(
            new ArrayList<>(
                List.of(
                    "pkcs12",
                    "-in",
                    file.toString(),
                    "-nodes",
                    "-passin",
                    "pass:" + KeyFiles.PASSWORD)));
    KeyStore jdk = KeyStore.getInstance("PKCS12");
    jdk.load(new ByteArrayInputStream(Files.readAllBytes(file)), PASSWORD.toChars());

    assertThat(jdk.getKey("key", PASSWORD.toChars())).isEqualTo(key.privateKey());
    assertThat(jdk.getCertificate("key")).isEqualTo(key.certificate());
  }

  @Test
  void a_password_outside_ascii_opens_where_its_utf_8_octets_were_taken_for_characters()
      throws Exception {
    OpenSslFiles openSsl = new OpenSslFiles(scratch);
    openSsl.selfSigned("us", OpenSslFiles.EC);
    byte[] bytes =
        Files.readAllBytes(openSsl.p12("us", "-legacy", "-passout", "pass:Schl\u00c3\u00bcssel"));

    assertThat(OwnKeyFile.open(bytes, KeyStorePassword.of("Schl\u00fcssel")).keys()).hasSize(1);
  }

  @Test
  void a_key_is_paired_with_its_certificate_whatever_the_order() throws Exception {
    OpenSslFiles openSsl = new OpenSslFiles(scratch);
    Path other = openSsl.selfSigned("other", OpenSslFiles.EC);
    openSsl.selfSigned("us", OpenSslFiles.EC);

    OwnKeyFile file =
        OwnKeyFile.open(
            Files.readAllBytes(openSsl.p12("us", "-certfile", other.toString())), PASSWORD);

    assertThat(file.keys())
        .singleElement()
        .extracting(k -> k.certificate().getSubjectX500Principal().getName())
        .isEqualTo("CN=us");
    assertThat(file.beside()).hasSize(1);
  }

  @Test
  void says_what_is_missing() throws Exception {
    OpenSslFiles openSsl = new OpenSslFiles(scratch);
    openSsl.selfSigned("us", OpenSslFiles.EC);

    assertRefused(
        Files.readAllBytes(openSsl.p12("us", "-nokeys")),
        "it contains no private key:" + " certificates");
    assertRefused(
        OwnKeyFile.encode(
            new OwnKey(TestPki.ec("one").privateKey(), TestPki.ec("two").certificate(), List.of()),
            PASSWORD),
        "a private key without its certificate");
  }

  @Test
  void says_what_a_file_is_instead() throws IOException {
    assertRefused(
        new byte[] {(byte) 0xfe, (byte) 0xed, (byte) 0xfe, (byte) 0xed}, "a Java key store");
    assertRefused(
        "nonsense".getBytes(StandardCharsets.US_ASCII), "it is damaged or not a PKCS" + " #12");
    byte[] cut = Arrays.copyOf(ForeignFiles.bytes("pbmac1.p12"), 1000);
    assertRefused(cut, "it is damaged or not a PKCS #12");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483647", "18446744073709551616", "0", "-1"})
  void refuses_endless_iterations_at_once(String iterations) throws IOException {
    ContentInfo content =
        new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(new byte[] {0x30, 0}));
    MacData mac =
        new MacData(
            new DigestInfo(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256), new byte[32]),
            new byte[8],
            7);
    byte[] usual = new Pfx(content, mac).getEncoded();
    byte[] bytes = withIterations(usual, new BigInteger(iterations));

    assertThatThrownBy(() -> OwnKeyFile.open(bytes, PASSWORD))
        .isInstanceOf(CertsException.class)
        .hasMessageContaining("iterations");
  }

  /** The count is the last element of the file. */
  private static byte[] withIterations(byte[] pfx, BigInteger iterations) throws IOException {
    var sequence = ASN1Sequence.getInstance(pfx);
    var mac = ASN1Sequence.getInstance(sequence.getObjectAt(2));
    var changed =
        new DERSequence(
            new ASN1Encodable[] {
              mac.getObjectAt(0), mac.getObjectAt(1), new ASN1Integer(iterations)
            });
    return new DERSequence(
            new ASN1Encodable[] {sequence.getObjectAt(0), sequence.getObjectAt(1), changed})
        .getEncoded();
  }

  private static void assertRefused(byte[] bytes, String told) {
    assertThatThrownBy(() -> OwnKeyFile.open(bytes, PASSWORD))
        .isInstanceOf(CertsException.class)
        .hasMessageContaining(told);
  }
}
