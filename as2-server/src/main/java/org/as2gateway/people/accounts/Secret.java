package org.as2gateway.people.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/** 256 random bits that open something, and their digest, which is all that is kept. */
public final class Secret {
  private static final int RANDOM_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secret() {}

  /** A new one, as 64 hexadecimal digits. */
  public static String random() {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /** SHA-256 in hexadecimal digits. */
  public static String digest(String secret) {
    return HexFormat.of().formatHex(sha256(secret));
  }

  /** Whether the text is what the digest was made of; takes the same time wherever they differ. */
  public static boolean matches(String digest, String candidate) {
    return MessageDigest.isEqual(HexFormat.of().parseHex(digest), sha256(candidate));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
