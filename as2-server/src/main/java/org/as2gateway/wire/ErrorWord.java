package org.as2gateway.wire;

/**
 * Why content was refused: the words that follow {@code processed/error:} (RFC 4130 §7.5.4;
 * protocol.md §1).
 */
public enum ErrorWord {
  INSUFFICIENT_MESSAGE_SECURITY("insufficient-message-security"),
  AUTHENTICATION_FAILED("authentication-failed"),
  INTEGRITY_CHECK_FAILED("integrity-check-failed"),
  DECOMPRESSION_FAILED("decompression-failed"),
  DECRYPTION_FAILED("decryption-failed"),
  UNEXPECTED_PROCESSING_ERROR("unexpected-processing-error");

  private final String word;

  ErrorWord(String word) {
    this.word = word;
  }

  /** The word on the wire. */
  public String word() {
    return word;
  }
}
