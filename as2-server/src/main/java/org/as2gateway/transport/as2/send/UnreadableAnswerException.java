package org.as2gateway.transport.as2.send;

import java.io.IOException;

/** What a partner answered is not HTTP, or its framing allows more than one reading. */
final class UnreadableAnswerException extends IOException {
  private static final long serialVersionUID = 1L;

  UnreadableAnswerException(String message) {
    super(message);
  }
}
