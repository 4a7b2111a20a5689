package org.as2gateway.as2.smime;

import static org.as2gateway.as2.smime.CmsFixture.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.smime.SignatureCheck.NeedsDigest;
import org.as2gateway.as2.smime.SignatureCheck.Reason;
import org.as2gateway.as2.smime.SignatureCheck.Refused;
import org.as2gateway.as2.smime.SignatureCheck.Valid;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.testkit.TestPki;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.cms.CMSAlgorithmProtection;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.junit.jupiter.api.Test;

class SignatureVerifierTest {
  private static final OwnKey ALICE = TestPki.rsa("alice");
  private static final OwnKey MALLORY = TestPki.rsa("mallory");
  private static final byte[] CONTENT = "content\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final Set<SignatureAlgorithm> ALL = EnumSet.allOf(SignatureAlgorithm.class);
  private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

  private static SignatureCheck verify(byte[] signedData) {
    return verify(signedData, ALICE.certificate());
  }

  private static SignatureCheck verify(byte[] signedData, X509Certificate... registered) {
    return SignatureVerifier.verify(
        signedData,
        Map.of(MicAlgorithm.SHA256, CmsFixture.sha256(CONTENT)),
        List.of(registered),
        ALL);
  }

  private static Reason reason(SignatureCheck check) {
    assertThat(check).isInstanceOf(Refused.class);
    return ((Refused) check).reason();
  }

  private static byte[] signedByAlice() {
    return new DetachedSigner(ALICE, SignatureAlgorithm.SHA256, true, true)
        .sign(CmsFixture.sha256(CONTENT), NOW);
  }

  @Test
  void a_registered_certificate_is_reported_with_the_algorithm() {
    assertThat(verify(signedByAlice(), MALLORY.certificate(), ALICE.certificate()))
        .isEqualTo(new Valid(SignatureAlgorithm.SHA256, ALICE.certificate()));
  }

  @Test
  void the_renewed_certificate_of_the_same_key_verifies_too() {
    X509Certificate renewed = TestPki.rsa("alice", NOW, NOW.plusSeconds(1000)).certificate();

    assertThat(verify(signedByAlice(), renewed))
        .isEqualTo(new Valid(SignatureAlgorithm.SHA256, renewed));
  }

  @Test
  void nobody_registered_or_somebody_else_is_an_unknown_signer() {
    assertThat(reason(verify(signedByAlice(), new X509Certificate[0])))
        .isEqualTo(Reason.UNKNOWN_SIGNER);
    assertThat(reason(verify(signedByAlice(), MALLORY.certificate())))
        .isEqualTo(Reason.UNKNOWN_SIGNER);
    assertThat(reason(verify(signedByAlice(), TestPki.ec("alice-ec").certificate())))
        .isEqualTo(Reason.UNKNOWN_SIGNER);
  }

  @Test
  void a_damaged_value_of_a_registered_signer_is_a_bad_signature() {
    byte[] damaged = signedByAlice();
    damaged[damaged.length - 1] ^= 1; // the signature value stands last

    assertThat(reason(verify(damaged))).isEqualTo(Reason.BAD_SIGNATURE);
  }

  @Test
  void other_content_is_a_digest_mismatch_whoever_signed() {
    byte[] other = CmsFixture.sha256(new byte[] {1});

    for (List<X509Certificate> registered :
        List.of(List.of(ALICE.certificate()), List.<X509Certificate>of())) {
      assertThat(
              reason(
                  SignatureVerifier.verify(
                      signedByAlice(), Map.of(MicAlgorithm.SHA256, other), registered, ALL)))
          .isEqualTo(Reason.DIGEST_MISMATCH);
    }
  }

  @Test
  void asks_for_the_digest_it_needs_but_only_if_the_algorithm_is_accepted() {
    Map<MicAlgorithm, byte[]> sha1 = Map.of(MicAlgorithm.SHA1, new byte[20]);
    List<X509Certificate> registered = List.of(ALICE.certificate());

    assertThat(SignatureVerifier.verify(signedByAlice(), sha1, registered, ALL))
        .isEqualTo(new NeedsDigest(MicAlgorithm.SHA256));
    assertThat(
            reason(
                SignatureVerifier.verify(
                    signedByAlice(), sha1, registered, Set.of(SignatureAlgorithm.PSS_SHA256))))
        .isEqualTo(Reason.NOT_ACCEPTED);
    assertThat(reason(SignatureVerifier.verify(signedByAlice(), sha1, registered, Set.of())))
        .isEqualTo(Reason.NOT_ACCEPTED);
  }

  @Test
  void attributes_out_of_order_are_signed_over_their_der_order() throws Exception {
    CmsFixture fixture = new CmsFixture(ALICE, CONTENT);

    assertThat(verify(fixture.build()).isValid()).isTrue();
    assertThat(verify(fixture.unsorted().build()).isValid()).isTrue();
  }

  @Test
  void a_digest_info_without_null_is_accepted_and_only_with_the_right_digest() throws Exception {
    assertThat(verify(new CmsFixture(ALICE, CONTENT).withoutNull().build()).isValid()).isTrue();
    assertThat(reason(verify(new CmsFixture(MALLORY, CONTENT).withoutNull().build())))
        .isEqualTo(Reason.UNKNOWN_SIGNER);

    byte[] signed = {1, 2, 3};
    assertThat(
            BareDigestInfo.isSignature(
                MicAlgorithm.SHA256, ALICE.certificate().getPublicKey(), signed, new byte[256]))
        .isFalse();
  }

