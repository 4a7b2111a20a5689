package org.as2gateway.registry.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import org.as2gateway.as2.keys.CertificateUse;
import org.as2gateway.as2.keys.CertsException;
import org.as2gateway.as2.keys.KeyAbility;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyAbilityTest {
  private static final BigInteger MODULUS =
      ((RSAPublicKey) TestPki.rsa("modulus").certificate().getPublicKey()).getModulus();

  @TempDir private Path scratch;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prime256v1",
        "secp384r1",
        "secp521r1",
        "secp256k1",
        "brainpoolP256r1",
        "brainpoolP384r1",
        "brainpoolP512r1"
      })
  void a_key_on_a_named_curve_serves_for_both(String curve) throws Exception {
    OwnKey key = CertificatesFor.generated("EC", curve);

    assertThat(KeyAbility.of(key).refusals()).isEmpty();
    assertThat(KeyAbility.of(key.certificate()).refusals()).isEmpty();
  }

  @Test
  void an_rsa_key_serves_for_both() {
    assertThat(KeyAbility.of(TestPki.rsa("us")).refusals()).isEmpty();
    assertThat(KeyAbility.of(TestPki.rsa("us").certificate()).refusals()).isEmpty();
  }

  @Test
  void a_key_for_pss_alone_signs_and_receives_nothing_encrypted() throws Exception {
    X509Certificate certificate =
        CertificateFile.parse(ForeignFiles.bytes("rsassa-pss-only.pem"))
            .certificates()
            .get(0)
            .certificate();

    KeyAbility ability = KeyAbility.of(certificate);

    assertThat(ability.uses()).containsExactly(CertificateUse.SIGN);
    assertThat(ability.refusal(CertificateUse.ENCRYPT).orElseThrow())
        .contains("RSASSA-PSS key", "cannot receive encrypted content", "P-256");
    assertThat(ability.refusal()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Ed25519,'',Ed",
    "X25519,'',X",
    "DSA,2048,DSA",
    "DH,512,D",
    "EC,secp224r1,224 bits",
    "EC,brainpoolP224r1,224 bits",
    "RSA,1024,1024 bits"
  })
  void a_key_of_no_use_is_refused_by_its_kind(String algorithm, String parameter, String told)
      throws Exception {
    KeyAbility ability =
        KeyAbility.of(CertificatesFor.generated(algorithm, parameter).certificate());

    assertThat(ability.uses()).isEmpty();
    assertThat(ability.refusal().orElseThrow()).contains(told, "expected");
  }

  @Test
  void a_curve_that_is_spelled_out_is_refused() throws IOException, CertsException {
    OpenSslFiles openSsl = new OpenSslFiles(scratch);
    Path file =
        openSsl.selfSigned(
            "explicit",
            "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit");

    KeyAbility ability = KeyAbility.of(only(Files.readAllBytes(file)));

    assertThat(ability.refusal().orElseThrow()).contains("spells out its curve");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "65536"})
  void an_rsa_exponent_that_protects_nothing_is_refused(String exponent) throws CertsException {
    byte[] encoded = CertificatesFor.rsa(MODULUS, new BigInteger(exponent));

    assertThat(refusal(encoded)).contains("exponent");
  }

  @Test
  void an_rsa_key_that_is_none_is_refused() throws CertsException {
    BigInteger usual = BigInteger.valueOf(65537);

    assertThat(refusal(CertificatesFor.rsa(MODULUS.add(BigInteger.ONE), usual))).contains("even");
    assertThat(refusal(CertificatesFor.rsa(BigInteger.ONE.shiftLeft(20000).setBit(0), usual)))
        .contains("20001 bits, expected at most 16384");
    assertThat(refusal(CertificatesFor.rsa(MODULUS, MODULUS.setBit(4000)))).contains("exponent");
  }

  @Test
  void an_exponent_of_three_is_taken() throws CertsException {
    byte[] encoded = CertificatesFor.rsa(MODULUS, BigInteger.valueOf(3));

    assertThat(KeyAbility.of(only(encoded)).refusals()).isEmpty();
  }

  @Test
  void a_key_of_another_certificate_serves_for_nothing() {
    OwnKey mixed =
        new OwnKey(TestPki.rsa("one").privateKey(), TestPki.rsa("other").certificate(), List.of());

    assertThat(KeyAbility.of(mixed).refusal().orElseThrow())
        .contains("does not belong to its certificate");
  }

  @Test
  void openssl_pss_keys_of_ours_sign_and_decrypt_nothing() throws Exception {
    OpenSslFiles openSsl = new OpenSslFiles(scratch);
    openSsl.selfSigned("pss", "-newkey rsa-pss -pkeyopt rsa_keygen_bits:2048");
    KeyStorePassword password = KeyStorePassword.of(KeyFiles.PASSWORD);
    byte[] bytes = Files.readAllBytes(openSsl.p12("pss"));

    KeyAbility ability = KeyAbility.of(OwnKeyFile.open(bytes, password).keys().get(0));

    assertThat(ability.uses()).containsExactly(CertificateUse.SIGN);
  }

  private static String refusal(byte[] encoded) throws CertsException {
    try {
      return KeyAbility.of(only(encoded)).refusal().orElse("");
    } catch (CertsException e) {
      return e.getMessage();
    }
  }

  private static X509Certificate only(byte[] content) throws CertsException {
    return CertificateFile.parse(content).certificates().get(0).certificate();
  }
}
