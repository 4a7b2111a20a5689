package org.as2gateway.pgp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;

/** A cipher for content (RFC 9580 §9.3). Any other is refused. */
public enum PgpCipher {
  /** AES with 256 bits, the default. */
  AES256(SymmetricKeyAlgorithmTags.AES_256, "AES-256"),
  /** AES with 192 bits. */
  AES192(SymmetricKeyAlgorithmTags.AES_192, "AES-192"),
  /** AES with 128 bits. */
  AES128(SymmetricKeyAlgorithmTags.AES_128, "AES-128"),
  /** Triple DES, for partners that know nothing newer. */
  TRIPLE_DES(SymmetricKeyAlgorithmTags.TRIPLE_DES, "3DES");

  private final int tag;
  private final String title;

  PgpCipher(int tag, String title) {
    this.tag = tag;
    this.title = title;
  }

  /** The name that people read. */
  public String title() {
    return title;
  }

  /** The name in settings: {@code aes256}, {@code aes192}, {@code aes128} or {@code 3des}. */
  public String spelling() {
    return title.toLowerCase(Locale.ROOT).replace("-", "");
  }

  /** Whether it is to be given up. */
  public boolean isWeak() {
    return this == TRIPLE_DES;
  }

  int tag() {
    return tag;
  }

  /** The cipher with that name in settings. */
  public static Optional<PgpCipher> parse(String spelling) {
    String plain = spelling.strip().toLowerCase(Locale.ROOT).replace("-", "");
    return Arrays.stream(values()).filter(c -> c.spelling().equals(plain)).findFirst();
  }

  static Optional<PgpCipher> ofTag(int tag) {
    return Arrays.stream(values()).filter(c -> c.tag == tag).findFirst();
  }
}
