package org.as2gateway.as2.smime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.testkit.OpenSsl;
import org.as2gateway.testkit.TestPki;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys other than RSA and the curves of NIST, with openssl as the judge. */
class UncommonKeysIT {
  private static final byte[] CONTENT = "Content-Type: text/plain\r\n\r\nhello".getBytes(US_ASCII);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"brainpoolP256r1", "brainpoolP384r1", "secp256k1", "secp521r1"})
  void a_key_on_any_named_curve_signs_and_verifies(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", new BouncyCastleProvider());
    generator.initialize(new ECGenParameterSpec(curve));
    OwnKey key = TestPki.certified(generator.generateKeyPair(), curve);

    assertVerifies(key, SignatureAlgorithm.SHA256, SignatureAlgorithm.SHA256);
  }

  @Test
  void a_pss_only_key_signs_with_pss_whatever_is_asked_for() throws Exception {
    OwnKey key = pssOnly(new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));

    assertVerifies(key, SignatureAlgorithm.SHA384, SignatureAlgorithm.PSS_SHA384);
    assertVerifies(key, SignatureAlgorithm.SHA1, SignatureAlgorithm.PSS_SHA256);
  }

  @Test
  void a_pss_only_key_keeps_to_the_digest_it_is_restricted_to() throws Exception {
    PSSParameterSpec sha512 =
        new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1);
    OwnKey key = pssOnly(new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4, sha512));

    assertVerifies(key, SignatureAlgorithm.SHA256, SignatureAlgorithm.PSS_SHA512);
  }

  private static OwnKey pssOnly(AlgorithmParameterSpec parameters) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSASSA-PSS");
    generator.initialize(parameters);
    return TestPki.certified(generator.generateKeyPair(), "pss");
  }

  private void assertVerifies(OwnKey key, SignatureAlgorithm asked, SignatureAlgorithm made)
      throws Exception {
    DetachedSigner signer = new DetachedSigner(key, asked, true, true);
    byte[] digest =
        CryptoProviders.shared().messageDigest(signer.digestAlgorithm()).digest(CONTENT);
    byte[] signature = signer.sign(digest, Instant.now());

    SignatureCheck check =
        SignatureVerifier.verify(
            signature,
            Map.of(signer.digestAlgorithm(), digest),
            List.of(key.certificate()),
            Set.of(SignatureAlgorithm.values()));
    OpenSsl openSsl = new OpenSsl(folder);
    OpenSsl.Result result =
        openSsl.verify(
            openSsl.temporary(".content", CONTENT),
            openSsl.temporary(".p7s", signature),
            key.certificate());

    assertThat(check).isEqualTo(new SignatureCheck.Valid(made, key.certificate()));
    assertThat(result.isOk()).as(result.output()).isTrue();
  }
}
