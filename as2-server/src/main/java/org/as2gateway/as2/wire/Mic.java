package org.as2gateway.as2.wire;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * A message integrity check: a digest and its algorithm (RFC 4130 §7.3.1).
 *
 * @param base64 the digest octets in Base64, canonical form
 * @param algorithm what the digest was taken with
 */
public record Mic(String base64, MicAlgorithm algorithm) {
  /** Refuses text that is not Base64. */
  public Mic {
    base64 = Base64.getEncoder().encodeToString(Base64.getDecoder().decode(base64));
  }

  /** The MIC of digest octets. */
  public static Mic of(byte[] digest, MicAlgorithm algorithm) {
    return new Mic(Base64.getEncoder().encodeToString(digest), algorithm);
  }

  /**
   * Reads a Received-Content-MIC field, with or without spaces, folded or not. An absent algorithm
   * means SHA-1, as in RFC 4130 §7.4.3's first implementations.
   *
   * @return empty if the digest is not Base64 or the algorithm unknown
   */
  public static Optional<Mic> parse(String field) {
    String[] parts = field.replaceAll("\\s", "").split(",", 2);
    Optional<MicAlgorithm> algorithm =
        parts.length < 2
            ? Optional.of(MicAlgorithm.SHA1)
            : MicAlgorithm.parse(parts[1].replace(";", ""));
    if (parts[0].isEmpty() || algorithm.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Mic(parts[0], algorithm.get()));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not Base64: an expected input from a partner
    }
  }

  /** Whether digest octets and algorithm are equal; the digests are compared in constant time. */
  public boolean matches(Mic other) {
    return algorithm == other.algorithm
        && MessageDigest.isEqual(
            Base64.getDecoder().decode(base64), Base64.getDecoder().decode(other.base64));
  }

  /** The field value, {@code base64, algorithm}. */
  public String fieldValue() {
    return fieldValue(algorithm.wireName());
  }

  /** The field value with the algorithm spelled as the partner spells it. */
  public String fieldValue(String algorithmSpelling) {
    return base64 + ", " + algorithmSpelling;
  }
}
