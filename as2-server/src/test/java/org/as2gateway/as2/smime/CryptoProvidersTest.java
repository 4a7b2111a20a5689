package org.as2gateway.as2.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Security;
import java.security.Signature;
import java.util.List;
import java.util.Optional;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.KeyTransport;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CryptoProvidersTest {
  private static final CryptoProviders SHARED = CryptoProviders.shared();
  private static final CryptoProviders JDK = CryptoProviders.withoutNative();

  @ParameterizedTest
  @EnumSource(SignatureAlgorithm.class)
  void native_and_jdk_verify_each_others_signatures(SignatureAlgorithm algorithm) throws Exception {
    OwnKey key = TestPki.rsa("alice");
    for (List<CryptoProviders> pair : List.of(List.of(SHARED, JDK), List.of(JDK, SHARED))) {
      byte[] value = sign(pair.get(0), algorithm, key);
      assertThat(verify(pair.get(1), algorithm, key, value)).isTrue();
      value[20] ^= 1;
      assertThat(verify(pair.get(1), algorithm, key, value)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = SignatureAlgorithm.class,
      names = {"SHA1", "SHA256", "SHA384", "SHA512"})
  void elliptic_curves_work_in_both(SignatureAlgorithm algorithm) throws Exception {
    for (OwnKey key : List.of(TestPki.ec("carol"), TestPki.ec384("carol"))) {
      assertThat(verify(JDK, algorithm, key, sign(SHARED, algorithm, key))).isTrue();
      assertThat(verify(SHARED, algorithm, key, sign(JDK, algorithm, key))).isTrue();
    }
  }

  private static byte[] sign(CryptoProviders providers, SignatureAlgorithm algorithm, OwnKey key)
      throws Exception {
    Signature signature = providers.signing(algorithm, key.privateKey());
    signature.update(new byte[1000]);
    return signature.sign();
  }

  private static boolean verify(
      CryptoProviders providers, SignatureAlgorithm algorithm, OwnKey key, byte[] value)
      throws Exception {
    Signature signature = providers.verifying(algorithm, key.certificate().getPublicKey());
    signature.update(new byte[1000]);
    return signature.verify(value);
  }

  @Test
  void a_private_key_is_imported_once() {
    PrivateKey key = TestPki.rsa("alice").privateKey();
    PrivateKey imported = SHARED.importPrivateKey(key);

    assertThat(SHARED.importPrivateKey(key)).isSameAs(imported);
    assertThat(JDK.importPrivateKey(key)).isSameAs(key);
    if (SHARED.nativeProvider().isPresent()) {
      assertThat(imported).isNotSameAs(key);
      assertThat(imported.getClass().getName()).startsWith("com.amazon");
    }
  }

  @Test
  void no_provider_is_registered_with_the_jvm() {
    assertThat(Security.getProvider("BC")).isNull();
    assertThat(Security.getProvider("AmazonCorrettoCryptoProvider")).isNull();
  }

  @Test
  void bulk_ciphers_and_digests_come_from_the_jdk_and_only_3des_from_bouncy_castle() {
    assertThat(SHARED.messageDigest(MicAlgorithm.SHA256).getProvider().getName()).isEqualTo("SUN");
    assertThat(provider(EncryptionAlgorithm.AES256_CBC)).isEqualTo("SunJCE");
    assertThat(provider(EncryptionAlgorithm.TRIPLE_DES)).isEqualTo("BC");
    String fast = SHARED.nativeProvider().map(java.security.Provider::getName).orElse("SunJCE");
    assertThat(provider(EncryptionAlgorithm.AES256_GCM)).isEqualTo(fast);
    assertThat(SHARED.keyTransportCipher(KeyTransport.RSA_PKCS1).getProvider().getName())
        .isEqualTo(fast);
    assertThat(SHARED.counterCipher().getProvider().getName()).isEqualTo("SunJCE");
  }

  private static String provider(EncryptionAlgorithm algorithm) {
    return SHARED.contentCipher(algorithm).getProvider().getName();
  }

  @Test
  void native_code_can_be_switched_off() {
    System.setProperty(NativeProvider.SWITCH, "false");
    try {
      assertThat(NativeProvider.load()).isEqualTo(Optional.empty());
    } finally {
      System.clearProperty(NativeProvider.SWITCH);
    }
  }

  @Test
  void a_key_of_the_wrong_kind_is_an_invalid_key() {
    assertThatThrownBy(
            () -> SHARED.signing(SignatureAlgorithm.PSS_SHA256, TestPki.ec("x").privateKey()))
        .isInstanceOf(InvalidKeyException.class);
  }
}
