package org.as2gateway.people.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Passwords as Argon2id (RFC 9106) in PHC strings. One at a time: each takes 19 MiB, and the whole
 * gateway has to fit into a small heap.
 */
final class PasswordHash {
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([^$]+)\\$([^$]+)");
  private static final String PREFIX =
      "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$";

  private static final Semaphore ONE_AT_A_TIME = new Semaphore(1, true);
  private static final SecureRandom RANDOM = new SecureRandom();

  private PasswordHash() {}

  /** The PHC string of a password under a new salt. */
  static String of(String password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    byte[] hash = derive(password, salt, new Cost(MEMORY_KIB, PASSES, LANES), HASH_BYTES);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return PREFIX + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
  }

  /** Whether the PHC string is of that password. */
  static boolean matches(String phc, String password) {
    Matcher parts = PHC.matcher(phc);
    if (!parts.matches()) {
      throw new IllegalStateException("a password in the database is not an Argon2id string");
    }
    Cost cost =
        new Cost(
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)));
    byte[] salt = Base64.getDecoder().decode(parts.group(4));
    byte[] expected = Base64.getDecoder().decode(parts.group(5));
    return MessageDigest.isEqual(expected, derive(password, salt, cost, expected.length));
  }

  /** Whether it was made at another cost than today's. */
  static boolean isOutdated(String phc) {
    return !phc.startsWith(PREFIX);
  }

  private record Cost(int memoryKib, int passes, int lanes) {}

  private static byte[] derive(String password, byte[] salt, Cost cost, int bytes) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt)
            .build());
    byte[] hash = new byte[bytes];
    ONE_AT_A_TIME.acquireUninterruptibly();
    try {
      generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    } finally {
      ONE_AT_A_TIME.release();
    }
    return hash;
  }
}
