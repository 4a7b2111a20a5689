package org.as2gateway.store.log;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;

/**
 * Makes our ids of messages: 26 characters of Crockford's Base32 in ULID form, 48 bits of
 * milliseconds and 80 random bits. Ids of one process grow strictly, even within a millisecond and
 * when the clock goes back. Safe for many threads.
 */
public final class MessageIds {
  /** Length of an id. */
  public static final int LENGTH = 26;

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int TIME_CHARACTERS = 10;
  private static final int BITS = 5;
  private static final long HIGH_MASK = (1L << 40) - 1;
  private static final MessageIds PROCESS = new MessageIds();

  private final SecureRandom random = new SecureRandom();
  private long millis;
  private long high;
  private long low;

  private MessageIds() {}

  /** The next id of this process. */
  public static String next(Clock clock) {
    return PROCESS.nextAt(clock.millis());
  }

  /** Whether the text has the form of an id, so that it may be looked up and used in file names. */
  public static boolean isId(String text) {
    return text.length() == LENGTH && text.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0);
  }

  /** When an id was made, to the millisecond. */
  public static Instant madeAt(String id) {
    long millis = 0;
    for (int i = 0; i < TIME_CHARACTERS; i++) {
      millis = (millis << BITS) + ALPHABET.indexOf(id.charAt(i));
    }
    return Instant.ofEpochMilli(millis);
  }

  /** No id made at or after the instant is smaller. */
  public static String floor(Instant instant) {
    StringBuilder id = new StringBuilder(LENGTH);
    append(id, Math.max(0, instant.toEpochMilli()), TIME_CHARACTERS);
    return id.append("0".repeat(LENGTH - TIME_CHARACTERS)).toString();
  }

  /** When an id was made, to the millisecond; of the beginning of an id, the earliest time. */
  static Instant time(String id) {
    long millis = 0;
    for (int i = 0; i < TIME_CHARACTERS; i++) {
      millis = millis << BITS | (i < id.length() ? ALPHABET.indexOf(id.charAt(i)) : 0);
    }
    return Instant.ofEpochMilli(millis);
  }

  private synchronized String nextAt(long now) {
    if (now > millis) {
      millis = now;
      // The top bit of each half is left clear so that counting up has room.
      high = random.nextLong() & (HIGH_MASK >>> 1);
      low = random.nextLong() & (HIGH_MASK >>> 1);
    } else if (low == HIGH_MASK) {
      high++;
      low = 0;
    } else {
      low += 1 + (random.nextInt() & 0xffff); // a guess from one id to the next stays a guess
      low = Math.min(low, HIGH_MASK);
    }
    StringBuilder id = new StringBuilder(LENGTH);
    append(id, millis, TIME_CHARACTERS);
    append(id, high, (LENGTH - TIME_CHARACTERS) / 2);
    append(id, low, (LENGTH - TIME_CHARACTERS) / 2);
    return id.toString();
  }

  private static void append(StringBuilder id, long value, int characters) {
    for (int i = characters - 1; i >= 0; i--) {
      id.append(ALPHABET.charAt((int) (value >>> (i * BITS)) & 31));
    }
  }
}
