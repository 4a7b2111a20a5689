package org.as2gateway.as2.wire;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Digest algorithms of a message integrity check, with the spellings the field uses (protocol.md
 * §5.5).
 */
public enum MicAlgorithm {
  MD5("md5", "MD5", "1.2.840.113549.2.5", 16),
  SHA1("sha1", "SHA-1", "1.3.14.3.2.26", 20),
  SHA256("sha-256", "SHA-256", "2.16.840.1.101.3.4.2.1", 32),
  SHA384("sha-384", "SHA-384", "2.16.840.1.101.3.4.2.2", 48),
  SHA512("sha-512", "SHA-512", "2.16.840.1.101.3.4.2.3", 64);

  private final String wireName;
  private final String jcaName;
  private final String oid;
  private final int octets;

  MicAlgorithm(String wireName, String jcaName, String oid, int octets) {
    this.wireName = wireName;
    this.jcaName = jcaName;
    this.oid = oid;
    this.octets = octets;
  }

  /** The name sent by default (RFC 5751 §3.4.3.2). */
  public String wireName() {
    return wireName;
  }

  /** The name for {@code java.security.MessageDigest}. */
  public String jcaName() {
    return jcaName;
  }

  /** The dotted object identifier of the digest. */
  public String oid() {
    return oid;
  }

  /** Length of the digest in octets. */
  public int octets() {
    return octets;
  }

  /** Whether the digest is unfit for new signatures: MD5 and SHA-1. */
  public boolean isWeak() {
    return this == MD5 || this == SHA1;
  }

  /**
   * Reads any spelling seen in the field: {@code sha1 sha-1 SHA1 rsa-sha1 sha256 sha-256 sha_256
   * sha2-256 rsa-sha256} and the like, with or without quotes.
   */
  public static Optional<MicAlgorithm> parse(String text) {
    String key = text.toLowerCase(Locale.ROOT).replaceAll("[\\s\"_-]", "");
    String name = key.startsWith("rsa") ? key.substring(3) : key;
    String digest =
        name.startsWith("sha2") && name.length() == 7 ? "sha" + name.substring(4) : name;
    return Arrays.stream(values())
        .filter(a -> a.wireName.replace("-", "").equals(digest))
        .findFirst();
  }

  /** Finds the algorithm of a dotted object identifier. */
  public static Optional<MicAlgorithm> ofOid(String oid) {
    return Arrays.stream(values()).filter(a -> a.oid.equals(oid)).findFirst();
  }
}
