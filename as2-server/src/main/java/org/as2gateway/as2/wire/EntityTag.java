package org.as2gateway.as2.wire;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The ETag that names one transfer in AS2 Restart (draft-harding-as2-restart-07 §3.1): a strong
 * entity tag, chosen by the sender.
 *
 * @param value without its quotes, 1 to 255 characters
 */
public record EntityTag(String value) {
  private static final int MAX_LENGTH = 255;
  private static final int RANDOM_BYTES = 16;

  /** Refuses an empty or overlong value. */
  public EntityTag {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "entity tag has " + value.length() + " characters, expected 1 to " + MAX_LENGTH);
    }
  }

  /** Reads a header value, quotes or not; empty for a weak tag and for what is none. */
  public static Optional<EntityTag> parse(String headerValue) {
    String text = headerValue.strip();
    boolean isQuoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    String value = isQuoted ? text.substring(1, text.length() - 1) : text;
    boolean isTag =
        !value.isEmpty()
            && value.length() <= MAX_LENGTH
            && value.indexOf('"') < 0
            && !text.startsWith("W/");
    return isTag ? Optional.of(new EntityTag(value)) : Optional.empty();
  }

  /** A new tag of 128 random bits: nobody guesses the transfers of another. */
  public static EntityTag generate(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return new EntityTag(HexFormat.of().formatHex(bytes));
  }

  /** The header value, quoted. */
  public String toHeader() {
    return '"' + value + '"';
  }
}
