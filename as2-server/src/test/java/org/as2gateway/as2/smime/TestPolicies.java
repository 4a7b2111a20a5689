package org.as2gateway.as2.smime;

import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import org.as2gateway.as2.keys.OwnKey;
import org.as2gateway.as2.wire.EncryptionAlgorithm;
import org.as2gateway.as2.wire.MicAlgorithm;
import org.as2gateway.as2.wire.SignatureAlgorithm;

/** Read policies of tests. */
final class TestPolicies {
  static final ReadLimits LIMITS = new ReadLimits(1L << 40, 200, 100);

  private TestPolicies() {}

  /** Takes every algorithm; unsigned and clear messages too. */
  static ReadPolicy lenient(OwnKey own, X509Certificate... signers) {
    return policy(own, false, false, signers);
  }

  /** Requires signature and encryption, with every algorithm. */
  static ReadPolicy strict(OwnKey own, X509Certificate... signers) {
    return policy(own, true, true, signers);
  }

  static ReadPolicy policy(
      OwnKey own, boolean isSigned, boolean isEncrypted, X509Certificate... signers) {
    return new ReadPolicy(
        List.of(own),
        List.of(signers),
        EnumSet.allOf(SignatureAlgorithm.class),
        EnumSet.allOf(EncryptionAlgorithm.class),
        isSigned,
        isEncrypted,
        MicAlgorithm.SHA256,
        LIMITS);
  }
}
