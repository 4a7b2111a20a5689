package org.as2gateway.as2.smime;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;
import org.as2gateway.testkit.TestPki;

/** SignedData of any content: garbage is an outcome, and no garbage is a valid signature. */
class SignatureFuzzTest {
  private static final OwnKey PARTNER = TestPki.rsa("partner");
  private static final byte[] DIGEST = CmsFixture.sha256(new byte[] {'x'});

  @FuzzTest(maxDuration = "1m")
  void nothing_but_the_partners_key_makes_a_valid_signature(byte[] signedData) {
    SignatureCheck check =
        SignatureVerifier.verify(
            signedData,
            Map.of(MicAlgorithm.SHA256, DIGEST),
            List.of(PARTNER.certificate()),
            EnumSet.allOf(SignatureAlgorithm.class));
    assertThat(check).isNotInstanceOf(SignatureCheck.Valid.class);
  }
}
