package org.as2gateway.as2.wire;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A Message-ID exactly as it stood on the wire, brackets included where they were (RFC 4130 §5.3.3;
 * protocol.md §4.4). Two forms that differ only in brackets and surrounding space mean the same
 * message: see {@link #isSame}.
 *
 * @param value 1 to 998 printable ASCII characters
 */
public record MessageId(String value) {
  private static final int MAX_LENGTH = 998;
  private static final int RANDOM_BYTES = 16;

  /** Refuses an empty, overlong or unprintable value. */
  public MessageId {
    if (value.isBlank() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "Message-ID has " + value.length() + " characters, expected 1 to " + MAX_LENGTH);
    }
    if (!value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
      throw new IllegalArgumentException("Message-ID has a character that is not printable ASCII");
    }
  }

  /**
   * Reads a header value; brackets and an {@code @} are not required. Empty if it is no Message-ID.
   */
  public static Optional<MessageId> parse(String headerValue) {
    try {
      return Optional.of(new MessageId(headerValue.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // malformed ids are an expected input, answered 400
    }
  }

  /**
   * A new id {@code <128 random bits in hex@domain>} without spaces.
   *
   * @param domain the right-hand side; characters outside letters, digits, dot and dash become
   *     dashes
   */
  public static MessageId generate(SecureRandom random, String domain) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    String cleaned = domain.replaceAll("[^A-Za-z0-9.-]", "-");
    return new MessageId(
        "<" + HexFormat.of().formatHex(bytes) + "@" + (cleaned.isEmpty() ? "as2" : cleaned) + ">");
  }

  /** The id without its brackets: what two spellings of one id have in common. */
  public String bare() {
    String text = value.strip();
    return text.length() > 2 && text.startsWith("<") && text.endsWith(">")
        ? text.substring(1, text.length() - 1).strip()
        : text;
  }

  /**
   * Whether it is written as it should be: no space in it (draft-ietf-ediint-rfc4130bis §5.3.3).
   * Older partners may write others.
   */
  public boolean isWellFormed() {
    return bare().indexOf(' ') < 0;
  }

  /** Whether both name the same message, brackets or not. */
  public boolean isSame(MessageId other) {
    return bare().equals(other.bare());
  }

  @Override
  public String toString() {
    return value;
  }
}
