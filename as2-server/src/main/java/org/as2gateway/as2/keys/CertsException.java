package org.as2gateway.as2.keys;

/**
 * Something about a key or certificate cannot be done. The message is one sentence for the
 * operator: what was found, what was expected, what to do.
 */
public final class CertsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String sentence;
  private final boolean isWrongPassword;

  /** A refusal. */
  public CertsException(String message) {
    super(message);
    this.sentence = message;
    this.isWrongPassword = false;
  }

  /** A refusal with its cause. */
  public CertsException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private CertsException(String message, Throwable cause, boolean isWrongPassword) {
    super(message, cause);
    this.sentence = message;
    this.isWrongPassword = isWrongPassword;
  }

  /** A key store that the password does not open. */
  public static CertsException ofWrongPassword(String message, Throwable cause) {
    return new CertsException(message, cause, true);
  }

  /** Whether the password does not open a key store. */
  public boolean isWrongPassword() {
    return isWrongPassword;
  }

  /** The sentence, never null. */
  @Override
  public String getMessage() {
    return sentence;
  }
}
