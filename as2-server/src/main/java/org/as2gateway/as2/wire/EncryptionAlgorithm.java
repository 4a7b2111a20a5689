package org.as2gateway.as2.wire;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Content encryption algorithms as a partnership's {@code encrypt} attribute spells them. */
public enum EncryptionAlgorithm {
  TRIPLE_DES("3des", "1.2.840.113549.3.7", 192),
  AES128_CBC("aes128-cbc", "2.16.840.1.101.3.4.1.2", 128),
  AES192_CBC("aes192-cbc", "2.16.840.1.101.3.4.1.22", 192),
  AES256_CBC("aes256-cbc", "2.16.840.1.101.3.4.1.42", 256),
  AES128_GCM("aes128-gcm", "2.16.840.1.101.3.4.1.6", 128),
  AES192_GCM("aes192-gcm", "2.16.840.1.101.3.4.1.26", 192),
  AES256_GCM("aes256-gcm", "2.16.840.1.101.3.4.1.46", 256);

  private final String spelling;
  private final String oid;
  private final int keyBits;

  EncryptionAlgorithm(String spelling, String oid, int keyBits) {
    this.spelling = spelling;
    this.oid = oid;
    this.keyBits = keyBits;
  }

  /** The spelling in {@code partnerships.xml}. */
  public String spelling() {
    return spelling;
  }

  /** The dotted object identifier of the content encryption. */
  public String oid() {
    return oid;
  }

  /** Length of the content-encryption key in bits. */
  public int keyBits() {
    return keyBits;
  }

  /** Whether the cipher authenticates too, so that it travels as AuthEnvelopedData (RFC 5084). */
  public boolean isAead() {
    return name().endsWith("_GCM");
  }

  /** Whether the cipher is unfit for new use: 3DES. */
  public boolean isWeak() {
    return this == TRIPLE_DES;
  }

  /**
   * Reads an {@code encrypt} attribute; {@code AES128}, {@code aes128_cbc}, {@code 3DES}, {@code
   * des-ede3} too.
   */
  public static Optional<EncryptionAlgorithm> parse(String text) {
    String key = text.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
    if (key.equals("3des")
        || key.startsWith("desede3")
        || key.equals("des3")
        || key.equals("tripledes")) {
      return Optional.of(TRIPLE_DES);
    }
    String withMode =
        key.matches("aes(128|192|256)") ? key + "cbc" : key.equals("aes") ? "aes128cbc" : key;
    return Arrays.stream(values())
        .filter(a -> a.spelling.replace("-", "").equals(withMode))
        .findFirst();
  }

  /** Finds the algorithm of a dotted object identifier. */
  public static Optional<EncryptionAlgorithm> ofOid(String oid) {
    return Arrays.stream(values()).filter(a -> a.oid.equals(oid)).findFirst();
  }
}
