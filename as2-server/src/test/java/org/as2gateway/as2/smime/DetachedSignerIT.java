package org.as2gateway.as2.smime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.testkit.OpenSsl;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DetachedSignerIT {
  private static final byte[] CONTENT =
      "Content-Type: text/plain\r\n\r\nbinary \0 and \n lines".getBytes(StandardCharsets.US_ASCII);
  private static final Instant NOW = Instant.parse("2026-11-22T03:00:00.123Z");
  private static final OwnKey ALICE = TestPki.rsa("alice");

  @TempDir Path folder;

  static Stream<Arguments> keysAndAlgorithms() {
    Stream<Arguments> rsa =
        Stream.of(SignatureAlgorithm.values())
            .filter(a -> a != SignatureAlgorithm.MD5)
            .map(a -> Arguments.of(ALICE, a));
    Stream<Arguments> ec =
        Stream.of(TestPki.ec("carol"), TestPki.ec384("dave"))
            .flatMap(
                key ->
                    Stream.of(
                            SignatureAlgorithm.SHA1,
                            SignatureAlgorithm.SHA256,
                            SignatureAlgorithm.SHA384,
                            SignatureAlgorithm.SHA512)
                        .map(a -> Arguments.of(key, a)));
    return Stream.concat(rsa, ec);
  }

  private static byte[] sign(DetachedSigner signer, Instant time) {
    return signer.sign(
        CryptoProviders.shared().messageDigest(signer.digestAlgorithm()).digest(CONTENT), time);
  }

  @ParameterizedTest
  @MethodSource("keysAndAlgorithms")
  void openssl_verifies_every_key_and_algorithm(OwnKey key, SignatureAlgorithm algorithm)
      throws Exception {
    OpenSsl openSsl = new OpenSsl(folder);
    Path content = openSsl.temporary(".content", CONTENT);
    byte[] other = CONTENT.clone();
    other[other.length - 1] ^= 1;
    Path otherContent = openSsl.temporary(".content", other);
    Path signature =
        openSsl.temporary(".p7s", sign(new DetachedSigner(key, algorithm, false, true), NOW));

    OpenSsl.Result result = openSsl.verify(content, signature, key.certificate());

    assertThat(result.isOk()).as(result.output()).isTrue();
    assertThat(openSsl.verify(otherContent, signature, key.certificate()).isOk()).isFalse();
  }

  @Test
  void certificate_chain_and_algorithm_protection_travel_only_if_wanted() throws Exception {
    OpenSsl openSsl = new OpenSsl(folder);
    OwnKey issued = TestPki.issuedBy(TestPki.ca("Test CA"), "erin");

    String all = print(openSsl, new DetachedSigner(issued, SignatureAlgorithm.SHA256, true, true));
    String none =
        print(openSsl, new DetachedSigner(issued, SignatureAlgorithm.SHA256, false, false));

    assertThat(all.split("d.certificate:", -1)).hasSize(3);
    assertThat(all).contains("1.2.840.113549.1.9.52");
    assertThat(none).doesNotContain("d.certificate", "1.2.840.113549.1.9.52");
    assertThat(none).contains("Nov 22 03:00:00 2026 GMT");
  }

  private String print(OpenSsl openSsl, DetachedSigner signer) throws Exception {
    return openSsl.print(openSsl.temporary(".p7s", sign(signer, NOW)));
  }

  @Test
  void signing_times_after_2049_are_generalized() throws Exception {
    OpenSsl openSsl = new OpenSsl(folder);
    byte[] late =
        sign(
            new DetachedSigner(ALICE, SignatureAlgorithm.SHA256, false, false),
            Instant.parse("2051-01-02T03:04:05Z"));

    assertThat(openSsl.print(openSsl.temporary(".p7s", late)))
        .contains("GENERALIZEDTIME:Jan  2 03:04:05 2051 GMT");
  }

  @Test
  void keys_that_cannot_sign_so_are_refused_at_once() {
    OwnKey ec = TestPki.ec("carol");
    OwnKey mismatched = new OwnKey(ec.privateKey(), ALICE.certificate(), List.of());

    assertThatThrownBy(() -> new DetachedSigner(ec, SignatureAlgorithm.PSS_SHA256, true, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DetachedSigner(ALICE, SignatureAlgorithm.MD5, true, true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new DetachedSigner(mismatched, SignatureAlgorithm.PSS_SHA256, true, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_digest_of_another_algorithm_is_refused() {
    DetachedSigner signer = new DetachedSigner(ALICE, SignatureAlgorithm.SHA256, true, true);

    assertThatThrownBy(() -> signer.sign(new byte[20], NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20");
  }
}
