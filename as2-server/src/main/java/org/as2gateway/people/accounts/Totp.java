package org.as2gateway.people.accounts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One-time codes by time: six digits, every thirty seconds, HMAC-SHA-1 (RFC 6238, RFC 4226). */
final class Totp {
  private static final int SECRET_BYTES = 20;
  private static final int STEP_SECONDS = 30;
  private static final int MODULUS = 1_000_000;
  private static final String HMAC = "HmacSHA1";
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int BITS = 5;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Totp() {}

  /** A new secret in Base32. */
  static String newSecret() {
    return random(SECRET_BYTES);
  }

  /** That many random octets in Base32; a multiple of five. */
  static String random(int octets) {
    byte[] random = new byte[octets];
    RANDOM.nextBytes(random);
    StringBuilder text = new StringBuilder();
    long buffer = 0;
    int bits = 0;
    for (byte octet : random) {
      buffer = (buffer << Byte.SIZE | (octet & 0xff)) & 0xffff;
      bits += Byte.SIZE;
      while (bits >= BITS) {
        bits -= BITS;
        text.append(BASE32.charAt((int) (buffer >> bits) & 0x1f));
      }
    }
    return text.toString();
  }

  /**
   * The time step of a code, if it is one of the step before, of now, or of the step after (RFC
   * 6238 §5.2), and of a later step than the last that was used.
   */
  static OptionalLong step(String secret, String typed, Instant now, long lastStep) {
    String code = typed.replaceAll("[ -]", "");
    long current = Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
    for (long step = current - 1; step <= current + 1; step++) {
      if (step > lastStep
          && MessageDigest.isEqual(
              code(secret, step).getBytes(US_ASCII), code.getBytes(US_ASCII))) {
        return OptionalLong.of(step);
      }
    }
    return OptionalLong.empty();
  }

  static String code(String secret, long step) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(octets(secret), HMAC));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
      int offset = hash[hash.length - 1] & 0xf;
      int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
      return String.format(Locale.ROOT, "%06d", number % MODULUS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  private static byte[] octets(String base32) {
    ByteBuffer octets = ByteBuffer.allocate(base32.length() * BITS / Byte.SIZE);
    long buffer = 0;
    int bits = 0;
    for (int i = 0; i < base32.length(); i++) {
      buffer = (buffer << BITS | BASE32.indexOf(base32.charAt(i))) & 0xffff;
      bits += BITS;
      if (bits >= Byte.SIZE) {
        bits -= Byte.SIZE;
        octets.put((byte) (buffer >> bits));
      }
    }
    return octets.array();
  }
}
