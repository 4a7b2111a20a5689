package org.as2gateway.certs;

import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Optional;

/** What keys are too weak, or of a kind that AS2 has no use for (protocol.md §2.5). */
final class KeyStrength {
  private static final int MIN_RSA_BITS = 2048;
  private static final int MIN_EC_BITS = 256;

  private KeyStrength() {}

  /** Why a key is refused; empty if it is good. */
  static Optional<String> refusal(PublicKey key) {
    if (key instanceof RSAKey rsa) {
      return tooShort("RSA", rsa.getModulus().bitLength(), MIN_RSA_BITS);
    }
    if (key instanceof ECKey ec) {
      return tooShort("EC", ec.getParams().getCurve().getField().getFieldSize(), MIN_EC_BITS);
    }
    return Optional.of(
        "its key of type '"
            + key.getAlgorithm()
            + "' cannot be used here, expected RSA or EC on curve P-256 or P-384");
  }

  private static Optional<String> tooShort(String kind, int bits, int least) {
    return bits >= least
        ? Optional.empty()
        : Optional.of(
            "its %s key has %d bits and is too weak, expected at least %d"
                .formatted(kind, bits, least));
  }
}
