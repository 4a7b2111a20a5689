package org.as2gateway.as2.smime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.smime.SignatureCheck.Reason;
import org.as2gateway.as2.smime.SignatureCheck.Refused;
import org.as2gateway.as2.smime.SignatureCheck.Valid;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.testkit.KeyFiles;
import org.as2gateway.testkit.OpenSsl;
import org.as2gateway.testkit.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures that openssl makes. */
class SignatureVerifierIT {
  private static final OwnKey ALICE = TestPki.rsa("alice");
  private static final OwnKey BOB = TestPki.rsa("bob");
  private static final byte[] CONTENT =
      "Content-Type: text/plain\r\n\r\nbinary \0 and \n lines".getBytes(StandardCharsets.US_ASCII);
  private static final Set<SignatureAlgorithm> ALL = EnumSet.allOf(SignatureAlgorithm.class);

  @TempDir Path folder;
  private OpenSsl openSsl;
  private Path content;

  @BeforeEach
  void writeContent() throws Exception {
    openSsl = new OpenSsl(folder);
    content = openSsl.temporary(".content", CONTENT);
  }

  private byte[] sign(OwnKey key, String... options) throws Exception {
    return Files.readAllBytes(openSsl.sign(content, key, options));
  }

  private static SignatureCheck verify(
      byte[] signature, Set<SignatureAlgorithm> accepted, X509Certificate... registered) {
    Map<MicAlgorithm, byte[]> digests = new EnumMap<>(MicAlgorithm.class);
    for (MicAlgorithm algorithm : MicAlgorithm.values()) {
      digests.put(algorithm, CryptoProviders.shared().messageDigest(algorithm).digest(CONTENT));
    }
    return SignatureVerifier.verify(signature, digests, List.of(registered), accepted);
  }

  private static Reason reason(SignatureCheck check) {
    assertThat(check).isInstanceOf(Refused.class);
    return ((Refused) check).reason();
  }

  @ParameterizedTest
  @CsvSource({
    "SHA256, -md sha256",
    "SHA384, -md sha384",
    "SHA512, -md sha512",
    "SHA1, -md sha1",
    "MD5, -md md5",
    "SHA256, -nocerts",
    "SHA256, -keyid",
    "SHA256, -stream",
    "SHA256, -nosmimecap",
    "PSS_SHA256, -keyopt rsa_padding_mode:pss",
    "PSS_SHA512, -md sha512 -keyopt rsa_padding_mode:pss",
    "PSS_SHA256, -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:0",
    "PSS_SHA256, -keyopt rsa_padding_mode:pss -keyopt rsa_pss_saltlen:-2",
    "PSS_SHA256, -keyopt rsa_padding_mode:pss -keyopt rsa_mgf1_md:sha1"
  })
  void rsa_signatures_verify_and_only_where_accepted(SignatureAlgorithm algorithm, String options)
      throws Exception {
    byte[] signature = sign(ALICE, options.split(" ", -1));

    assertThat(verify(signature, Set.of(algorithm), BOB.certificate(), ALICE.certificate()))
        .isEqualTo(new Valid(algorithm, ALICE.certificate()));
    Set<SignatureAlgorithm> others = EnumSet.complementOf(EnumSet.of(algorithm));
    assertThat(reason(verify(signature, others, ALICE.certificate())))
        .isEqualTo(Reason.NOT_ACCEPTED);
    assertThat(reason(verify(signature, ALL, BOB.certificate()))).isEqualTo(Reason.UNKNOWN_SIGNER);
  }

  @ParameterizedTest
  @CsvSource({"SHA256, sha256", "SHA384, sha384", "SHA512, sha512", "SHA1, sha1"})
  void ecdsa_signatures_verify(SignatureAlgorithm algorithm, String digest) throws Exception {
    for (OwnKey key : List.of(TestPki.ec("carol"), TestPki.ec384("dave"))) {
      byte[] signature = sign(key, "-md", digest);

      assertThat(verify(signature, ALL, ALICE.certificate(), key.certificate()))
          .isEqualTo(new Valid(algorithm, key.certificate()));
      signature[signature.length - 1] ^= 1;
      assertThat(reason(verify(signature, ALL, key.certificate()))).isEqualTo(Reason.BAD_SIGNATURE);
    }
  }

  @Test
  void a_signature_without_signed_attributes_does_not_count() throws Exception {
    assertThat(reason(verify(sign(ALICE, "-noattr"), ALL, ALICE.certificate())))
        .isEqualTo(Reason.NOT_COUNTED);
  }

  @Test
  void two_signers_do_not_count_though_both_are_registered() throws Exception {
    Path certificate = KeyFiles.writePem(folder.resolve("bob.pem"), BOB.certificate());
    Path key = KeyFiles.writeKeyPem(folder.resolve("bob.key"), BOB);
    byte[] signature = sign(ALICE, "-signer", certificate.toString(), "-inkey", key.toString());

    assertThat(reason(verify(signature, ALL, ALICE.certificate(), BOB.certificate())))
        .isEqualTo(Reason.NOT_COUNTED);
  }

  @Test
  void a_degenerate_message_of_certificates_alone_does_not_count() throws Exception {
    Path certificate = KeyFiles.writePem(folder.resolve("alice.pem"), ALICE.certificate());
    Path out = openSsl.temporary(".p7b");
    openSsl.run(
        "crl2pkcs7",
        "-nocrl",
        "-certfile",
        certificate.toString(),
        "-outform",
        "DER",
        "-out",
        out.toString());

    assertThat(reason(verify(Files.readAllBytes(out), ALL, ALICE.certificate())))
        .isEqualTo(Reason.NOT_COUNTED);
  }

  @Test
  void a_certificate_inside_the_message_proves_nothing() throws Exception {
    OwnKey impostor = TestPki.rsa("alice", 2); // same name, other key

    assertThat(reason(verify(sign(impostor), ALL, ALICE.certificate())))
        .isEqualTo(Reason.UNKNOWN_SIGNER);
  }

  @Test
  void changed_content_is_a_digest_mismatch() throws Exception {
    byte[] signature = sign(ALICE);
    byte[] digest = CmsFixture.sha256(new byte[] {7});

    assertThat(
            reason(
                SignatureVerifier.verify(
                    signature,
                    Map.of(MicAlgorithm.SHA256, digest),
                    List.of(ALICE.certificate()),
                    ALL)))
        .isEqualTo(Reason.DIGEST_MISMATCH);
  }

  @Test
  void a_digest_the_gateway_does_not_know_is_not_accepted() throws Exception {
    assertThat(reason(verify(sign(ALICE, "-md", "sha224"), ALL, ALICE.certificate())))
        .isEqualTo(Reason.NOT_ACCEPTED);
    assertThat(reason(verify(sign(ALICE, "-md", "sha3-256"), ALL, ALICE.certificate())))
        .isEqualTo(Reason.NOT_ACCEPTED);
  }
}
