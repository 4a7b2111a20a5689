package org.as2gateway.as2.wire;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Disposition field of an MDN (RFC 8098 §3.2.6, RFC 4130 §7.4.3), read in any spacing and case
 * (protocol.md §6.2).
 *
 * @param mode action and sending mode, {@code automatic-action/MDN-sent-automatically}
 * @param type processed, failed or another word
 * @param modifier what follows the slash, lower case, such as {@code error} or {@code failure};
 *     empty if none
 * @param text what follows the modifier's colon; empty if none
 */
public record Disposition(String mode, Type type, String modifier, String text) {
  /** The mode of every receipt the gateway sends. */
  public static final String AUTOMATIC = "automatic-action/MDN-sent-automatically";

  private static final Pattern TYPE =
      Pattern.compile("([A-Za-z-]+)\\s*(?:/\\s*([A-Za-z-]+)\\s*)?(?::?\\s*(.*))?", Pattern.DOTALL);

  /** The disposition type. */
  public enum Type {
    PROCESSED,
    FAILED,
    /** A word neither RFC knows, or none. */
    OTHER
  }

  /** The positive answer. */
  public static Disposition processed() {
    return new Disposition(AUTOMATIC, Type.PROCESSED, "", "");
  }

  /** The answer to content that was refused. */
  public static Disposition error(ErrorWord word) {
    return new Disposition(AUTOMATIC, Type.PROCESSED, "error", word.word());
  }

  /** The answer to a receipt request that cannot be met: {@code failed/failure: reason}. */
  public static Disposition failure(String reason) {
    return new Disposition(AUTOMATIC, Type.FAILED, "failure", reason);
  }

  /** Reads a field value; empty only if there is no disposition type in it at all. */
  public static Optional<Disposition> parse(String fieldValue) {
    String value = fieldValue.strip();
    int semicolon = value.indexOf(';');
    String mode = semicolon < 0 ? "" : value.substring(0, semicolon).strip();
    String rest = semicolon < 0 ? value : value.substring(semicolon + 1);
    Matcher matcher = TYPE.matcher(rest.replaceAll(";\\s*$", "").strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Type type =
        switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
          case "processed" -> Type.PROCESSED;
          case "failed" -> Type.FAILED;
          default -> Type.OTHER;
        };
    String modifier = matcher.group(2) == null ? "" : matcher.group(2).toLowerCase(Locale.ROOT);
    String text = matcher.group(3) == null ? "" : matcher.group(3).strip();
    return Optional.of(new Disposition(mode, type, modifier, text));
  }

  /**
   * Whether this alone says that the message was accepted: {@code processed}, and nothing after it
   * but a warning. Text such as {@code processed; error: …} is not positive.
   */
  public boolean isPositive() {
    return type == Type.PROCESSED
        && (modifier.isEmpty() ? text.isEmpty() : modifier.equals("warning"));
  }

  /** The field value in the one spelling the gateway sends. */
  public String fieldValue() {
    String typeText = type == Type.FAILED ? "failed" : "processed";
    String modifierText = modifier.isEmpty() ? "" : "/" + modifier;
    return mode + "; " + typeText + modifierText + (text.isEmpty() ? "" : ": " + text);
  }
}
