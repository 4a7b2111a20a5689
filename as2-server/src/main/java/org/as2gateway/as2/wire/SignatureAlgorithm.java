package org.as2gateway.as2.wire;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Signature algorithms as a partnership's {@code sign} attribute spells them. Without {@code
 * rsassa-pss} the kind of the key decides between RSA PKCS #1 v1.5 and ECDSA.
 */
public enum SignatureAlgorithm {
  MD5("md5", MicAlgorithm.MD5, false),
  SHA1("sha1", MicAlgorithm.SHA1, false),
  SHA256("sha-256", MicAlgorithm.SHA256, false),
  SHA384("sha-384", MicAlgorithm.SHA384, false),
  SHA512("sha-512", MicAlgorithm.SHA512, false),
  PSS_SHA256("rsassa-pss-sha-256", MicAlgorithm.SHA256, true),
  PSS_SHA384("rsassa-pss-sha-384", MicAlgorithm.SHA384, true),
  PSS_SHA512("rsassa-pss-sha-512", MicAlgorithm.SHA512, true);

  private static final String PSS_PREFIX = "rsassapss";

  private final String spelling;
  private final MicAlgorithm digest;
  private final boolean pss;

  SignatureAlgorithm(String spelling, MicAlgorithm digest, boolean pss) {
    this.spelling = spelling;
    this.digest = digest;
    this.pss = pss;
  }

  /** The spelling in {@code partnerships.xml}. */
  public String spelling() {
    return spelling;
  }

  /** The digest signed over, which is the algorithm of the MIC too. */
  public MicAlgorithm digest() {
    return digest;
  }

  /** Whether this is RSASSA-PSS (RFC 8017 §8.1). */
  public boolean isPss() {
    return pss;
  }

  /** Reads a {@code sign} attribute, in the spellings of as2-lib and OpenAS2. */
  public static Optional<SignatureAlgorithm> parse(String text) {
    String key = text.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    boolean isPss = key.startsWith(PSS_PREFIX);
    return MicAlgorithm.parse(isPss ? key.substring(PSS_PREFIX.length()) : key)
        .flatMap(digest -> of(digest, isPss));
  }

  /** The algorithm of a digest and padding, empty for a pair that is not offered. */
  public static Optional<SignatureAlgorithm> of(MicAlgorithm digest, boolean isPss) {
    return Arrays.stream(values()).filter(a -> a.digest == digest && a.pss == isPss).findFirst();
  }
}