  @Test
  void no_signer_and_two_signers_do_not_count() throws Exception {
    CmsFixture fixture = new CmsFixture(ALICE, CONTENT);

    assertThat(reason(verify(CmsFixture.signedData()))).isEqualTo(Reason.NOT_COUNTED);
    assertThat(reason(verify(CmsFixture.signedData(fixture.signerInfo(), fixture.signerInfo()))))
        .isEqualTo(Reason.NOT_COUNTED);
  }

  @Test
  void missing_doubled_or_wrong_mandatory_attributes_are_refused() throws Exception {
    DEROctetString digest = new DEROctetString(CmsFixture.sha256(CONTENT));
    ASN1ObjectIdentifier type = CMSAttributes.contentType;

    for (CmsFixture odd :
        List.of(
            fixture().without(CMSAttributes.messageDigest),
            fixture().without(type),
            fixture().without(type).with(attribute(type, CMSObjectIdentifiers.signedData)),
            fixture().with(attribute(type, CMSObjectIdentifiers.signedData)),
            fixture().with(attribute(CMSAttributes.messageDigest, digest)),
            fixture()
                .without(CMSAttributes.messageDigest)
                .with(
                    attribute(
                        CMSAttributes.messageDigest, digest, new DEROctetString(new byte[32]))),
            fixture()
                .without(CMSAttributes.messageDigest)
                .with(attribute(CMSAttributes.messageDigest)))) {
      assertThat(reason(verify(odd.build()))).isEqualTo(Reason.MALFORMED);
    }
    assertThat(
            reason(
                verify(
                    CmsFixture.signedData(
                        CMSObjectIdentifiers.compressedData, fixture().signerInfo()))))
        .isEqualTo(Reason.MALFORMED);
  }

  private static CmsFixture fixture() {
    return new CmsFixture(ALICE, CONTENT);
  }

  @Test
  void algorithm_protection_must_say_what_the_signer_info_says() throws Exception {
    AlgorithmIdentifier pss = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS);
    AlgorithmIdentifier sha512 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha512);

    assertThat(verify(fixture().with(protection(CmsFixture.SHA256, CmsFixture.RSA)).build()))
        .matches(SignatureCheck::isValid);
    assertThat(reason(verify(fixture().with(protection(CmsFixture.SHA256, pss)).build())))
        .isEqualTo(Reason.MALFORMED);
    assertThat(reason(verify(fixture().with(protection(sha512, CmsFixture.RSA)).build())))
        .isEqualTo(Reason.MALFORMED);
  }

  private static org.bouncycastle.asn1.cms.Attribute protection(
      AlgorithmIdentifier digest, AlgorithmIdentifier signature) {
    return attribute(
        CMSAttributes.cmsAlgorithmProtect,
        new CMSAlgorithmProtection(digest, CMSAlgorithmProtection.SIGNATURE, signature));
  }

  @Test
  void garbage_nesting_and_size_are_outcomes() {
    byte[] deep = new byte[200_000];
    for (int i = 0; i < deep.length; i += 2) {
      deep[i] = 0x30;
      deep[i + 1] = (byte) 0x80;
    }

    assertThat(reason(verify(new byte[0]))).isEqualTo(Reason.MALFORMED);
    assertThat(reason(verify("<html>".getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo(Reason.MALFORMED);
    assertThat(reason(verify(deep))).isEqualTo(Reason.MALFORMED);
    assertThat(reason(verify(new byte[SignatureVerifier.MAX_BYTES + 1])))
        .isEqualTo(Reason.MALFORMED);
    assertThat(reason(verify(new byte[] {0x30, (byte) 0x84, 0x7f, -1, -1, -1})))
        .isEqualTo(Reason.MALFORMED);
  }

  @Test
  void masses_of_attributes_are_refused_before_they_are_sorted() throws Exception {
    CmsFixture many = fixture();
    for (int i = 0; i < 2000; i++) {
      many.with(attribute(new ASN1ObjectIdentifier("1.2.3." + i), new DEROctetString(new byte[8])));
    }

    assertThat(reason(verify(many.build()))).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void no_cut_and_no_changed_octet_of_value_or_attributes_passes() throws Exception {
    byte[] whole = fixture().build();
    int attributesStart = indexOf(whole, CmsFixture.sha256(CONTENT)) - 40;

    for (int length = 0; length < whole.length; length++) {
      SignatureCheck check = verify(Arrays.copyOf(whole, length));
      assertThat(check.isValid() && length < whole.length - 20).isFalse();
    }
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= (byte) 0x15;
      SignatureCheck check = verify(changed);
      boolean isSigned = i >= attributesStart && i < attributesStart + 72;
      boolean isValue = i >= whole.length - 270 && i < whole.length - 14;
      assertThat(check.isValid() && (isSigned || isValue)).as("octet %d", i).isFalse();
    }
  }

  private static int indexOf(byte[] octets, byte[] part) {
    String text = new String(octets, StandardCharsets.ISO_8859_1);
    return text.indexOf(new String(part, StandardCharsets.ISO_8859_1));
  }

  @Test
  void a_digest_of_the_wrong_length_is_the_callers_fault() {
    assertThatThrownBy(
            () ->
                SignatureVerifier.verify(
                    signedByAlice(),
                    Map.of(MicAlgorithm.SHA256, new byte[0]),
                    List.of(ALICE.certificate()),
                    ALL))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void causes_carry_no_control_characters() {
    Refused refused = (Refused) verify(signedByAlice(), MALLORY.certificate());

    assertThat(refused.cause()).contains("CN=alice").doesNotContainPattern("\\p{Cntrl}");
  }
}
