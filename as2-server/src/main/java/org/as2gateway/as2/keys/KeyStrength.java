package org.as2gateway.as2.keys;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** What keys are too weak, malformed, or of a kind that AS2 has no use for (protocol.md §2.5). */
public final class KeyStrength {
  private static final int MIN_RSA_BITS = 2048;
  private static final int MIN_EC_BITS = 256;

  /** The limits of the JDK: a longer key would only cost time. */
  private static final int MAX_RSA_BITS = 16384;

  private static final int LONG_RSA_BITS = 3072;
  private static final int MAX_EXPONENT_BITS_OF_LONG = 64;
  private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(3);

  private KeyStrength() {}

  /** Why a key is refused; empty if it is good. */
  public static Optional<String> refusal(PublicKey key) {
    if (key instanceof RSAPublicKey rsa) {
      return tooShort("RSA", rsa.getModulus().bitLength(), MIN_RSA_BITS)
          .or(() -> malformed(rsa.getModulus(), rsa.getPublicExponent()));
    }
    if (key instanceof ECKey ec) {
      return explicitCurve(key)
          .or(
              () ->
                  tooShort("EC", ec.getParams().getCurve().getField().getFieldSize(), MIN_EC_BITS));
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

  /** What no key generator makes (RFC 8017 §3.1): anybody could forge with it, or nobody use it. */
  public static Optional<String> malformed(BigInteger modulus, BigInteger exponent) {
    if (modulus.bitLength() > MAX_RSA_BITS) {
      return Optional.of(
          "its RSA key has %d bits, expected at most %d"
              .formatted(modulus.bitLength(), MAX_RSA_BITS));
    }
    if (!modulus.testBit(0)) {
      return Optional.of("its RSA modulus is even, so the key is not valid: ask for another");
    }
    if (exponent.compareTo(LEAST_EXPONENT) < 0 || !exponent.testBit(0)) {
      return Optional.of(
          "its RSA exponent is %s, expected an odd number from 3 on such as 65537"
              .formatted(exponent.bitLength() > Long.SIZE ? "even" : exponent));
    }
    boolean isSlow =
        modulus.bitLength() > LONG_RSA_BITS && exponent.bitLength() > MAX_EXPONENT_BITS_OF_LONG;
    return isSlow || exponent.compareTo(modulus) >= 0
        ? Optional.of(
            "its RSA exponent has %d bits, expected a short one such as 65537"
                .formatted(exponent.bitLength()))
        : Optional.empty();
  }

  /** RFC 5480 §2.1.1 asks for a named curve; one of somebody's own making proves nothing. */
  private static Optional<String> explicitCurve(PublicKey key) {
    var parameters =
        SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm().getParameters();
    return parameters instanceof ASN1ObjectIdentifier
        ? Optional.empty()
        : Optional.of(
            "its EC key spells out its curve instead of naming it, expected a named curve such as"
                + " P-256 (RFC 5480)");
  }
}
