package org.as2gateway.as2.wire;

/**
 * Why content was refused: the words that follow {@code processed/error:} (RFC 4130 §7.5.4;
 * protocol.md §1), and those that draft-ietf-ediint-rfc4130bis §8.4.3 adds.
 */
public enum ErrorWord {
  INSUFFICIENT_MESSAGE_SECURITY("insufficient-message-security"),
  AUTHENTICATION_FAILED("authentication-failed"),
  INTEGRITY_CHECK_FAILED("integrity-check-failed"),
  DECOMPRESSION_FAILED("decompression-failed"),
  DECRYPTION_FAILED("decryption-failed"),
  UNEXPECTED_PROCESSING_ERROR("unexpected-processing-error"),
  /** A file of that name is in the inbox; only where names are to be kept. */
  DUPLICATE_FILENAME("duplicate-filename"),
  /** The name cannot be a file's name here; only where names are to be kept. */
  ILLEGAL_FILENAME("illegal-filename"),
  /** A Message-ID that no product may write; only under AS2-Version 1.3. */
  INVALID_MESSAGE_ID("invalid-message-id");

  private final String word;

  ErrorWord(String word) {
    this.word = word;
  }

  /** The word on the wire. */
  public String word() {
    return word;
  }
}
