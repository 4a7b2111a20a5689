package org.as2gateway.as2.keys;

/**
 * Something about a key or certificate cannot be done. The message is one sentence for the
 * operator: what was found, what was expected, what to do.
 */
public final class CertsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  /** A refusal. */
  public CertsException(String message) {
    super(message);
    this.sentence = message;
  }

  /** A refusal with its cause. */
  public CertsException(String message, Throwable cause) {
    super(message, cause);
    this.sentence = message;
  }

  /** The sentence, never null. */
  @Override
  public String getMessage() {
    return sentence;
  }
}
