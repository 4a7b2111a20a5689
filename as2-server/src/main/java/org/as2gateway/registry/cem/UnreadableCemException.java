package org.as2gateway.registry.cem;

/** A certificate exchange message that does not say what it must. The message is for operators. */
public final class UnreadableCemException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableCemException(String message) {
    super(message);
  }
}
