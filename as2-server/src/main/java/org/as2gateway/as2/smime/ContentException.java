package org.as2gateway.as2.smime;

import java.io.IOException;
import org.as2gateway.as2.wire.ErrorWord;
import org.jspecify.annotations.Nullable;

/**
 * The partner's content is unacceptable; ends in {@link MessageReader}, which makes it an outcome.
 */
final class ContentException extends IOException {
  private static final long serialVersionUID = 1L;

  private final ErrorWord word;

  ContentException(ErrorWord word, String cause) {
    this(word, cause, null);
  }

  ContentException(ErrorWord word, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.word = word;
  }

  /** The structure of the content is not what AS2 allows. */
  static ContentException broken(String cause) {
    return new ContentException(ErrorWord.UNEXPECTED_PROCESSING_ERROR, cause);
  }

  ErrorWord word() {
    return word;
  }
}
