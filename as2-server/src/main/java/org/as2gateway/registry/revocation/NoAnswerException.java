package org.as2gateway.registry.revocation;

import java.io.IOException;

/** A server gave no answer about a certificate that counts; the message is a sentence. */
final class NoAnswerException extends IOException {
  private static final long serialVersionUID = 1L;

  NoAnswerException(String sentence) {
    super(sentence);
  }

  NoAnswerException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
